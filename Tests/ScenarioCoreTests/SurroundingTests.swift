import MockCore
import Testing

@testable import ScenarioCore

@Suite struct SurroundingTests {
  private func history(calls: Int, lines: Int) -> History {
    var history = ScenarioCoreTests.history(login(), action("read", id: "first", .ok, call("rfis.list")))
    for number in 2...calls {
      var exchange = call("rfis.list")
      exchange.number = number
      exchange.at = Instant(milliseconds: Int64(number) * 1000)
      exchange.presented = "access#1"
      history.exchanges.append(exchange)
    }
    history.steps[1].exchangesAfter = calls
    history.output = (0..<lines).map { OutputLine(stream: .output, text: "line \($0)", exchangesBefore: $0) }
    return history
  }

  private func finding(_ verdict: Verdict = .fail, _ severity: Finding.Severity = .fail, exchanges: [Int]) -> Finding {
    Finding(expectation: "/expect/0", verdict: verdict, severity: severity, message: "", exchanges: exchanges)
  }

  @Test func `ten events stand around what failed, and what it rests on is marked`() {
    let found = finding(exchanges: [10]).withSurroundings(in: history(calls: 20, lines: 0)).surroundings
    #expect(found.count == Surrounding.eventsKept)
    #expect(found.filter(\.isMeant).map(\.text) == ["#10 GET /rest/v1.0/rfis 200 granted with access#1"])
    #expect(found.map(\.at) == (4...13).map { Int64($0) * 1000 })
  }

  @Test func `near an end of the run there are still ten`() {
    let history = history(calls: 20, lines: 0)
    #expect(finding(exchanges: [1]).withSurroundings(in: history).surroundings.count == 10)
    #expect(finding(exchanges: [20]).withSurroundings(in: history).surroundings.count == 10)
    #expect(finding(exchanges: []).withSurroundings(in: history).surroundings.last?.at == 20_000)
  }

  @Test func `the connector's own lines stand where they were printed, and no more than ten`() {
    let found = finding(exchanges: [10]).withSurroundings(in: history(calls: 20, lines: 20)).surroundings
    let lines = found.filter { $0.kind == .output }
    #expect(lines.count == Surrounding.linesKept)
    let at = found.firstIndex { $0.text == "line 9" }
    #expect(at.map { found[$0 + 1].text.hasPrefix("#10 ") } == true)
  }

  @Test func `what passed, and what only warns, has none`() {
    let history = history(calls: 20, lines: 3)
    #expect(finding(.pass, exchanges: [3]).withSurroundings(in: history).surroundings.isEmpty)
    #expect(finding(.fail, .warn, exchanges: [3]).withSurroundings(in: history).surroundings.isEmpty)
  }

  @Test func `a step stands there with its outcome`() {
    let found = finding(exchanges: [1]).withSurroundings(in: history(calls: 3, lines: 0)).surroundings
    #expect(found.contains { $0.kind == .step && $0.text == "Step \"first\" (do \"read\") → ok" })
  }
}
