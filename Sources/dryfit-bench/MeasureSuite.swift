import Foundation
import ScenarioRunner

/// How long the whole standard suite takes against a connector that is started afresh for each scenario.
struct MeasureSuite {
  /// Scenarios wait more than they compute, so that more of them run at once than there are cores.
  private static let jobs = 4

  func figures() async throws -> [Figure] {
    var figures = [
      Figure(
        name: "the standard suite, \(Self.jobs) at a time",
        value: try seconds(connector: "Fixtures/example-connector", clock: []), unit: "s", target: .atMost(20))
    ]
    if Self.hasPython {
      figures.append(
        Figure(
          name: "the same, a Python connector whose clock follows",
          value: try seconds(connector: "Tests/Connectors/python-web", clock: ["--clock", "follow"]), unit: "s",
          target: .atMost(60)))
    }
    return figures
  }

  private func seconds(connector folder: String, clock: [String]) throws -> Double {
    let home = try MockUnderLoad.home()
    let process = Process()
    process.executableURL = try Beside.executable("dryfit")
    let connector = URL(filePath: home.path).appending(path: "\(folder)/connector.json").path
    process.arguments = ["run", "--connector", connector, "--jobs", String(Self.jobs)] + clock
    var environment = ProcessInfo.processInfo.environment
    environment["DRYFIT_HOME"] = home.path
    environment["EXAMPLE_CONNECTOR"] = try Beside.executable("example-connector").path
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    let watch = Stopwatch()
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw MockUnderLoad.Wrong(
        description: "the standard suite against \(folder) ended with status \(process.terminationStatus)")
    }
    return watch.seconds
  }

  private static var hasPython: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }
}
