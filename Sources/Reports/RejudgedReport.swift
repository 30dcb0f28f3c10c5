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
    let before = Self.claims(stored.findings)
    let after = Self.claims(now.findings)
    let changed = Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }
    let claims = changed.map { "  \($0): \(Self.word(before[$0])), now \(Self.word(after[$0]))" }
    guard stored.verdict != now.verdict || !claims.isEmpty else { return [] }
    let verdict =
      stored.verdict == now.verdict
      ? "\(now.verdict.rawValue) as before" : "\(stored.verdict.rawValue), now \(now.verdict.rawValue)"
    return (["\(now.name): \(verdict)"] + claims).map { PrintableText.line($0) }
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
