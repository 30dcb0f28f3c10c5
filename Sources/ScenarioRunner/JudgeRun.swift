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
        scenario: scenario.identity, title: scenario.title, verdict: .notApplicable, reason: reason)
      return JudgedRun(result: result, history: nil)
    }
    var history: History?
    let took = try await ContinuousClock().measure { history = try await run(plan) }
    guard let history else { throw CancellationError() }
    let findings = Judge.judge(history, of: scenario, connector: plan.connector) + ClientChecks.judge(history)
    let result = ScenarioResult(
      scenario: scenario.identity, title: scenario.title, verdict: Judge.verdict(of: findings),
      reason: history.brokenOff, findings: findings, seconds: Double(took.milliseconds) / 1000,
      outputTail: Array(history.output.suffix(Self.outputKept)))
    return JudgedRun(result: result, history: history)
  }
}
