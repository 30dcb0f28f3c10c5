import Foundation
import Logging
import MockCore
import MockServer
import ScenarioCore
import ScenarioRunner
import Testing

/// The scenarios of the repository, and the connectors that go through them in this process.
enum StandardSuite {
  private static var files: FileLoader { FileLoader(home: Home(path: Built.repository)) }

  /// The catalog, read once: it takes longer to read than many a scenario to run.
  static let catalog = files.catalog().value

  /// All scenarios, by identity.
  static let scenarios: [String: LoadedScenario] = {
    Dictionary(files.scenarios([]).map { ($0.scenario.value.identity, $0) }) { first, _ in first }
  }()

  /// All combinations of each scenario, by identity.
  static let combinations: [String: [LoadedScenario]] = Dictionary(
    grouping: files.scenarios([]), by: \.scenario.value.identity)

  /// The identities of all scenarios, in order.
  static let names = scenarios.keys.sorted()

  /// A scenario with one of the defects that must make it fail.
  struct Killing: Sendable, CustomTestStringConvertible {
    let scenario: String
    let defect: String
    var testDescription: String { "\(scenario) with \(defect)" }
  }

  /// The scenarios that a connector can be led through whose clock stays real.
  static let namesForRealClock = names.filter { scenarios[$0]?.scenario.value.needsMovedClock == false }

  /// The scenarios that a connector with one connection at a time can be led through while its clock stays real.
  static let namesForOneUser = namesForRealClock.filter {
    !(scenarios[$0]?.scenario.value.needs.contains("users:many") ?? false)
  }

  /// Every scenario with each of its defects.
  static let killings = names.flatMap { name in
    (scenarios[name]?.scenario.value.killedBy ?? []).map { Killing(scenario: name, defect: $0) }
  }

  /// Reads a connector file.
  static func connector(_ path: String) throws -> ConnectorFile {
    let files = files
    guard let connector = files.connector(path), !files.diagnostics.hasErrors else {
      throw UnusableFile(path: path, mistakes: files.diagnostics.all.map { $0.rendered() })
    }
    return connector.value
  }

  /// Reads a scenario that does not belong to the suite.
  static func scenario(_ path: String) throws -> LoadedScenario {
    let files = files
    guard let scenario = files.scenarios([path]).first, !files.diagnostics.hasErrors else {
      throw UnusableFile(path: path, mistakes: files.diagnostics.all.map { $0.rendered() })
    }
    return scenario
  }

  /// Leads a connector through a scenario and judges it.
  static func run(
    _ scenario: LoadedScenario, _ connector: ConnectorFile, clock: MockClock = .system, library: ClockLibrary? = nil
  ) async throws -> JudgedRun {
    try await runner(clock, library: library).runAndJudge(plan(scenario, connector))
  }

  /// What moves the clocks of connectors; nil on a system where nothing does.
  static let library = try? ClockLibrary.find(
    besides: URL(filePath: Built.exampleConnector).resolvingSymlinksInPath().deletingLastPathComponent().path)

  /// A runner that starts the example connector of this build.
  ///
  /// - Parameter library: what moves the connector's clock; nil leaves it real.
  static func runner(_ clock: MockClock = .system, library: ClockLibrary? = nil) -> Runner {
    var variables = ProcessInfo.processInfo.environment
    variables["EXAMPLE_CONNECTOR"] = Built.exampleConnector
    return Runner(
      logger: Logger(label: "end-to-end") { _ in SwiftLogNoOpLogHandler() }, clock: clock, environment: variables,
      clockLibrary: library)
  }

  /// What a run of a scenario needs.
  static func plan(_ scenario: LoadedScenario, _ connector: ConnectorFile) -> RunPlan {
    var plan = RunPlan(
      scenario: scenario.scenario.value, connector: connector, world: scenario.world.value,
      profile: scenario.profile.value, catalog: catalog, seed: 1)
    if connector.name == "example-connector" { plan.uses = declared }
    return plan
  }

  /// What the manifest of the example connector declares.
  private static let declared = ["RFIs": PermissionLevel.standard]

  private struct UnusableFile: Error {
    let path: String
    let mistakes: [String]
  }
}

extension Scenario {
  /// Whether it cannot be run while the connector's clock stays real.
  fileprivate var needsMovedClock: Bool { needs.contains("clock:follow") || clock.skew != .zero }
}

extension Project {
  /// Leads the project's connector through a scenario in this process and judges it.
  func run(
    _ scenario: LoadedScenario, clock: MockClock = .system, library: ClockLibrary? = nil
  ) async throws -> JudgedRun {
    let connector = try StandardSuite.connector(self["connector.json"])
    return try await StandardSuite.run(scenario, connector, clock: clock, library: library)
  }
}

extension JudgedRun {
  /// What calls for somebody, for the message of a test that fails.
  var problems: String {
    let findings = result.problems.map { "\($0.check ?? $0.expectation ?? ""): \($0.verdict) \($0.message)" }
    let output = result.outputTail.map { "| \($0.text)" }
    return (["\(result.verdict) \(result.reason ?? "")"] + findings + output).joined(separator: "\n")
  }
}
