import MockCore
import Testing

@testable import ScenarioCore

/// What keeps a scenario from proving anything, beside the twin in which it is there.
@Suite struct PremiseTests {
  private static let code = call("oauth.code", 200, .tokensIssued)
  private static let list = call("rfis.list")
  private static let refused = call("rfis.list", 403, .levelTooLow)
  private static let lost = call("rfis.list", 503, .faultScripted)

  private func judge(_ steps: String, expect: String? = nil, _ history: History) throws -> [Finding] {
    Judge.judge(
      history, of: try scenario(steps, expect: expect),
      connector: try connector(outcomes: #"{"forbidden": {"status": 403}}"#))
  }

  private static let forbidding = #"""
    {"login": {}, "expect": {"outcome": "connected"}}, {"do": "read"}, {"world": {"forbid": "read"}},
    {"do": "read", "expect": {"outcome": "forbidden"}}
    """#

  @Test func `what was forbidden has to be refused, or nothing is held against the connector`() throws {
    let refusedOnce = history(
      login(.connected, Self.code), action("read", .ok, Self.list), other("world"),
      action("read", .forbidden, status: 403, Self.refused))
    #expect(Judge.verdict(of: try judge(Self.forbidding, refusedOnce)) == .pass)
    let ignored = history(
      login(.connected, Self.code), action("read", .ok, Self.list), other("world"), action("read", .ok, Self.refused))
    #expect(Judge.verdict(of: try judge(Self.forbidding, ignored)) == .fail)
    let cached = history(
      login(.connected, Self.code), action("read", .ok, Self.list), other("world"), action("read", .ok))
    let findings = try judge(Self.forbidding, cached)
    #expect(Judge.verdict(of: findings) == .inconclusive)
    #expect(findings.map(\.expectation) == ["/steps/2", "/steps/0/expect", "/steps/3/expect"])
    #expect(
      findings[2].message.hasSuffix(
        "This is not held against the connector, because nothing was refused after \"read\" was forbidden."))
  }

  @Test func `a refusal counts only until the right is given back`() throws {
    let steps =
      #"{"login": {}}, {"do": "read"}, {"world": {"forbid": "read"}}, {"world": {"allow": "read"}}, {"do": "read"}"#
    func run(_ during: Exchange, _ after: Exchange) -> History {
      history(
        login(.connected, Self.code), action("read", .ok, Self.list), other("world", during), other("world"),
        action("read", .ok, after))
    }
    let late = run(Self.list, Self.refused)
    #expect(Judge.verdict(of: try judge(steps, expect: #"{"seen": {"status": 403}}"#, late)) == .inconclusive)
  }

  @Test func `an app that was uninstalled has to be missed, or nothing is held against the connector`() throws {
    let steps = #"""
      {"login": {}}, {"world": {"uninstallApp": {"company": 4001}}}, {"do": "read", "expect": {"outcome": "forbidden"}}
      """#
    let missing = call("rfis.list", 403, .appNotInstalled)
    func run(_ outcome: Outcome, _ call: Exchange) -> History {
      history(login(.connected, Self.code), other("world"), action("read", outcome, call))
    }
    #expect(Judge.verdict(of: try judge(steps, run(.forbidden, missing))) == .pass)
    #expect(Judge.verdict(of: try judge(steps, run(.ok, missing))) == .fail)
    let elsewhere = try judge(steps, run(.ok, Self.list))
    #expect(Judge.verdict(of: elsewhere) == .inconclusive)
    #expect(
      elsewhere.last?.message.hasSuffix(
        "This is not held against the connector, because no call came for the company without the app.") == true)
  }

  @Test func `what failed before the missing premise stays a failure`() throws {
    let run = history(
      login(.failed, Self.code), action("read", .ok, Self.list), other("world"), action("read", .ok))
    #expect(Judge.verdict(of: try judge(Self.forbidding, run)) == .fail)
  }

  private static let faulty = #"""
    {"login": {}}, {"fault": {"name": "outage", "on": {"endpoint": "rfis.list"}, "reply": {"status": 503}}},
    {"do": "read", "expect": {"outcome": ["failed", "unavailable"]}}
    """#

  @Test func `a fault that never fired makes the scenario inconclusive`() throws {
    let fired = history(
      login(.connected, Self.code), other("fault"), action("read", .failed, status: 500, Self.lost),
      faults: [FaultRecord(name: "outage", fired: 1)])
    #expect(Judge.verdict(of: try judge(Self.faulty, fired)) == .pass)
    let silent = history(
      login(.connected, Self.code), other("fault"), action("read", .ok, Self.list),
      faults: [FaultRecord(name: "outage", fired: 0)])
    let findings = try judge(Self.faulty, silent)
    #expect(findings.map(\.verdict) == [.inconclusive, .inconclusive])
    #expect(findings[0].message == #"The fault "outage" never fired: no call came with endpoint "rfis.list"."#)
  }

  @Test func `a step that came to nothing makes the scenario inconclusive`() throws {
    var idle = other("world")
    idle.inconclusive = "there is nothing to forbid of \"read\""
    let run = history(login(.connected, Self.code), action("read", .ok), idle, action("read", .ok, Self.refused))
    let findings = try judge(Self.forbidding, run)
    #expect(Judge.verdict(of: findings) == .inconclusive)
    #expect(findings[0].message == "Step 3 (world) proves nothing: there is nothing to forbid of \"read\".")
  }

  @Test func `a step that could not be performed fails the scenario`() throws {
    var stuck = action("read", id: "r", .ok, Self.list)
    stuck.failure = "no answer within 60s"
    let run = history(login(.connected, Self.code), stuck)
    let findings = try judge(#"{"login": {}}, {"id": "r", "do": "read"}"#, expect: #"{"seen": {"status": 200}}"#, run)
    #expect(findings.map(\.verdict) == [.fail, .pass])
    #expect(findings[0].message == "Step \"r\" (do \"read\") failed: no answer within 60s.")
    #expect(findings[0].expectation == "/steps/1" && findings[0].step == "r")
  }

  @Test func `a process that ended by itself fails the scenario`() throws {
    var run = history(login(.connected, Self.code))
    #expect(Judge.verdict(of: try judge(#"{"login": {}}"#, expect: #"{"seen": {"status": 200}}"#, run)) == .pass)
    run.unexpectedExit = "signal 11"
    #expect(Judge.verdict(of: try judge(#"{"login": {}}"#, expect: #"{"seen": {"status": 200}}"#, run)) == .fail)
  }

  @Test func `a connector that never called the mock gets one clear finding and no failure`() throws {
    let run = history(login(.failed), action("read", .failed, status: 500))
    let findings = try judge(
      #"{"login": {}, "expect": {"outcome": "connected"}}, {"do": "read", "expect": {"outcome": "ok"}}"#, run)
    #expect(findings.map(\.verdict) == [.inconclusive, .inconclusive, .inconclusive])
    #expect(findings[0].message == "The connector never called the mock.")
  }

  @Test func `what was broken off leaves the rest unjudged`() throws {
    var run = history(login(.connected, Self.code))
    run.brokenOff = "the connector did not come up again"
    let findings = try judge(
      #"{"login": {}}, {"do": "read", "expect": {"outcome": "ok"}}"#, expect: #"{"seen": {"endpoint": "rfis.list"}}"#,
      run)
    #expect(findings.map(\.verdict) == [.inconclusive, .inconclusive, .inconclusive])
    #expect(findings[1].message == "The step was not performed: the connector did not come up again.")
    #expect(findings.map(\.isConsequence) == [false, true, true])
  }

  @Test func `what is open because of a step that failed is a consequence, and what failed is none`() throws {
    var stuck = login(Outcome.connected, Self.code)
    (stuck.outcomes, stuck.failure) = ([], "no answer within 60s")
    var run = history(stuck)
    run.brokenOff = "step 1: no answer within 60s"
    let findings = try judge(
      #"{"login": {}, "expect": {"outcome": "connected"}}, {"do": "read", "expect": {"outcome": "ok"}}"#, run)
    #expect(findings.map(\.verdict) == [.fail, .inconclusive, .inconclusive, .inconclusive])
    #expect(findings.map(\.isConsequence) == [false, true, true, true])
  }
}
