import Foundation
import Logging
import MockCore
import MockServer
import Reports
import ScenarioCore
import ScenarioRunner

/// Runs scenarios one after the other and prints each as soon as it has ended.
struct RunSession: Sendable {
  let connector: ConnectorFile
  let catalog: Catalog
  let seed: UInt64
  let logger: Logger
  let paint: Bool
  let clock: ClockFlag

  /// Runs the scenarios.
  ///
  /// - Throws: as ``ScenarioRunner/Runner/runAndJudge(_:)``, and ``ClockNotMoved``.
  func run(_ scenarios: [LoadedScenario]) async throws -> (runs: [JudgedRun], clock: ClockFinding) {
    let (runner, finding) = try await runner(scenarios.map(plan))
    let report = TerminalReport(colour: paint, width: Terminal.width)
    var judged: [JudgedRun] = []
    for loaded in scenarios {
      let run = try await runner.runAndJudge(plan(loaded))
      judged.append(run)
      print(report.text(of: run.result), terminator: "")
      Terminal.flush()
    }
    return (judged, finding)
  }

  private func plan(_ loaded: LoadedScenario) -> RunPlan {
    RunPlan(
      scenario: loaded.scenario.value, connector: connector, world: loaded.world.value,
      profile: loaded.profile.value, catalog: catalog, seed: seed)
  }

  /// A runner that moves the connector's clock, if that was seen to have an effect on this connector.
  private func runner(_ plans: [RunPlan]) async throws -> (Runner, ClockFinding) {
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
    let finding = try await moving.probeClock(applicable)
    if finding.clock == .follow { return (moving, finding) }
    return (still, .real(try clock.accept(ClockNotMoved(reason: finding.reason ?? "it did not move")).reason))
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
