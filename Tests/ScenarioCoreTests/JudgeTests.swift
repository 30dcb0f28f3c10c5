import MockCore
import Testing

@testable import ScenarioCore

/// Twins for each claim: a history in which it holds, and one in which it does not.
@Suite struct JudgeTests {
  private static let code = call("oauth.code", 200, .tokensIssued)
  private static let refresh = call("oauth.refresh", 200, .tokensRefreshed)
  private static let list = call("rfis.list")
  private static let expired = call("rfis.list", 401, .tokenExpired)

  private func findings(_ expect: String, _ history: History) throws -> [Finding] {
    let steps = history.steps.map { step in
      let id = step.id.map { "\"id\": \"\($0)\", " } ?? ""
      return switch step.verb {
      case "login": "{\(id)\"login\": {}}"
      case "do": "{\(id)\"do\": \"\(step.action ?? "")\"}"
      default: "{\(id)\"wait\": \"quiet\"}"
      }
    }
    return Judge.judge(
      history, of: try scenario(steps.joined(separator: ", "), expect: "[\(expect)]"), connector: try connector())
  }

  private func verdict(_ expect: String, _ history: History) throws -> Verdict {
    Judge.verdict(of: try findings(expect, history))
  }

  private static let good = history(
    login(.connected, code), action("read", id: "before", .ok, list),
    action("read", id: "after", .ok, expired, refresh, list), output: ["ready", "GET /rfis 200"])
  private static let bad = history(
    login(.connected, code), action("read", id: "before", .ok, list),
    action("read", id: "after", .loginRequired, status: 401, expired, list, list), output: ["ready"])

