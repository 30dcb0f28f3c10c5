import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct ScenarioReadingTests {
  @Test func `the example of the format is read whole`() throws {
    let read = read(
      scenario: """
        {
          "format": 1, "$schema": "x", "note": "free text",
          "title": "An access token that expired is refreshed once, and the call is repeated",
          "why": "Access tokens live 90 minutes.", "tags": ["refresh", "required"], "clauses": ["RFC 6749 section 6"],
          "world": "two-companies", "profile": "procore", "needs": ["read", "users:many"],
          "steps": [
            { "login": { "as": "pat.admin@granite.example" }, "expect": { "outcome": "connected" } },
            { "id": "before", "do": "read", "expect": { "outcome": "ok" } },
            { "advance": "91m" },
            { "id": "after", "do": { "action": "read", "times": 3, "parallel": true, "company": "Birch Civil" },
              "within": "5s" }
          ],
          "expect": [
            { "seen": { "endpoint": "oauth.refresh", "status": 200 }, "count": 1 },
            { "id": "no-login", "never": { "endpoint": "oauth.authorize", "after": "before" }, "severity": "warn" },
            { "outcome": { "step": "after", "is": ["ok", "partial"] } }
          ],
          "killedBy": ["never-refreshes"]
        }
        """)
    #expect(read.diagnostics.messages == [])
    let scenario = try #require(read.value)
    #expect(scenario.needs == ["read", "users:many"])
    #expect(scenario.killedBy == ["never-refreshes"])
    #expect(scenario.steps.map(\.id) == [nil, "before", nil, "after"])
    #expect(scenario.steps.map(\.pointer) == ["/steps/0", "/steps/1", "/steps/2", "/steps/3"])
    #expect(scenario.steps[3].within == .seconds(5))
    #expect(scenario.expectations.map(\.id) == ["/expect/0", "no-login", "/expect/2"])
    #expect(scenario.expectations[0].count == CountRange(min: 1, max: 1))
    #expect(scenario.expectations[1].severity == .warn)
    guard case .perform(let step) = scenario.steps[3].verb else {
      Issue.record("expected a do")
      return
    }
    #expect(step == ActionStep(action: "read", times: 3, parallel: true, session: "main", company: "Birch Civil"))
    guard case .outcome(.index(0), [.connected]) = scenario.steps[0].expectations[0].claim else {
      Issue.record("expected the outcome of step 0")
      return
    }
  }

  @Test func `what a scenario does not say has defaults`() throws {
    let scenario = try scenario(#"{"login": {}, "expect": {"outcome": "connected"}}"#)
    #expect(scenario.world == "two-companies")
    #expect(scenario.profile == "procore")
    #expect(scenario.steps[0].within == .seconds(60))
    guard case .login(let login) = scenario.steps[0].verb else {
      Issue.record("expected a login")
      return
    }
    #expect(login == LoginStep(user: nil, decision: .allow, session: "main"))
  }

  /// Each verb, with a value that is right and one that is wrong, and what is said about the wrong one.
  @Test(arguments: [
    (
      #""login": {"decide": "deny"}"#, #""login": {"decide": "denied"}"#,
      #"expected "allow", "deny", "close" or "wrong-password", found "denied""#
    ),
    (#""do": "read""#, #""do": {"action": "read", "times": 0}"#, "expected an integer from 1 to 1000, found 0"),
    (
      #""advance": {"by": "1h30m"}"#, #""advance": "90""#,
      #"expected a duration with a unit, such as "5s", "90m" or "1h30m", found "90""#
    ),
    (
      #""advance": {"to": "2026-11-23T12:00:00Z"}"#, #""advance": {"to": "tomorrow"}"#,
      #"expected an RFC 3339 instant with a zone, such as "2026-11-23T12:00:00Z", found "tomorrow""#
    ),
    (
      #""advance": {"until": "code-expired"}"#, #""advance": {"until": "code-expires"}"#,
      #"unknown moment "code-expires"; did you mean "code-expired"?"#
    ),
    (
      #""world": {"disableUser": "Rita.Reader@granite.example"}"#, #""world": {"disableUser": "rita@granite.example"}"#,
      #"the world has no user "rita@granite.example"; it has pat.admin@granite.example, rita.reader@granite.example"#
    ),
    (
      #""fault": {"name": "f", "on": {"endpoint": "api"}, "reply": "reset"}"#,
      #""fault": {"name": "f", "on": {"endpoint": "api"}, "reply": "rest"}"#,
      #"unknown reply "rest"; did you mean "reset"?"#
    ),
    (
      #""advance": {"until": "rate-limit-reset"}"#, #""advance": {"until": "rate-limit-rest"}"#,
      #"unknown moment "rate-limit-rest"; did you mean "rate-limit-reset"?"#
    ),
    (
      #""world": {"profile": {"codeLifetime": "5s"}}"#, #""world": {"profile": {}}"#,
      #"no knob is turned; write for instance {"refreshRotation": "none"}"#
    ),
    (
      #""connector": "restart""#, #""connector": "restarts""#,
      #"expected "restart", "stop", "start" or "kill", found "restarts"; did you mean "restart"?"#
    ),
    (#""wait": "quiet""#, #""wait": "quite""#, #"expected "quiet" or {"for": …}, found "quite""#),
    (
      #""wait": {"for": {"endpoint": "api"}, "within": "5s"}"#, #""wait": {"fro": {"endpoint": "api"}}"#,
      #"missing key "for" in a wait"#
    ),
  ])
  func `each verb is read, and its mistake is told`(right: String, wrong: String, message: String) throws {
    let expect = #"[{"seen": {"endpoint": "api"}}]"#
    _ = try scenario("{\(right)}, {\"do\": \"read\"}", expect: expect)
    let read = read(
      scenario: #"{"format": 1, "title": "A", "steps": [{\#(wrong)}, {"do": "read"}], "expect": \#(expect)}"#)
    #expect(read.diagnostics.messages.first == message)
  }

  @Test(arguments: [
    #"{"forbid": "read"}"#, #"{"forbid": {"action": "read", "projects": "one"}}"#, #"{"allow": "read"}"#,
    #"{"setLevel": {"action": "read", "level": "readOnly"}}"#,
    #"{"setLevel": {"user": "pat.admin@granite.example", "tool": "RFIs", "level": "none", "project": "Harbour"}}"#,
    #"{"disableTool": {"action": "read", "projects": "one"}}"#,
    #"{"disableTool": {"project": 598134326177405, "tool": "RFIs"}}"#,
    #"{"hide": {"action": "read", "records": "one"}}"#,
    #"{"removeFromProject": {}}"#, #"{"removeFromCompany": {"company": "Birch Civil"}}"#,
    #"{"uninstallApp": {"company": 4001}}"#, #"{"installApp": {}}"#, #"{"revoke": "both"}"#, #"{"expire": "access"}"#,
    #"{"rotateSecret": true}"#,
  ])
  func `each change of the world is read`(change: String) throws {
    let scenario = try scenario(#"{"do": "read"}, {"world": \#(change)}"#, expect: #"{"seen": {"endpoint": "api"}}"#)
    guard case .world = scenario.steps[1].verb else {
      Issue.record("expected a change of the world")
      return
    }
  }

  @Test(arguments: [
    (#"{"forbit": "read"}"#, #"unknown change "forbit"; did you mean "forbid"?"#),
    (#"{"forbid": "raed"}"#, #"no step does "raed"; did you mean "read"?"#),
    (
      #"{"forbid": "read", "allow": "read"}"#,
      #"a change of the world has exactly one word, found "forbid" and "allow"; make a step of its own for each"#
    ),
    (
      #"{"setLevel": {"user": "pat.admin@granite.example", "tool": "RFI", "level": "none"}}"#,
      #"no operation is governed by the tool "RFI"; did you mean "RFIs"?"#
    ),
    (
      #"{"removeFromProject": {"project": 598134326177406}}"#,
      #"the world has no project 598134326177406; did you mean "598134326177405"?"#
    ),
    (
      #"{"uninstallApp": {"company": "Birch Civils"}}"#,
      #"the world has no company "Birch Civils"; did you mean "Birch Civil"?"#
    ),
    (#"{"expire": "refresh"}"#, #"expected "access", found "refresh""#),
    (#"{"profile": {"codeLifetimes": "5s"}}"#, #"unknown key "codeLifetimes"; did you mean "codeLifetime"?"#),
    (#"{"webhook": {}}"#, #""webhook" is part of the format but not of this version of Dryfit"#),
  ])
  func `a change of the world that cannot be made is told`(change: String, message: String) {
    let read = read(
      scenario: """
        {"format": 1, "title": "A", "steps": [{"do": "read"}, {"world": \(change)}], "expect": {"seen": {"status": 1}}}
        """)
    #expect(read.diagnostics.messages == [message])
  }

  @Test(arguments: [
    #"{"seen": {"endpoint": "api"}, "count": {"min": 1, "max": 2}}"#, #"{"never": {"status": 401}}"#,
    #"{"order": [{"status": 401}, {"endpoint": "oauth.refresh"}]}"#, #"{"sometimes": {"status": 429}}"#,
    #"{"outcome": {"step": "read", "is": "ok"}}"#,
    #"{"response": {"step": "read", "status": 200, "body": {"contains": "x"}}}"#,
    #"{"output": {"contains": "ready"}}"#, #"{"anyOf": [{"output": {"matches": "a+"}}, {"seen": {"status": 200}}]}"#,
  ])
  func `each claim is read`(claim: String) throws {
    let scenario = try scenario(#"{"id": "read", "do": "read"}"#, expect: "[\(claim)]")
    #expect(scenario.expectations.count == 1)
  }

  @Test(arguments: [
    (#"{"sean": {"endpoint": "api"}}"#, #"unknown claim "sean"; did you mean "seen"?"#),
    (
      #"{"severity": "fail"}"#,
      "the expectation claims nothing; "
        + "the claims are seen, never, order, sometimes, outcome, response, output, record, anyOf"
    ),
    (
      #"{"seen": {"status": 200}, "never": {"status": 401}}"#,
      #"an expectation has exactly one claim, found "seen" and "never"; make a list of them"#
    ),
    (#"{"outcome": "ok"}"#, #"an outcome is that of a step; write {"step": "id of the step", "is": "ok"}"#),
    (#"{"outcome": {"step": "reads", "is": "ok"}}"#, #"no step has the id "reads"; did you mean "read"?"#),
    (
      #"{"outcome": {"step": "read", "is": "okay"}}"#,
      "expected " + Outcome.allCases.dropLast().map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        + #" or "refused", found "okay""#
    ),
    (
      #"{"outcome": {"step": "read", "is": "connected"}}"#,
      #"an action is never "connected"; that is an outcome of a login"#
    ),
    (#"{"outcome": {"step": "l", "is": "ok"}}"#, #"a login is never "ok"; it is one of connected, failed, refused"#),
    (#"{"outcome": {"step": "w", "is": "ok"}}"#, #"a step with "wait" has no outcome"#),
    (#"{"response": {"step": "w", "status": 200}}"#, #"a step with "wait" has no answer; name a "do" or a "login""#),
    (
      #"{"response": {"step": "read"}}"#,
      "nothing is asked of the answer; add one of status, header, body, exit, output"
    ),
    (#"{"output": "ready"}"#, #"expected {"contains": …} or {"matches": …}, found "ready""#),
    (
      #"{"outcome": {"step": "read", "is": "ok"}, "count": 2}"#,
      #""outcome" is not counted; a count belongs to seen, never, sometimes, record"#
    ),
    (#"{"seen": {"status": 200}, "count": {"min": 3, "max": 2}}"#, "no count is at least 3 and at most 2"),
    (#"{"seen": {"status": 200}, "count": {}}"#, #"the count has neither "min" nor "max""#),
    (#"{"record": {"createdBy": "write"}}"#, #"no step does "write"; the steps do read"#),
  ])
  func `a claim that means nothing is told`(claim: String, message: String) {
    let steps = #"{"id": "l", "login": {}}, {"id": "read", "do": "read"}, {"id": "w", "wait": "quiet"}"#
    let read = read(scenario: #"{"format": 1, "title": "A", "steps": [\#(steps)], "expect": [\#(claim)]}"#)
    #expect(read.diagnostics.messages == [message])
  }

  @Test func `a scenario that expects nothing could never fail`() {
    for expect in ["", #", "expect": []"#] {
      let read = read(scenario: #"{"format": 1, "title": "A", "steps": [{"do": "read"}]\#(expect)}"#)
      #expect(
        read.diagnostics.messages == [
          "nothing is expected: it could never fail; add \"expect\" to a step or to the scenario"
        ])
    }
  }

  @Test func `a fault on an action means the API calls that it makes`() throws {
    let scenario = try scenario(
      #"""
      {"fault": {"name": "f", "on": {"action": "read"}, "reply": {"status": 503, "headers": {"Retry-After": 5}},
                 "skip": 1, "times": 2}},
      {"do": "read", "expect": {"outcome": "ok"}}
      """#
    )
    guard case .fault(let step) = scenario.steps[0].verb else {
      Issue.record("expected a fault")
      return
    }
    #expect(step.action == "read")
    #expect(step.fault.match.endpoint == .eq("api"))
    #expect(step.fault.reply == .status(503, headers: [Parameter("Retry-After", "5")], body: nil))
    #expect(step.fault.skip == 1 && step.fault.times == 2)
  }
}
