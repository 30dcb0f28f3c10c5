import Foundation
import JSONSource
import Logging
import ScenarioCore
import ScenarioRunner
import Testing

/// A scenario of a few lines, run on the example connector.
struct LanguageRun {
  private let repository = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL.path
  private let connectorFile: String
  private let seed: UInt64

  /// Chooses the connector by its file beside that of the example connector.
  init(connector: String = "connector.json", seed: UInt64 = 1) {
    connectorFile = connector
    self.seed = seed
  }

  /// Runs what a file would say under `steps`, `expect` and whatever else.
  func callAsFunction(_ steps: String, expect: String = "[]", rest: String = "") async throws -> [JudgedRun] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dryfit-language-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "case.json")
    let text = #"{"format": 1, "title": "A case", "steps": [\#(steps)], "expect": \#(expect)\#(rest)}"#
    try Data(text.utf8).write(to: file)
    return try await run(file.path)
  }

  /// Runs a scenario of the standard suite, or of a file.
  func run(_ path: String) async throws -> [JudgedRun] {
    let files = FileLoader(home: Home(path: repository))
    let connector = files.connector("\(repository)/Fixtures/example-connector/\(connectorFile)")
    let scenarios = files.scenarios([path])
    let catalog = files.catalog().value
    try #require(files.diagnostics.all.map { $0.rendered() } == [])
    let runner = Runner(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, environment: Self.variables)
    var judged: [JudgedRun] = []
    for scenario in scenarios {
      judged.append(
        try await runner.runAndJudge(
          RunPlan(
            scenario: scenario.scenario.value, connector: try #require(connector).value, world: scenario.world.value,
            profile: scenario.profile.value, catalog: catalog, seed: seed)))
    }
    return judged
  }

  /// The connector is built into the folder of the tests, unless another is named.
  private static let variables: [String: String] = {
    var variables = ProcessInfo.processInfo.environment
    let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    let built = tests.deletingLastPathComponent().resolvingSymlinksInPath().appending(path: "example-connector").path
    variables["EXAMPLE_CONNECTOR"] = variables["EXAMPLE_CONNECTOR"] ?? built
    return variables
  }()
}

extension JudgedRun {
  /// The verdicts of the scenario's own expectations, in order.
  var expectations: [Verdict] { result.findings.filter { $0.expectation != nil }.map(\.verdict) }
}
