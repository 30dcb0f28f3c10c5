import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct SessionMatchTests {
  /// Two people log in; each has a grant, and the API is called with the grants in this order.
  private func verdicts(_ expect: String, grants: [Int]) throws -> [Verdict] {
    let scenario = try scenario(
      #"""
      {"login": {"as": "pat.admin@granite.example", "session": "pat"}},
      {"login": {"as": "rita.reader@granite.example", "session": "rita"}}, {"do": "read"}
      """#, expect: expect)
    var history = history(
      login(.connected, call("oauth.code", 200, .tokensIssued)),
      login(.connected, call("oauth.code", 200, .tokensIssued)), action("read"))
    for (index, user) in ["pat.admin@granite.example", "rita.reader@granite.example"].enumerated() {
      history.exchanges[index].user = user
      history.exchanges[index].grant = index + 1
      history.steps[index].user = user
      history.steps[index].session = index == 0 ? "pat" : "rita"
    }
    for grant in grants {
      var exchange = call("rfis.list")
      exchange.number = history.exchanges.count + 1
      exchange.grant = grant
      history.exchanges.append(exchange)
    }
    history.steps[2].exchangesAfter = history.exchanges.count
    return Judge.judge(history, of: scenario, connector: try connector()).map(\.verdict)
  }

  @Test func `a call belongs to the browser whose login its token came from`() throws {
    let claims = #"""
      [{"seen": {"endpoint": "api", "session": "rita"}, "count": 1}, {"never": {"endpoint": "api", "session": "pat"}}]
      """#
    #expect(try verdicts(claims, grants: [2]) == [.pass, .pass])
    #expect(try verdicts(claims, grants: [1]) == [.fail, .fail])
  }

  @Test func `a browser that no step uses is a mistake, and a fault does not know browsers`() {
    let mistakes = mistakes(
      #"""
      {"format": 1, "title": "A", "steps": [
        {"login": {"session": "rita"}},
        {"fault": {"name": "f", "on": {"endpoint": "api", "session": "rita"}, "reply": "reset"}}],
       "expect": [{"seen": {"session": "rite"}}]}
      """#, vocabulary)
    #expect(mistakes.contains { $0.hasPrefix(#"unknown session "rite"; did you mean "rita"?"#) })
    #expect(mistakes.contains { $0.hasPrefix(#""session" says nothing about a call that is still to be answered"#) })
  }
}

/// What is said about a scenario, among these names.
func mistakes(_ text: String, _ vocabulary: ScenarioVocabulary) -> [String] {
  let diagnostics = Diagnostics()
  let json = JSONParser.parse(SourceFile(name: "scenario.json", text: text), into: diagnostics)
  _ = json.flatMap { Scenario.read($0, identity: "test", knowing: vocabulary, into: diagnostics) }
  return diagnostics.messages
}
