import Foundation
import ScenarioCore
import Testing

/// A connector in another language, with another store, which refreshes on 401 alone.
@Suite(.fewAtOnce, .timeLimit(.minutes(20)), .enabled(if: Python.isThere, "there is no python3 in the PATH"))
struct PythonConnectorTests {
  @Test(arguments: StandardSuite.namesForOneUser)
  func `the connector in Python passes`(_ name: String) async throws {
    let scenario = try #require(StandardSuite.scenarios[name])
    let connector = try StandardSuite.connector(Built.file("Tests/Connectors/python-web/connector.json"))
    let run = try await StandardSuite.run(scenario, connector)
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }
}

/// The interpreter that some connectors of these tests need.
enum Python {
  /// Whether it is installed.
  static let isThere = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: $0 + "/python3")
  }
}
