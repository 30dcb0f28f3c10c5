import Foundation
import Logging
import MockCore
import MockServer
import Reports
import ScenarioCore
import ScenarioRunner

/// Runs scenarios, several at once where that is asked for, and prints each in its turn.
struct RunSession: Sendable {
  let connector: ConnectorFile
  let catalog: Catalog
  let home: Home
  let seed: UInt64
  let logger: Logger
  let paint: Bool
  let clock: ClockFlag
  let quiet: QuietBounds
  /// The highest level on each tool that the manifest declares; nil where it declares none.
  var uses: [String: PermissionLevel]?
  /// How many scenarios run at once.
  let jobs: Int
  /// Where the connector file lies, when it was named.
  let connectorPath: String?

  /// Runs the scenarios; the results stand in the order of the scenarios, however many ran at once.
  ///
  /// - Throws: as ``ScenarioRunner/Worker/runAndJudge(_:)``, and ``ClockNotMoved``.
  func run(_ scenarios: [LoadedScenario]) async throws -> (runs: [JudgedRun], clock: ClockFinding) {
    let plans = scenarios.map(plan)
    let (runner, finding) = try await runner(plans)
    let workers = (0..<max(1, min(jobs, plans.count))).map { _ in Worker(runner: runner) }
    let judged: Result<[JudgedRun], any Error>
    do {
      judged = .success(try await run(plans, by: workers))
    } catch {
      judged = .failure(error)
    }
    await withDiscardingTaskGroup { group in
      for worker in workers { group.addTask { await worker.end() } }
    }
    return (try judged.get(), finding)
  }

  private func run(_ plans: [RunPlan], by workers: [Worker]) async throws -> [JudgedRun] {
    try await withThrowingTaskGroup(of: (Int, JudgedRun, Worker).self) { group in
      var waiting = plans.enumerated().makeIterator()
      var reach = Reach()
      func begin(_ worker: Worker) {
        guard !reach.isHopeless, let (index, plan) = waiting.next() else { return }
        group.addTask { (index, try await judge(plan, by: worker), worker) }
      }
      for worker in workers { begin(worker) }
      var early: [Int: JudgedRun] = [:]
      var judged: [JudgedRun] = []
      while let (index, run, worker) = try await group.next() {
        early[index] = run
        reach.add(run)
        begin(worker)
        while let run = early.removeValue(forKey: judged.count) {
          judged.append(run)
          show(run)
        }
      }
      guard reach.isHopeless else { return judged }
      let others = IteratorSequence(waiting).map { reach.notRun($0.element) }
      if !others.isEmpty { print(TerminalReport(colour: paint, width: Terminal.width).text(ofNotRun: others.count)) }
      return judged + others
    }
  }

  private func judge(_ plan: RunPlan, by worker: Worker) async throws -> JudgedRun {
    var run = try await worker.runAndJudge(plan)
    if let connectorPath { run.result.repeatedBy? += " --connector \(Self.quoted(connectorPath))" }
    if let asked = clock.asked { run.result.repeatedBy? += " --clock \(asked.rawValue)" }
    return run
  }

  private func show(_ run: JudgedRun) {
    print(TerminalReport(colour: paint, width: Terminal.width).text(of: run.result), terminator: "")
    Terminal.flush()
  }

  func plan(_ loaded: LoadedScenario) -> RunPlan {
    var plan = RunPlan(
      scenario: loaded.scenario.value, connector: connector, world: loaded.world.value,
      profile: loaded.profile.value, catalog: catalog, seed: seed)
    plan.quiet = quiet
    plan.home = home
    plan.uses = uses
    return plan
  }

  /// A runner that moves the connector's clock, if that was seen to have an effect on this connector.
  func runner(_ plans: [RunPlan]) async throws -> (Runner, ClockFinding) {
    let still = Runner(logger: logger)
    let library: ClockLibrary
    switch try clock.library() {
    case .failure(let real): return (still, .real(real.reason))
    case .success(let found): library = found
    }
    let moving = Runner(logger: logger, clockLibrary: library)
    let applicable = plans.first {
      Applicability.decide($0.scenario, on: connector, clockFollows: true) == .applicable
    }
    guard let applicable else { return (still, .real("no scenario was run")) }
    let finding: ClockFinding
    do {
      finding = try await moving.probeClock(applicable)
    } catch RunError.connectorDidNotStart(_, let reason, _) {
      // Should it not start with the real clock either, the run says so.
      finding = .real("it does not start with a moved one: \(reason)")
    }
    if finding.clock == .follow { return (moving, finding) }
    return (still, .real(try clock.accept(ClockNotMoved(reason: finding.reason ?? "it did not move")).reason))
  }

  /// A path as a shell takes it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+,@%".contains($0) }
    return isPlain ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
  }
}

/// What is known of the terminal that results go to.
enum Terminal {
  /// Whether escape sequences may be used: on a terminal, unless `NO_COLOR` is set (no-color.org).
  static var hasColour: Bool {
    isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Sends what was printed on its way: to a pipe it is held back in blocks otherwise.
  static func flush() { fflush(nil) }

  /// Columns to use.
  static var width: Int {
    ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 100
  }
}
