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
  /// Where the connector file lies, when it was named.
  let connectorPath: String?

  /// Runs the scenarios.
  ///
  /// - Throws: as ``ScenarioRunner/Runner/runAndJudge(_:)``.
  func run(_ scenarios: [LoadedScenario]) async throws -> [JudgedRun] {
    let runner = Runner(logger: logger)
    let report = TerminalReport(colour: paint, width: Terminal.width)
    var judged: [JudgedRun] = []
    for loaded in scenarios {
      let plan = RunPlan(
        scenario: loaded.scenario.value, connector: connector, world: loaded.world.value,
        profile: loaded.profile.value, catalog: catalog, seed: seed)
      var run = try await runner.runAndJudge(plan)
      if let connectorPath { run.result.repeatedBy? += " --connector \(Self.quoted(connectorPath))" }
      judged.append(run)
      print(report.text(of: run.result), terminator: "")
      Terminal.flush()
    }
    return judged
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