  @Test(arguments: [
    (#"{"seen": {"endpoint": "oauth.refresh", "status": 200}, "count": 1}"#, Verdict.fail),
    (#"{"never": {"endpoint": "rfis.list", "status": 200, "after": "before"}, "count": {"min": 2}}"#, .fail),
    (#"{"order": [{"status": 401}, {"endpoint": "oauth.refresh"}, {"endpoint": "rfis.list"}]}"#, .fail),
    (#"{"sometimes": {"endpoint": "oauth.refresh"}}"#, .inconclusive),
    (#"{"outcome": {"step": "after", "is": ["ok", "partial"]}}"#, .fail),
    (#"{"response": {"step": "after", "status": {"lt": 300}}}"#, .fail),
    (#"{"output": {"contains": "GET /rfis"}}"#, .fail),
    (#"{"output": {"matches": "rfis [0-9]+"}}"#, .fail),
    (#"{"anyOf": [{"seen": {"status": 500}}, {"seen": {"endpoint": "oauth.refresh"}}]}"#, .fail),
    (#"{"anyOf": [{"seen": {"status": 500}}, {"sometimes": {"endpoint": "oauth.refresh"}}]}"#, .inconclusive),
  ])
  func `each claim passes one history and not its twin`(claim: String, other: Verdict) throws {
    #expect(try verdict(claim, Self.good) == .pass)
    #expect(try verdict(claim, Self.bad) == other)
  }

  @Test func `never fails on the first exchange that matches`() throws {
    let claim = #"{"id": "no-refresh", "never": {"endpoint": "oauth.refresh"}}"#
    #expect(try verdict(claim, Self.bad) == .pass)
    let finding = try #require(try findings(claim, Self.good).first)
    #expect(finding.verdict == .fail && finding.exchanges == [4] && finding.expectation == "no-refresh")
    #expect(
      finding.message
        == #"Expected no exchange with endpoint "oauth.refresh"; found 1: #4 POST /oauth/token 200 tokens-refreshed."#)
  }

  @Test func `a missing exchange is told with those that come closest, and what differs`() throws {
    let refused = history(
      login(.connected, Self.code), action("read", .ok, call("oauth.refresh", 400, .refreshTokenReplaced), Self.list))
    let finding = try #require(try findings(#"{"seen": {"endpoint": "oauth.refresh", "status": 200}}"#, refused).first)
    #expect(
      finding.message == """
        Expected at least 1 exchange with endpoint "oauth.refresh", status 200; found none. \
        Closest: #1 POST /oauth/token 200 tokens-issued: endpoint is oauth.code, and must be "oauth.refresh" | \
        #2 POST /oauth/token 400 refresh-token-replaced: status is 400, and must be 200 | \
        #3 GET /rest/v1.0/rfis 200 granted: endpoint is rfis.list, and must be "oauth.refresh".
        """)
    let strange = try #require(try findings(#"{"seen": {"endpoint": "oauth.revoke"}}"#, refused).first)
    #expect(strange.message.hasSuffix("Nothing comes close among 3 exchanges (oauth.code, oauth.refresh, rfis.list)."))
  }

  @Test func `what never happened had no occasion where nothing was called`() throws {
    let quiet = history(login(.connected, Self.code), action("read", id: "last", .ok))
    let claim = #"{"never": {"endpoint": "oauth.refresh", "action": "read"}}"#
    #expect(try findings(claim, quiet).map(\.verdict) == [.notExercised, .inconclusive])
    #expect(try verdict(claim, quiet) == .inconclusive)
    #expect(try verdict(#"\#(claim), {"outcome": {"step": "last", "is": "ok"}}"#, quiet) == .pass)
    #expect(try verdict(claim, Self.bad) == .pass)
  }

  @Test func `at most so many, and one of several, had no occasion either`() throws {
    let quiet = history(login(.connected, Self.code), action("read", .ok))
    let few = #"{"seen": {"status": 403, "action": "read"}, "count": {"max": 2}}"#
    let either = #"{"anyOf": [{"never": {"status": 403, "action": "read"}}, {"seen": {"status": 500}}]}"#
    for claim in [few, either] {
      #expect(try findings(claim, quiet).first?.verdict == .notExercised)
      #expect(try findings(claim, Self.good).first?.verdict == .pass)
    }
  }

  @Test func `warnings neither fail nor pass a scenario`() throws {
    let wrong = #"{"seen": {"status": 500}, "severity": "warn"}"#
    #expect(try verdict(#"\#(wrong), {"seen": {"status": 401}}"#, Self.good) == .pass)
    #expect(try verdict(#"{"seen": {"status": 401}, "severity": "warn"}"#, Self.good) == .inconclusive)
  }

  @Test func `clauses of the scenario and of the expectation stand on the finding`() throws {
    var scenario = try scenario(
      #"{"login": {}}"#,
      expect: #"{"seen": {"status": 200}, "clauses": ["RFC 6749 section 6", "RFC 6750 section 3.1"]}"#)
    scenario.clauses = ["RFC 6749 section 6"]
    let findings = Judge.judge(history(login(.connected, Self.code)), of: scenario, connector: try connector())
    #expect(findings.map(\.clauses) == [["RFC 6749 section 6", "RFC 6750 section 3.1"]])
  }

  @Test func `an expectation of a step looks at the exchanges of that step`() throws {
    let steps = #"{"login": {}}, {"do": "read", "expect": {"never": {"endpoint": "oauth.code"}}}"#
    let apart = history(login(.connected, Self.code), action("read", .ok, Self.list))
    let within = history(login(.connected, Self.code), action("read", .ok, Self.code))
    #expect(Judge.verdict(of: Judge.judge(apart, of: try scenario(steps), connector: try connector())) == .pass)
    #expect(Judge.verdict(of: Judge.judge(within, of: try scenario(steps), connector: try connector())) == .fail)
  }

  @Test func `an expectation of a step without traffic of its own looks at all until then`() throws {
    let steps = #"{"login": {}}, {"wait": "quiet", "expect": {"seen": {"endpoint": "oauth.code"}}}, {"do": "read"}"#
    let before = history(login(.connected, Self.code), other("wait"), action("read", .ok, Self.list))
    let later = history(login(.connected, Self.list), other("wait"), action("read", .ok, Self.code))
    #expect(Judge.verdict(of: Judge.judge(before, of: try scenario(steps), connector: try connector())) == .pass)
    #expect(Judge.verdict(of: Judge.judge(later, of: try scenario(steps), connector: try connector())) == .fail)
  }

  @Test func `an outcome must hold for each repetition`() throws {
    var run = history(login(.connected, Self.code), action("read", id: "r", .ok, Self.list))
    run.steps[1].outcomes = [.ok, .failed, .ok]
    run.steps[1].answers = [page(200), page(500, "oops"), page(200)]
    let finding = try #require(try findings(#"{"outcome": {"step": "r", "is": "ok"}}"#, run).first)
    #expect(finding.verdict == .fail && finding.step == "r")
    #expect(
      finding.message
        == "Step \"r\" (do \"read\"): expected ok; found failed (500, oops). 2 of 3 repetitions passed.")
    run.steps[1].outcomes = [.ok, .ok, .ok]
    #expect(try verdict(#"{"outcome": {"step": "r", "is": "ok"}}"#, run) == .pass)
  }

  @Test func `the worst verdict counts, and a check's pass proves no promise`() {
    let passed = Finding(expectation: "/expect/0", verdict: .pass, message: "")
    let check = Finding(check: "refresh/no-loop", verdict: .pass, message: "")
    let failed = Finding(check: "refresh/no-loop", verdict: .fail, message: "")
    let unsure = Finding(expectation: "/expect/1", verdict: .inconclusive, message: "")
    #expect(Judge.verdict(of: [passed, check]) == .pass)
    #expect(Judge.verdict(of: [check]) == .inconclusive)
    #expect(Judge.verdict(of: [passed, unsure]) == .inconclusive)
    #expect(Judge.verdict(of: [passed, unsure, failed]) == .fail)
    #expect(Judge.verdict(of: []) == .inconclusive)
  }
}
