import MockCore
import Testing

@testable import ScenarioCore

@Suite struct BackgroundStepsTests {
  private func messages(_ steps: String) -> [String] {
    read(
      scenario: #"{"format": 1, "title": "A", "steps": [\#(steps)], "expect": [{"seen": {"endpoint": "api"}}]}"#
    ).diagnostics.messages
  }

  @Test(arguments: [
    #"{"id": "a", "do": "read", "background": true}, {"finish": "a"}"#,
    #"{"id": "a", "do": {"action": "read", "background": true}}, {"advance": "1m"}, {"finish": "a"}"#,
    #"{"id": "a", "login": {}, "background": true}, {"finish": "a", "expect": {"outcome": "connected"}}"#,
    #"{"id": "a", "do": "read", "background": false}"#,
  ])
  func `a step in the background that is finished is read`(steps: String) {
    #expect(messages(steps) == [])
  }

  @Test(arguments: [
    (
      #"{"id": "a", "do": "read", "background": true}"#,
      #"the step "a" is never finished; add a step {"finish": "a"}"#
    ),
    (
      #"{"do": "read", "background": true}"#,
      #"a step in the background is never finished without an id; add "id", and later a step {"finish": ID}"#
    ),
    (
      #"{"id": "a", "do": "read", "background": true}, {"finish": "a"}, {"finish": "a"}"#,
      #"the step "a" is finished twice; the other one stands in line 1"#
    ),
    (
      #"{"finish": "a"}, {"id": "a", "do": "read", "background": true}, {"finish": "a"}"#,
      #"the step "a" begins only later"#
    ),
    (
      #"{"id": "a", "do": "read"}, {"finish": "a"}"#,
      #"the step "a" is not in the background; add "background": true to it"#
    ),
    (#"{"id": "able", "do": "read"}, {"finish": "abel"}"#, #"no step has the id "abel"; did you mean "able"?"#),
    (
      #"{"id": "a", "advance": "1m", "background": true}"#,
      #"only a "do" or a "login" can go on in the background"#
    ),
  ])
  func `one that cannot be finished, or is not there, is a mistake`(steps: String, message: String) {
    #expect(messages(steps).first == message)
  }

  /// A read that is under way while the token ends; its second call comes after the other step began.
  private func judged(_ outcome: Outcome, expect: String) throws -> [Finding] {
    let scenario = try scenario(
      #"""
      {"id": "slow", "do": "read", "background": true, "expect": \#(expect)},
      {"id": "other", "world": {"expire": "access"}}, {"finish": "slow"}
      """#)
    var history = history(
      action("read", id: "slow", outcome, status: outcome == .ok ? 200 : 500, call("rfis.list")),
      other("world", id: "other", call("rfis.list", 401, .tokenExpired)), other("finish"))
    history.steps[0].exchangesAfter = 2
    return Judge.judge(history, of: scenario, connector: try connector())
  }

  @Test func `what is expected of it is held against its own answer, whenever that came`() throws {
    #expect(try judged(.ok, expect: #"{"outcome": "ok"}"#).map(\.verdict) == [.pass])
    #expect(try judged(.failed, expect: #"{"outcome": "ok"}"#).map(\.verdict) == [.fail])
  }

  @Test func `its exchanges are all until it was finished`() throws {
    let seen = #"{"seen": {"because": "token-expired", "action": "read"}}"#
    #expect(try judged(.ok, expect: seen).map(\.verdict) == [.pass])
    #expect(try judged(.ok, expect: #"{"never": {"status": 401}}"#).map(\.verdict) == [.fail])
  }

  @Test func `expectations of a finish are those of the step that it finishes`() throws {
    let scenario = try scenario(
      #"""
      {"id": "slow", "do": "read", "background": true}, {"advance": "1m"},
      {"finish": "slow", "expect": [{"outcome": "ok"}, {"response": {"status": 200}}, {"never": {"status": 401}}]}
      """#)
    func verdicts(_ outcome: Outcome, _ status: Int, _ call: Exchange) throws -> [Verdict] {
      let history = history(
        action("read", id: "slow", outcome, status: status, call), other("advance"), other("finish"))
      return Judge.judge(history, of: scenario, connector: try connector()).map(\.verdict)
    }
    #expect(try verdicts(.ok, 200, call("rfis.list")) == [.pass, .pass, .pass])
    #expect(try verdicts(.failed, 500, call("rfis.list", 401, .tokenExpired)) == [.fail, .fail, .fail])
  }

  @Test func `while it runs, its exchanges have no end`() {
    var running = history(action("read", id: "slow", .ok, call("rfis.list")))
    running.steps[0].isRunning = true
    #expect(running.stepBounds.actions["read"]?.first?.contains(99) == true)
    #expect(running.stepBounds.exchangesAfter["slow"] == nil)
    running.steps[0].isRunning = false
    #expect(running.stepBounds.actions["read"]?.first?.contains(99) == false)
  }
}
