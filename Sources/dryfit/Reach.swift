import ClientChecks
import ScenarioCore
import ScenarioRunner

/// Whether the connector has found its way to the mock so far.
///
/// One that never gets there fails every scenario for the same reason, and says so ninety times. A few tell it as well.
struct Reach {
  /// So many scenarios without a single request, and none with one, are enough.
  static let enough = 2

  private var hasReached = false
  private var silent: [String] = []

  /// Whether the scenarios that are left would show nothing new.
  var isHopeless: Bool { !hasReached && silent.count >= Self.enough }

  /// Takes note of a scenario that has ended.
  mutating func add(_ run: JudgedRun) {
    guard let history = run.history else { return }
    hasReached = hasReached || !history.exchanges.isEmpty
    let isLost = run.result.findings.contains { $0.claim == "hosts/reachable" && $0.verdict == .fail }
    if isLost, history.exchanges.isEmpty { silent.append(run.result.name) }
  }

  /// What is said of a scenario that was left out: it proves nothing.
  func notRun(_ plan: RunPlan) -> JudgedRun {
    let result = ScenarioResult(
      scenario: plan.scenario.identity, parameters: plan.scenario.parameters, title: plan.scenario.title,
      verdict: .inconclusive,
      reason: "it was not run, since the connector never reached the mock in \(silent.joined(separator: " and "))")
    return JudgedRun(result: result, history: nil)
  }
}
