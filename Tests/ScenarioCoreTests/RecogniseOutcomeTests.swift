import Testing

@testable import ScenarioCore

@Suite struct RecogniseOutcomeTests {
  private func outcome(_ answer: ConnectorAnswer, rules: String = "{}", own: String? = nil) throws -> Outcome {
    let outcomes = own.map { ", \"outcomes\": \($0)" } ?? ""
    let file = try connector(outcomes: rules, actions: #""read": {"request": "GET /rfis"\#(outcomes)}"#)
    return RecogniseOutcome.ofAction(answer, file.action(named: "read"), in: file)
  }

  @Test func `without a rule the status decides, or the exit of a command`() throws {
    #expect(try outcome(page(204)) == .ok)
    #expect(try outcome(page(302)) == .failed)
    #expect(try outcome(page(500)) == .failed)
    #expect(try outcome(ConnectorAnswer(status: nil, body: "", exit: 0)) == .ok)
    #expect(try outcome(ConnectorAnswer(status: nil, body: "", exit: 1)) == .failed)
    #expect(try outcome(ConnectorAnswer(status: nil, body: "")) == .failed)
  }

  @Test func `of the rules that hold, the one with the most conditions decides`() throws {
    let rules = #"{"forbidden": {"status": 403}, "not-installed": {"status": 403, "body": {"contains": "install"}}}"#
    #expect(try outcome(page(403, "please install"), rules: rules) == .notInstalled)
    #expect(try outcome(page(403, "no"), rules: rules) == .forbidden)
    #expect(try outcome(page(404), rules: rules) == .failed)
  }

  @Test func `a tie goes to the one written first`() throws {
    #expect(
      try outcome(page(403), rules: #"{"forbidden": {"status": 403}, "rejected": {"status": {"gte": 400}}}"#)
        == .forbidden)
    #expect(
      try outcome(page(403), rules: #"{"rejected": {"status": {"gte": 400}}, "forbidden": {"status": 403}}"#)
        == .rejected)
  }

  @Test func `an action's own rule stands in for the file's rule of that outcome alone`() throws {
    let rules = #"{"forbidden": {"status": 403}, "rejected": {"status": 422}}"#
    let own = #"{"rejected": {"status": 418}}"#
    #expect(try outcome(page(418), rules: rules, own: own) == .rejected)
    #expect(try outcome(page(422), rules: rules, own: own) == .failed)
    #expect(try outcome(page(403), rules: rules, own: own) == .forbidden)
  }

  @Test func `being sent to log in is login-required whatever the rules say`() throws {
    #expect(try outcome(page(302, sentToLogin: true), rules: #"{"ok": {"status": 302}}"#) == .loginRequired)
    #expect(try outcome(page(302), rules: #"{"ok": {"status": 302}}"#) == .ok)
  }

  @Test func `headers, exit and output of an answer are looked at`() throws {
    var answer = page(200)
    answer.headers[.contentType] = "text/html"
    #expect(
      try outcome(answer, rules: #"{"rejected": {"header": {"Content-Type": {"contains": "html"}}}}"#) == .rejected)
    #expect(try outcome(page(200), rules: #"{"rejected": {"header": {"Content-Type": {"contains": "html"}}}}"#) == .ok)
    let command = ConnectorAnswer(status: nil, body: "denied", exit: 3)
    #expect(try outcome(command, rules: #"{"forbidden": {"exit": 3, "output": {"contains": "denied"}}}"#) == .forbidden)
    #expect(try outcome(command, rules: #"{"forbidden": {"exit": 3, "output": {"contains": "other"}}}"#) == .failed)
  }

  private func login(_ answer: ConnectorAnswer?, token: Bool = true, own: Bool = true, rule: String? = nil) throws
    -> Outcome
  {
    let match = try rule.map { try #require(read(connector: connectorText($0)).value?.login.connected) }
    return RecogniseOutcome.ofLogin(
      .init(answer: answer, tokenIssued: token, isConnectorPage: own), connected: match)
  }

  private func connectorText(_ rule: String) -> String {
    """
    {"format": 1, "name": "a", "start": {"command": ["run"]}, "redirectUri": "x", "actions": {},
     "login": {"open": "/connect", "connected": \(rule)}}
    """
  }

  @Test func `a login succeeds with a token and a page of the connector's own below 400`() throws {
    #expect(try login(page(200)) == .connected)
    #expect(try login(page(399)) == .connected)
    #expect(try login(page(400)) == .refused)
    #expect(try login(page(200), token: false) == .refused)
    #expect(try login(page(200), own: false) == .failed)
    #expect(try login(page(500)) == .failed)
    #expect(try login(nil) == .failed)
    #expect(try login(ConnectorAnswer(status: nil, body: "", exit: 0)) == .connected)
    #expect(try login(ConnectorAnswer(status: nil, body: "", exit: 1), own: false) == .failed)
  }

  @Test func `a rule of the file decides instead`() throws {
    let rule = #"{"status": 200, "body": {"contains": "Connected"}}"#
    #expect(try login(page(200, "Connected!"), token: false, rule: rule) == .connected)
    #expect(try login(page(200, "Sorry"), rule: rule) == .refused)
    #expect(try login(page(503, "Connected"), rule: rule) == .failed)
  }

  private func commandLogin(_ answer: ConnectorAnswer?, token: Bool = false, back: Bool = true) -> Outcome {
    let end = RecogniseOutcome.LoginEnd(answer: answer, tokenIssued: token, isConnectorPage: back)
    return RecogniseOutcome.ofLogin(end, connected: nil)
  }

  @Test func `a command connects with a token and exit 0`() {
    #expect(commandLogin(ConnectorAnswer(status: nil, body: "", exit: 0), token: true) == .connected)
    #expect(commandLogin(ConnectorAnswer(status: nil, body: "", exit: 0), token: false) == .refused)
    #expect(commandLogin(ConnectorAnswer(status: nil, body: "", exit: 1), token: true) == .refused)
  }

  @Test func `a command that led the user nowhere, or was ended by a signal, failed`() {
    #expect(commandLogin(ConnectorAnswer(status: nil, body: "", exit: 2), back: false) == .failed)
    #expect(commandLogin(ConnectorAnswer(status: nil, body: "", exit: 143)) == .failed)
    #expect(commandLogin(ConnectorAnswer(status: 500, body: "", exit: 1)) == .failed)
    #expect(commandLogin(ConnectorAnswer(status: 400, body: "", exit: 1)) == .refused)
  }

  @Test func `output is all that was printed, and the body its standard output`() throws {
    let command = ConnectorAnswer(status: nil, body: #"{"a": 1}"#, exit: 3, output: "warning\n{\"a\": 1}")
    #expect(
      try outcome(command, rules: #"{"forbidden": {"output": {"contains": "warning"}, "body": {"a": 1}}}"#)
        == .forbidden)
    #expect(try outcome(command, rules: #"{"forbidden": {"body": {"contains": "warning"}}}"#) == .failed)
  }
}
