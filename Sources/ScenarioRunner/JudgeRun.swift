import ClientChecks
import Foundation
import MockCore
import ScenarioCore

/// What became of one scenario, with the history it rests on.
public struct JudgedRun: Sendable {
  /// The result.
  public var result: ScenarioResult
  /// The history; nil when the scenario was not run.
  public var history: History?
}

extension Runner {
  /// How many of the connector's last lines a result keeps.
  public static let outputKept = 20

  /// Runs a scenario and judges what was seen: its own expectations, and all checks.
  ///
  /// - Throws: as ``run(_:)``.
  public func runAndJudge(_ plan: RunPlan) async throws -> JudgedRun {
    let scenario = plan.scenario
    let follows = clockLibrary != nil && scenario.clock != .real
    if case .notApplicable(let reason) = Applicability.decide(scenario, on: plan.connector, clockFollows: follows) {
      let result = ScenarioResult(
        scenario: scenario.identity, parameters: scenario.parameters, title: scenario.title, verdict: .notApplicable,
        reason: reason)
      return JudgedRun(result: result, history: nil)
    }
    var history: History?
    let took = try await ContinuousClock().measure { history = try await run(plan) }
    guard let history else { throw CancellationError() }
    var result = scenario.result(of: history, connector: plan.connector)
    result.seconds = Double(took.milliseconds) / 1000
    result.repeatedBy = "dryfit run \(scenario.identity) --seed \(plan.seed)"
    return JudgedRun(result: result, history: history)
  }
}

extension Scenario {
  /// What a history comes to by today's checks, however old it is.
  public func result(of history: History, connector: ConnectorFile) -> ScenarioResult {
    let findings = Judge.judge(history, of: self, connector: connector) + ClientChecks.judge(history)
    let verdict = history.notApplicable == nil ? Judge.verdict(of: findings) : .notApplicable
    return ScenarioResult(
      scenario: identity, parameters: parameters, title: title, verdict: verdict,
      reason: history.notApplicable ?? history.brokenOff,
      findings: verdict == .notApplicable ? [] : findings.map { $0.withSurroundings(in: history) },
      outputTail: Array(history.output.suffix(Runner.outputKept)))
  }
}
