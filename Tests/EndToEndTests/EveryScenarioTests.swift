import Foundation
import ScenarioCore
import ScenarioRunner
import Testing

@Suite(.fewAtOnce, .timeLimit(.minutes(10)))
struct EveryScenarioTests {
  @Test(arguments: StandardSuite.names)
  func `the honest connector passes`(_ name: String) async throws {
    let scenario = try #require(StandardSuite.scenarios[name])
    let run = try await StandardSuite.run(scenario, try StandardSuite.connector(scenario.exampleFile))
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }

  @Test(arguments: StandardSuite.killings)
  func `a defect that the scenario names makes it fail`(_ killing: StandardSuite.Killing) async throws {
    let scenario = try #require(StandardSuite.scenarios[killing.scenario])
    let project = try Project()
    try project.copyExample(connector: scenario.exampleFile)
    try project.add(defect: killing.defect)
    let run = try await project.run(scenario)
    #expect(run.result.verdict == .fail, "\(run.problems)")
  }

  @Test func `the suite has three scenarios or more for login, refresh, expiry and rights, and all have a killer`() {
    for family in ["login", "refresh", "expiry", "rights"] {
      #expect(StandardSuite.names.count { $0.hasPrefix(family + "/") } >= 3, "\(family)")
    }
    #expect(StandardSuite.names.allSatisfy { name in StandardSuite.killings.contains { $0.scenario == name } })
  }

  @Test func `every file below the folder of scenarios is one of the suite`() throws {
    let files = FileManager.default.enumerator(atPath: Built.file("scenarios"))?.compactMap { $0 as? String } ?? []
    #expect(files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted() == StandardSuite.names)
  }
}

extension LoadedScenario {
  /// The file of the example connector that fits: what needs two users gets a connection for each of them.
  var exampleFile: String {
    let isForMany = scenario.value.needs.contains("users:many")
    return Built.file("Fixtures/example-connector/" + (isForMany ? "many-users.json" : "connector.json"))
  }
}
