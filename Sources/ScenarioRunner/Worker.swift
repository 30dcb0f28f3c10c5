import ScenarioCore

/// Runs scenarios one after the other, and keeps the connector's process between them where connector.json allows it.
///
/// A process is kept after a pass alone, and nothing but a pass on it counts: whatever else came out there is repeated
/// on a fresh process, whose verdict stands.
public actor Worker {
  private let runner: Runner
  private var kept: Stage?

  /// Makes a worker, which has no process yet.
  public init(runner: Runner) {
    self.runner = runner
  }

  /// Runs a scenario of the worker's one connector and judges what was seen; one at a time.
  ///
  /// - Throws: as ``Runner/run(_:)``; no process is kept then.
  public func runAndJudge(_ plan: RunPlan) async throws -> JudgedRun {
    if let skipped = runner.notApplicable(plan) { return skipped }
    return try await runner.timed { try await attempt(plan) }
  }

  /// Ends the process that was kept.
  public func end() async {
    let stage = kept
    kept = nil
    await stage?.takeDown()
  }

  private func attempt(_ plan: RunPlan) async throws -> JudgedRun {
    guard let stage = try await warmStage(for: plan) else { return try await attemptAfresh(plan) }
    let warm = try await attempt(plan, on: stage)
    if warm.run.result.verdict == .pass, warm.carried.isEmpty { return warm.run }
    var fresh = try await attemptAfresh(plan)
    let finding = Finding.ofReuse(
      warm: warm.run.result, fresh: fresh.result, served: stage.served, carried: warm.carried)
    if let finding { fresh.result.findings.append(finding) }
    return fresh
  }

  private func attemptAfresh(_ plan: RunPlan) async throws -> JudgedRun {
    try await attempt(plan, on: runner.setUp(plan, clockOffset: runner.clockOffset(plan))).run
  }

  /// What was kept, prepared for a scenario; it is taken down where it cannot serve.
  private func warmStage(for plan: RunPlan) async throws -> Stage? {
    guard let stage = kept else { return nil }
    kept = nil
    do {
      if let next = try await runner.prepare(stage, for: plan) { return next }
    } catch {
      await stage.takeDown()
      throw error
    }
    await stage.takeDown()
    return nil
  }

  /// Runs a scenario on a stage, which is kept where nothing speaks against it, and taken down otherwise.
  private func attempt(_ plan: RunPlan, on stage: Stage) async throws -> (run: JudgedRun, carried: [String]) {
    let history: History
    do {
      history = try await runner.perform(plan, on: stage, mayStay: plan.mayLeaveProcess)
    } catch {
      await stage.takeDown()
      throw error
    }
    var run = runner.judged(history, of: plan)
    if plan.connector.reuse { run.result.process = stage.served > 0 ? .warm : .fresh }
    let carried = stage.earlier.found(in: history)
    if run.result.verdict == .pass, carried.isEmpty, await stage.connector.running != nil {
      kept = stage
    } else {
      await stage.takeDown()
    }
    return (run, carried)
  }
}

extension RunPlan {
  /// Whether the connector's process may serve another scenario after this one; one with a clock of its own may not.
  fileprivate var mayLeaveProcess: Bool { connector.reuse && connector.start != nil && scenario.clock.skew == .zero }
}
