import Foundation
import MockCore
import ScenarioCore
import ScenarioRunner
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct SameSeedTests {
  /// What must be the same: all but the moments, the ports and the connector's own chance.
  private struct Shape {
    var steps: [String]
    var exchanges: [String]
    var requestIDs: [String]
    var records: [String]
    var output: [String]
  }

  private func shape(_ scenario: String, seed: UInt64) async throws -> Shape {
    let run = try await LanguageRun(seed: seed).run(scenario)
    let history = try #require(run.first?.history)
    #expect(run.map(\.result.verdict) == [.pass])
    return Shape(
      steps: history.steps.map {
        "\($0.index) \($0.outcomes) \($0.exchangesBefore)-\($0.exchangesAfter) \($0.changes)"
      },
      exchanges: history.exchanges.map(line),
      requestIDs: history.exchanges.map {
        $0.answerHeaders[fields: .init("X-Request-Id") ?? .server].first?.value ?? ""
      },
      records: history.records.map { "\($0.collection) \($0.id) \($0.createdBy ?? 0)" },
      output: history.output.map(\.text).filter { !$0.contains("localhost:") })
  }

  private func line(_ exchange: Exchange) -> String {
    [
      "\(exchange.number) \(exchange.method) \(exchange.path) \(exchange.status) \(exchange.grounds)",
      "\(exchange.user ?? "") \(exchange.company ?? 0) \(exchange.presented ?? "") \(exchange.issued)",
      "\(exchange.records) \(exchange.fault?.name ?? "")",
    ].joined(separator: " ")
  }

  @Test(arguments: ["refresh/three-cycles", "expiry/during-write", "rights/read-forbidden", "login/code-used-twice"])
  func `the same scenario with the same seed has the same history twice`(_ scenario: String) async throws {
    let first = try await shape(scenario, seed: 7)
    #expect(first.exchanges.count > 5)
    #expect(first.requestIDs.allSatisfy { !$0.isEmpty })
    let second = try await shape(scenario, seed: 7)
    #expect(second.steps == first.steps)
    #expect(second.exchanges == first.exchanges)
    #expect(second.requestIDs == first.requestIDs)
    #expect(second.records == first.records)
    #expect(second.output == first.output)
  }

  @Test func `another seed has other identifiers`() async throws {
    let first = try await shape("expiry/during-write", seed: 7)
    let second = try await shape("expiry/during-write", seed: 8)
    #expect(first.requestIDs != second.requestIDs)
    #expect(first.records != second.records)
    #expect(first.steps == second.steps)
  }
}
