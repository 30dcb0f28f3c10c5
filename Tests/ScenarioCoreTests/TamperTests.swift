import MockCore
import Testing

@testable import ScenarioCore

@Suite struct TamperTests {
  private let wayBack = [Parameter("code", "az9"), Parameter("state", "mN0-z")]
  private let states = Tamper.KnownStates(earlier: "earlier", other: "other")

  private func changed(_ tamper: Tamper) -> [String]? {
    guard case .changed(let parameters) = tamper.change(wayBack, knowing: states) else { return nil }
    return parameters.map { "\($0.name)=\($0.value)" }
  }

  @Test func `each change of the state and of the code`() {
    #expect(changed(Tamper(state: .missing)) == ["code=az9"])
    #expect(changed(Tamper(state: .changed)) == ["code=az9", "state=nO1-a"])
    #expect(changed(Tamper(state: .replayed)) == ["code=az9", "state=earlier"])
    #expect(changed(Tamper(state: .otherSession)) == ["code=az9", "state=other"])
    #expect(changed(Tamper(code: .missing)) == ["state=mN0-z"])
    #expect(changed(Tamper(code: .changed)) == ["code=ba0", "state=mN0-z"])
    #expect(changed(Tamper(code: .twice)) == ["code=az9", "state=mN0-z"])
    #expect(changed(Tamper(error: .accessDenied)) == ["code=az9", "state=mN0-z", "error=access_denied"])
    #expect(changed(Tamper(code: .missing, error: .accessDenied)) == ["state=mN0-z", "error=access_denied"])
  }

  @Test func `a text without letters and digits is changed too`() {
    #expect(Tamper.another("--") == "--x")
  }

  @Test func `a connector without a state, and a run without another state, are told apart`() {
    let bare = [Parameter("code", "c")]
    #expect(
      Tamper(state: .missing).change(bare, knowing: states)
        == .notApplicable(reason: "the connector sends no state that could be changed"))
    #expect(
      Tamper(state: .otherSession).change(wayBack, knowing: Tamper.KnownStates())
        == .inconclusive(reason: "the other browser was given no state"))
    #expect(
      Tamper(code: .changed).change([Parameter("error", "access_denied")], knowing: states)
        == .inconclusive(reason: "Procore sent the browser back without a code"))
  }

  private func messages(_ login: String, before: String = "") -> [String] {
    read(
      scenario:
        #"{"format": 1, "title": "A", "steps": [\#(before){"login": \#(login), "expect": {"outcome": "refused"}}]}"#
    ).diagnostics.messages
  }

  @Test func `a change that can be made is read, and one that cannot is a mistake`() {
    #expect(messages(#"{"tamper": {"state": "changed", "code": "late", "error": "server_error"}}"#) == [])
    #expect(messages(#"{"tamper": {"state": "replayed"}}"#, before: #"{"login": {}}, "#) == [])
    #expect(
      messages(#"{"tamper": {"state": "replayed"}}"#, before: #"{"login": {"session": "b"}}, "#) == [
        #"no earlier login of the session "main" has a state to replay; let a login step stand before this one"#
      ])
    #expect(messages(#"{"tamper": {}}"#) == [#"nothing is changed; add "state", "code" or "error""#])
    #expect(
      messages(#"{"decide": "close", "tamper": {"code": "missing"}}"#) == [
        #"nobody comes back from a page that is closed; leave "decide" out"#
      ])
    #expect(messages(#"{"tamper": {"error": "denied"}}"#).first?.hasPrefix(#"expected "access_denied", "#) == true)
  }

  @Test func `where the code is copied by hand nothing can be changed on the way`() throws {
    let scenario = try scenario(
      #"{"login": {"tamper": {"code": "missing"}}, "expect": {"outcome": "refused"}}"#)
    #expect(Applicability.decide(scenario, on: try connector(), clockFollows: false) == .applicable)
    let byHand = try #require(
      read(
        connector: """
          {"format": 1, "name": "acme", "start": {"command": ["run"]}, "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
           "login": {"open": "/connect"}, "actions": {"read": {"request": "GET /rfis"}}}
          """
      ).value)
    #expect(
      Applicability.decide(scenario, on: byHand, clockFollows: false)
        == .notApplicable(
          reason: "the code is copied by hand, so that there is no redirect whose address could be changed"))
  }
}
