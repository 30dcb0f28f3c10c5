import JSONSource
import MockCore
import PromotionGate
import ScenarioCore

/// Everything that happened to a version, for people and for programs.
public struct VersionStory: Sendable {
  /// The states in which it was recorded, oldest first; never empty.
  public var states: [Version]
  /// What was demanded when it was created or saved last.
  public var frozen: RequirementSet?
  /// The runs that belong to it, with their numbers.
  public var runs: [(number: Int64, result: RunResult)]
  /// When it was promoted, and its release notes.
  public var promotion: (at: Instant, notes: String)?

  /// Gathers the story.
  public init(
    states: [Version], frozen: RequirementSet?, runs: [(number: Int64, result: RunResult)],
    promotion: (at: Instant, notes: String)?
  ) {
    self.states = states
    self.frozen = frozen
    self.runs = runs
    self.promotion = promotion
  }

  /// The story in the order of time.
  public var text: String {
    guard let last = states.last else { return "" }
    var lines = [
      "version \(last.number) of \(PrintableText.line(last.app)): \(last.state.rawValue)",
      "  manifest: \(last.manifest.text)", "  sandbox app version key: \(last.sandboxKey)",
    ]
    if let frozen { lines.append("  demanded: \(count(frozen.scenarios.count, "scenario"))") }
    lines += events.sorted { ($0.at, $0.order) < ($1.at, $1.order) }.map { "\($0.at.rfc3339)  \($0.text)" }
    if let promotion {
      let notes = promotion.notes.split(separator: "\n", omittingEmptySubsequences: false)
      lines += ["release notes:"] + notes.map { "  " + PrintableText.line(String($0)) }
    }
    return OutputLines.text(lines)
  }

  /// The story as JSON, indented, with a line feed at its end.
  public var json: String {
    guard let last = states.last else { return "null\n" }
    let runs = runs.map { number, result -> JSONValue in
      [
        "run": .integer(number), "at": .string(result.began.rfc3339), "verdict": .string(result.verdict.rawValue),
        "scenarios": .integer(Int64(result.scenarios.count)),
      ]
    }
    var object: JSONObject = [
      "format": 1, "version": .string("\(last.number)"), "app": .string(last.app),
      "state": .string(last.state.rawValue), "manifest": .string(last.manifest.text),
      "sandboxKey": .string(last.sandboxKey),
      "states": .array(states.map { ["state": .string($0.state.rawValue), "at": .string($0.created.rfc3339)] }),
      "runs": .array(runs),
    ]
    if let promotion {
      object["promotion"] = ["at": .string(promotion.at.rfc3339), "notes": .string(promotion.notes)]
    }
    return JSONValue.object(object).encoded(indent: 2) + "\n"
  }

  private var events: [(at: Instant, order: Int, text: String)] {
    let states = states.enumerated().map { index, version in
      let word = version.state == .promoted ? "promoted" : index == 0 ? "created" : "saved"
      return (version.created, version.state == .promoted ? 2 : 0, "\(word), manifest \(version.manifest.short)")
    }
    return states
      + runs.map { number, result in
        let verdicts = [Verdict.pass, .fail, .inconclusive].map { "\(result.count($0)) \($0.rawValue)" }
        return (result.began, 1, "run \(number): \(result.verdict.rawValue) (\(verdicts.joined(separator: ", ")))")
      }
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
