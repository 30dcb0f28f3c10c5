import MockCore
import MockServer
import ScenarioCore
import ScenarioRunner
import Testing

/// Time passes when a scenario says so, by exactly so much, and by itself it does not matter.
@Suite(.fewAtOnce)
struct VirtualTimeTests {
  @Test(arguments: [("91m", Duration.seconds(91 * 60)), ("30d", .seconds(30 * 24 * 60 * 60))])
  func `after the life of a token it is refreshed, and nobody waited`(_ text: String, _ span: Duration) async throws {
    let began = MockClock.system.now
    let run = try await run(advancing: text, from: began)
    #expect(run.result.verdict == .pass, "\(run.problems)")
    let history = try #require(run.history)
    #expect(history.steps.map(\.began) == [began, began, began, began + span])
    #expect(history.steps.map(\.ended) == [began, began, began + span, began + span])
    let advance = history.steps[2].exchangesBefore
    let before = history.exchanges.filter { $0.number <= advance }
    let after = history.exchanges.filter { $0.number > advance }
    #expect(!before.isEmpty && before.allSatisfy { $0.at == began })
    #expect(!after.isEmpty && after.allSatisfy { $0.at == began + span })
    #expect(after.count { $0.operation == "oauth.refresh" && $0.status == 200 } == 1)
  }

  @Test func `before the life of a token is over nothing is refreshed`() async throws {
    let run = try await run(advancing: "60m", from: MockClock.system.now)
    #expect(run.history?.exchanges.contains { $0.operation == "oauth.refresh" } == false)
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }

  /// A run whose clock stands still between the steps.
  private func run(advancing span: String, from began: Instant) async throws -> JudgedRun {
    let project = try Project()
    try project.copyExample()
    try project.writeScenario(
      steps: """
        { "do": "read", "expect": { "outcome": ["ok", "partial"] } }, { "advance": "\(span)" },
        { "do": "read", "expect": { "outcome": ["ok", "partial"] } }
        """)
    return try await project.run(try StandardSuite.scenario(project["case.json"]), clock: MockClock { began })
  }
}
