import JSONSource
import PromotionGate

/// The gate's decision for people and for programs.
public struct GateReport: Sendable {
  private let paint: Paint
  private let width: Int

  /// How many subjects of one reason are named.
  private static let namedSubjects = 10

  /// Chooses how it looks at a terminal.
  ///
  /// - Parameters:
  ///   - colour: whether escape sequences may be used.
  ///   - width: columns of the terminal; at least 40 are used.
  public init(colour: Bool = false, width: Int = 100) {
    self.paint = Paint(isOn: colour)
    self.width = max(40, width)
  }

  /// The decision for people: `open`, or the numbered reasons, like ones together, each with its next step.
  public func text(of decision: GateDecision) -> String {
    let reasons = Self.grouped(decision.reasons)
    var lines = [headline(of: decision, reasons: reasons.count)]
    for (index, group) in reasons.enumerated() {
      lines += ["", "\(index + 1). \(paint.red(group.code))"] + body(of: group)
    }
    let notes = Self.grouped(decision.notes)
    if !notes.isEmpty { lines += ["", "To know:"] }
    for group in notes {
      lines += ["", "- \(paint.yellow(group.code))"] + body(of: group)
    }
    return OutputLines.text(lines)
  }

  /// The decision for programs, indented, with a line feed at its end; every reason stands for itself.
  public static func json(of decision: GateDecision) -> String {
    let object: JSONValue = [
      "format": 1, "version": .string("\(decision.version)"), "decision": decision.isOpen ? "open" : "refused",
      "at": .string(decision.at.rfc3339), "required": .integer(Int64(decision.required)),
      "reasons": .array(decision.reasons.map(json(of:))), "notes": .array(decision.notes.map(json(of:))),
    ]
    return object.encoded(indent: 2) + "\n"
  }

  private func headline(of decision: GateDecision, reasons: Int) -> String {
    let version = "version \(decision.version)"
    let required = decision.required == 1 ? "1 required scenario" : "\(decision.required) required scenarios"
    if decision.isOpen {
      return "\(paint.green("open")): \(version) may be promoted (\(required), on exactly these bytes)"
    }
    let count = reasons == 1 ? "1 reason" : "\(reasons) reasons"
    return "\(paint.red("refused")): \(version) may not be promoted, for \(count) (\(required))"
  }

  private func body(of group: Group) -> [String] {
    PrintableText.wrap(Self.subjects(of: group), indent: "   ", width: width).map(paint.bold)
      + PrintableText.wrap(group.message, indent: "   ", width: width)
      + PrintableText.wrap(group.nextStep.map { "→ " + $0 } ?? "", indent: "   ", width: width)
  }

  private static func json(of reason: Reason) -> JSONValue {
    var object: JSONObject = [
      "reason": .string(reason.code), "subject": .string(reason.subject), "message": .string(reason.message),
    ]
    object["nextStep"] = reason.nextStep.map(JSONValue.string)
    return .object(object)
  }

  /// Reasons that say the same of several subjects.
  private struct Group {
    var code: String
    var message: String
    var nextStep: String?
    var subjects: [String]
  }

  private static func grouped(_ reasons: [Reason]) -> [Group] {
    var groups: [Group] = []
    for reason in reasons {
      if let index = groups.firstIndex(where: { $0.code == reason.code && $0.message == reason.message }) {
        groups[index].subjects.append(reason.subject)
      } else {
        groups.append(
          Group(
            code: reason.code, message: reason.message, nextStep: reason.nextStep, subjects: [reason.subject]))
      }
    }
    return groups
  }

  private static func subjects(of group: Group) -> String {
    let named = group.subjects.prefix(namedSubjects).map(PrintableText.line).joined(separator: ", ")
    let rest = group.subjects.count - namedSubjects
    return rest > 0 ? "\(named) and \(rest) more" : named
  }
}
