import JSONSource
import ScenarioCore

/// How a verdict that was reached again differs from the stored one.
public struct RejudgedReport: Sendable {
  private let stored: Evidence
  private let now: ScenarioResult

  /// Compares two verdicts on one history.
  public init(stored: Evidence, now: ScenarioResult) {
    self.stored = stored
    self.now = now
  }

  /// One line for the verdict and one for each claim that came out otherwise; empty where nothing differs.
  public var lines: [String] {
    guard differs else { return [] }
    let claims = changes.map { "  \($0.claim): \(Self.word($0.before)), now \(Self.word($0.after))" }
    let verdict =
      stored.verdict == now.verdict
      ? "\(now.verdict.rawValue) as before" : "\(stored.verdict.rawValue), now \(now.verdict.rawValue)"
    return (["\(now.name): \(verdict)"] + claims).map { PrintableText.line($0).replacing("##[", with: "## [") }
  }

  /// The same for programs; nil where nothing differs.
  public var json: JSONValue? {
    guard differs else { return nil }
    let claims = changes.map { change -> JSONValue in
      var object: JSONObject = ["claim": .string(change.claim)]
      object["stored"] = change.before.map { .string($0.rawValue) }
      object["now"] = change.after.map { .string($0.rawValue) }
      return .object(object)
    }
    var object: JSONObject = ["scenario": .string(now.scenario)]
    if !now.parameters.isEmpty {
      let sorted = now.parameters.sorted { $0.key < $1.key }
      object["parameters"] = .object(JSONObject(sorted.map { ($0.key, .string($0.value)) }))
    }
    object["stored"] = .string(stored.verdict.rawValue)
    object["now"] = .string(now.verdict.rawValue)
    object["claims"] = .array(claims)
    return .object(object)
  }

  private var differs: Bool { stored.verdict != now.verdict || !changes.isEmpty }

  /// The claims that came out otherwise, by name.
  private var changes: [(claim: String, before: Verdict?, after: Verdict?)] {
    let before = Self.claims(stored.findings)
    let after = Self.claims(now.findings)
    let all = Set(before.keys).union(after.keys).sorted()
    return all.filter { before[$0] != after[$0] }.map { ($0, before[$0], after[$0]) }
  }

  /// The worst that was said of each claim.
  private static func claims(_ findings: [Finding]) -> [String: Verdict] {
    let order: [Verdict] = [.fail, .inconclusive, .pass]
    return Dictionary(findings.map { ($0.claim, $0.verdict) }) { first, second in
      order.first { $0 == first || $0 == second } ?? first
    }
  }

  private static func word(_ verdict: Verdict?) -> String { verdict?.rawValue ?? "not said" }
}
