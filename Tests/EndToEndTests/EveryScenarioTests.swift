import Foundation
import ScenarioCore
import ScenarioRunner
import Testing

@Suite(.fewAtOnce)
struct EveryScenarioTests {
  @Test(arguments: StandardSuite.names)
  func `the honest connector passes`(_ name: String) async throws {
    for scenario in StandardSuite.combinations[name] ?? [] {
      let connector = try StandardSuite.connector(scenario.exampleFile)
      let run = try await StandardSuite.run(scenario, connector, library: StandardSuite.library)
      let isPossible = StandardSuite.library != nil || run.result.verdict != .notApplicable
      #expect(run.result.verdict == .pass || !isPossible, "\(run.problems)")
    }
  }

  @Test(arguments: StandardSuite.killings)
  func `a defect that the scenario names makes it fail or warn`(_ killing: StandardSuite.Killing) async throws {
    let combinations = try #require(StandardSuite.combinations[killing.scenario])
    let project = try Project()
    try project.copyExample(connector: combinations[0].exampleFile)
    try project.add(defect: killing.defect)
    var told: [String] = []
    for scenario in combinations {
      let run = try await project.run(scenario, library: StandardSuite.library)
      if run.result.verdict == .fail || run.result.warns { return }
      told.append(run.problems)
    }
    #expect(StandardSuite.library == nil, "it was not caught: \(told.joined(separator: "\n"))")
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
