import MockCore
import Testing

@testable import ScenarioCore

/// Outcomes that connector.json does not declare: the traffic decides, and where it cannot, nobody is blamed.
@Suite struct TrafficOutcomeTests {
  private func verdict(
    expected: String, found: Outcome, rules: String = "{}", _ calls: Exchange...
  ) throws -> Verdict {
    var step = action("read", id: "r", found, status: found == .ok ? 200 : 500)
    step.calls = calls
    let run = history(login(.connected, call("oauth.code", 200, .tokensIssued)), step)
    let scenario = try scenario(#"{"login": {}}, {"id": "r", "do": "read", "expect": {"outcome": "\#(expected)"}}"#)
    return Judge.verdict(of: Judge.judge(run, of: scenario, connector: try connector(outcomes: rules)))
  }

  @Test(arguments: [
    ("forbidden", call("rfis.list", 403, .levelTooLow)), ("not-installed", call("rfis.list", 403, .appNotInstalled)),
    ("not-found", call("rfis.list", 404, .recordUnknown)), ("rejected", call("rfis.list", 422, .bodyInvalid)),
    ("rate-limited", call("rfis.list", 429, .rateLimited)), ("unavailable", call("rfis.list", 503, .faultScripted)),
    ("login-required", call("rfis.list", 401, .tokenRevoked)),
    ("login-required", call("oauth.refresh", 400, .refreshTokenRevoked)),
    ("misconfigured", call("oauth.refresh", 401, .clientSecretWrong)),
  ])
  func `the traffic shows an outcome that is not declared`(outcome: String, exchange: Exchange) throws {
    #expect(try verdict(expected: outcome, found: .failed, exchange) == .pass)
    #expect(try verdict(expected: outcome, found: .failed, call("oauth.code"), call("rfis.list")) == .fail)
  }

  @Test func `an outcome that is declared is demanded`() throws {
    let refused = call("rfis.list", 403, .levelTooLow)
    #expect(
      try verdict(expected: "forbidden", found: .forbidden, rules: #"{"forbidden": {"status": 403}}"#, refused) == .pass
    )
    #expect(
      try verdict(expected: "forbidden", found: .failed, rules: #"{"forbidden": {"status": 403}}"#, refused) == .fail)
  }

  @Test func `a connector that says ok is blamed only where connector.json says what ok is`() throws {
    let refused = call("rfis.list", 403, .levelTooLow)
    #expect(try verdict(expected: "forbidden", found: .ok, refused) == .inconclusive)
    #expect(try verdict(expected: "forbidden", found: .ok, rules: #"{"ok": {"status": 200}}"#, refused) == .fail)
  }

  @Test func `where nothing was called the traffic does not decide, and the finding says what to declare`() throws {
    #expect(try verdict(expected: "forbidden", found: .failed) == .inconclusive)
    var step = action("read", .failed, status: 500)
    step.calls = []
    let run = history(login(.connected, call("oauth.code")), step)
    let scenario = try scenario(#"{"login": {}}, {"do": "read", "expect": {"outcome": "forbidden"}}"#)
    let findings = Judge.judge(run, of: scenario, connector: try connector())
    #expect(findings.map(\.advice) == ["Declare \"forbidden\" in the outcomes of connector.json."])
  }

  @Test func `the list of the projects is no part of what was refused in all of them`() throws {
    func right(_ project: Int64?, _ tool: String?) -> NeededRight {
      NeededRight(user: 101, company: 4001, project: project, tool: tool.map { Tool(rawValue: $0) }, level: .readOnly)
    }
    let projects = call("projects.list", needed: right(nil, nil))
    let refused = call("rfis.list", 403, .levelTooLow, needed: right(1, "RFIs"))
    let isForbidden = #"{"forbidden": {"status": 403}}"#
    #expect(try verdict(expected: "partial", found: .ok, rules: isForbidden, projects, refused) == .fail)
    let other = call("rfis.list", needed: right(2, "RFIs"))
    #expect(try verdict(expected: "partial", found: .ok, rules: isForbidden, projects, refused, other) == .pass)
    let users = call("project_users.list", needed: right(1, nil))
    #expect(try verdict(expected: "partial", found: .ok, rules: isForbidden, projects, refused, users) == .pass)
    let project = call("projects.show", 403, .notInProject)
    #expect(try verdict(expected: "partial", found: .ok, rules: isForbidden, projects, project) == .pass)
  }

  @Test func `a part that was refused beside one that was delivered is partial`() throws {
    let refused = call("rfis.list", 403, .levelTooLow)
    #expect(try verdict(expected: "partial", found: .ok, refused, call("rfis.list")) == .pass)
    #expect(try verdict(expected: "partial", found: .ok, call("rfis.list")) == .fail)
    #expect(try verdict(expected: "partial", found: .ok, refused) == .fail)
  }
}
