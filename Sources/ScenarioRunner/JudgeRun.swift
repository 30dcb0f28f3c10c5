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

  /// States what became of it.
  public init(result: ScenarioResult, history: History?) {
    self.result = result
    self.history = history
  }
}

extension Runner {
  /// How many of the connector's last lines a result keeps.
  public static let outputKept = 20

  /// Runs a scenario and judges what was seen: its own expectations, and all checks.
  ///
  /// - Throws: as ``run(_:)``.
  public func runAndJudge(_ plan: RunPlan) async throws -> JudgedRun {
    if let skipped = notApplicable(plan) { return skipped }
    return try await timed { judged(try await run(plan), of: plan) }
  }

  /// What becomes of a scenario that cannot be run on the connector; nil for one that can.
  func notApplicable(_ plan: RunPlan) -> JudgedRun? {
    let scenario = plan.scenario
    let follows = clockLibrary != nil && scenario.clock != .real
    let applicability = Applicability.decide(scenario, on: plan.connector, clockFollows: follows)
    guard case .notApplicable(let reason) = applicability else { return nil }
    let result = ScenarioResult(
      scenario: scenario.identity, parameters: scenario.parameters, title: scenario.title, verdict: .notApplicable,
      reason: reason)
    return JudgedRun(result: result, history: nil)
  }

  /// What a history comes to.
  func judged(_ history: History, of plan: RunPlan) -> JudgedRun {
    var result = plan.scenario.result(of: history, connector: plan.connector)
    result.repeatedBy = "dryfit run \(plan.scenario.identity) --seed \(plan.seed)"
    return JudgedRun(result: result, history: history)
  }

  /// Measures how long a run takes in all.
  func timed(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> JudgedRun
  ) async throws -> JudgedRun {
    let began = ContinuousClock.now
    var run = try await body()
    run.result.seconds = Double((ContinuousClock.now - began).milliseconds) / 1000
    return run
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
