/// What one check said over all scenarios of a run.
public struct CheckResult: Hashable, Sendable {
  /// The check's name, `refresh/single-flight`.
  public var check: String
  /// The worst that it said; `not-exercised` when it never had anything to look at.
  public var verdict: Verdict
  /// Whether what it found fails the run or only warns.
  public var severity: Finding.Severity
  /// In how many scenarios it had something to look at.
  public var scenarios: Int

  /// Makes a result.
  public init(check: String, verdict: Verdict, severity: Finding.Severity, scenarios: Int) {
    self.check = check
    self.verdict = verdict
    self.severity = severity
    self.scenarios = scenarios
  }

  /// The checks that spoke in these scenarios, by name.
  public static func summary(of scenarios: [ScenarioResult]) -> [CheckResult] {
    var results: [String: CheckResult] = [:]
    for scenario in scenarios {
      let said = scenario.findings.filter { $0.check != nil }
      for (check, findings) in Dictionary(grouping: said, by: { $0.check ?? "" }) {
        let worst = findings.map(\.verdict).max() ?? .notExercised
        let fails = findings.contains { $0.severity == .fail && $0.verdict == worst }
        var result =
          results[check] ?? CheckResult(check: check, verdict: .notExercised, severity: .warn, scenarios: 0)
        if worst > result.verdict || worst == result.verdict && fails {
          result.verdict = worst
          result.severity = fails ? .fail : .warn
        }
        result.scenarios += worst > .notExercised ? 1 : 0
        results[check] = result
      }
    }
    return results.values.sorted { $0.check < $1.check }
  }
}
