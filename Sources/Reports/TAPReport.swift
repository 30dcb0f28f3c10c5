import JSONSource
import ScenarioCore

/// A run in the Test Anything Protocol, version 14: a test point for each scenario.
///
/// What failed and what is inconclusive is `not ok`, which its diagnostics tell apart; what is not applicable is
/// `ok` with the directive SKIP and the reason.
public enum TAPReport {
  /// The stream; it ends in a line feed.
  public static func text(of run: RunResult) -> String {
    let points = run.scenarios.enumerated().flatMap { lines(of: $1, number: $0 + 1, in: run) }
    let facts = "Dryfit \(run.dryfit), connector \(run.connector), clock \(run.clock.rawValue), seed \(run.seed)"
    let head = ["TAP version 14", "# \(PrintableText.line(facts))", "1..\(run.scenarios.count)"]
    return (head + points).map { $0 + "\n" }.joined()
  }

  private static func lines(of scenario: ScenarioResult, number: Int, in run: RunResult) -> [String] {
    let point = "\(number) - \(description(scenario.name))"
    switch run.counted(scenario) {
    case .notApplicable: return ["ok \(point) # SKIP \(PrintableText.line(scenario.reason ?? "not applicable"))"]
    case .pass: return ["ok \(point)"] + diagnostics(of: scenario, in: run)
    default: return ["not ok \(point)"] + diagnostics(of: scenario, in: run)
    }
  }

  /// A description, in which a number sign would begin a directive; harnesses of version 13 do so even behind a
  /// backslash, and may not take a failure for something that was skipped.
  private static func description(_ text: String) -> String {
    PrintableText.line(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
      .replacing(/(?i)\\#(?=\s*(?:skip|todo))/, with: "\\#-")
  }

  /// The YAML below a test point; its texts are quoted as JSON, which YAML takes.
  private static func diagnostics(of scenario: ScenarioResult, in run: RunResult) -> [String] {
    var lines = ["title: \(quoted(scenario.title))", "verdict: \(scenario.verdict.rawValue)"]
    lines += scenario.reason.map { ["reason: \(quoted($0))"] } ?? []
    lines.append("duration_ms: \(Figures.milliseconds(scenario.seconds))")
    if !scenario.problems.isEmpty { lines.append("findings:") }
    lines += scenario.problems.flatMap { finding($0, in: run) }
    lines += scenario.repeatedBy.map { ["repeat: \(quoted($0))"] } ?? []
    return (["---"] + lines + ["..."]).map { "  " + $0 }
  }

  private static func finding(_ finding: Finding, in run: RunResult) -> [String] {
    let lines = [
      "claim: \(quoted(finding.claim))", "severity: \(run.weight(of: finding).word)",
      "message: \(quoted(finding.message))", finding.advice.map { "advice: \(quoted($0))" },
      finding.step.map { "step: \(quoted($0))" },
      finding.clauses.isEmpty ? nil : "clauses: [\(finding.clauses.map(quoted).joined(separator: ", "))]",
      finding.exchanges.isEmpty ? nil : "exchanges: [\(finding.exchanges.map(String.init).joined(separator: ", "))]",
    ].compactMap(\.self)
    return lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(PrintableText.clean(text)).encoded() }
}
