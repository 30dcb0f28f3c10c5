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
    if case .notApplicable(let reason) = Applicability.decide(scenario, on: plan.connector, clockFollows: false) {
      let result = ScenarioResult(
        scenario: scenario.identity, parameters: scenario.parameters, title: scenario.title, verdict: .notApplicable,
        reason: reason)
      return JudgedRun(result: result, history: nil)
    }
    var history: History?
    let took = try await ContinuousClock().measure { history = try await run(plan) }
    guard let history else { throw CancellationError() }
    let findings = Judge.judge(history, of: scenario, connector: plan.connector) + ClientChecks.judge(history)
    let verdict = history.notApplicable == nil ? Judge.verdict(of: findings) : .notApplicable
    let result = ScenarioResult(
      scenario: scenario.identity, parameters: scenario.parameters, title: scenario.title, verdict: verdict,
      reason: history.notApplicable ?? history.brokenOff,
      findings: verdict == .notApplicable ? [] : findings.map { $0.withSurroundings(in: history) },
      seconds: Double(took.milliseconds) / 1000, outputTail: Array(history.output.suffix(Self.outputKept)),
      repeatedBy: "dryfit run \(scenario.identity) --seed \(plan.seed)")
    return JudgedRun(result: result, history: history)
  }
}
