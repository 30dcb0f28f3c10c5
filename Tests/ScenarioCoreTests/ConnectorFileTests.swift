import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct ConnectorFileTests {
  /// The file of the format's page.
  private static let example = #"""
    {
      "format": 1,
      "name": "acme-rfi-sync",
      "artifact": ["dist", "package.json"],
      "directory": ".",
      "environment": { "PORT": "${connector.port}", "HOME": "${env.HOME:-}", "DATA_DIR": "${connector.stateDir}" },
      "start": { "command": ["node", "dist/server.js"], "ready": { "http": "/health", "within": "20s" } },
      "redirectUri": "${connector.url}/oauth/callback",
      "login": { "open": "/connect", "connected": { "status": 200, "body": { "contains": "Connected" } } },
      "actions": {
        "read":  { "request": "GET /rfis?company_id=${company.id}" },
        "write": { "request": "POST /rfis", "within": "5s",
                   "body": { "company_id": "${company[1].id}", "lines": ["${project.name}"] } },
        "out":   { "request": "POST /out", "form": { "a": "${user.login}" }, "headers": { "X-A": "b" },
                   "outcomes": { "rejected": { "status": 418 } } }
      },
      "outcomes": {
        "ok": { "status": { "lt": 300 } },
        "forbidden": { "status": 403 },
        "not-installed": { "status": 403, "body": { "contains": "install" } }
      },
      "files": ["${connector.stateDir}"],
      "secretStore": ["${connector.stateDir}/tokens.json"],
      "users": "many"
    }
    """#

  @Test func `the example of the format is read whole`() throws {
    let read = read(connector: Self.example)
    #expect(read.diagnostics.messages == [])
    let file = try #require(read.value)
    #expect(file.name == "acme-rfi-sync" && file.folder == "/acme" && file.users == .many)
    #expect(file.environment.map(\.name) == ["PORT", "HOME", "DATA_DIR"])
    #expect(file.actions.map(\.name) == ["read", "write", "out"])
    let action = try #require(file.action(named: "write"))
    guard case .request(let request) = action.trigger else {
      Issue.record("expected a request")
      return
    }
    #expect(request.line.method == "POST" && request.line.path == Interpolation("/rfis"))
    #expect(action.within == .seconds(5) && action.carried == [])
    #expect(file.actions[0].within == .seconds(60))
    #expect(file.outcomes.map(\.outcome) == [.ok, .forbidden, .notInstalled])
    #expect(file.outcomes.map(\.match.leafCount) == [1, 1, 2])
    guard case .http("/health")? = file.start?.ready.sign else {
      Issue.record("expected a path that says it is ready")
      return
    }
  }

  @Test func `an index in a name counts from 0, so that 1 is the second`() throws {
    let indexed = try #require(ConnectorNames.indexed("company[1].id"))
    #expect(indexed.base == "company.id" && indexed.index == 1)
    #expect(ConnectorNames.indexed("company[x].id") == nil)
    #expect(ConnectorNames.indexed("company[1].color") == nil)
  }

  @Test(arguments: [
    (#"${connector.prot}"#, #"unknown name "${connector.prot}"; did you mean "${connector.port}"?"#),
    (#"${sandbox.controlUrl}"#, #"unknown name "${sandbox.controlUrl}"; did you mean "${sandbox.controlURL}"?"#),
    (#"${sandbox.caFile}"#, #""${sandbox.caFile}" has no value without https; add "tls": true to the file"#),
    (#"${user.login:-x}"#, #""${user.login}" always has a value; only ${env.NAME:-default} has a default"#),
    (#"${user.login"#, #""${" is not closed; write "${name}""#),
  ])
  func `a name that stands for nothing is told wherever it is written`(name: String, message: String) throws {
    let inVariable = read(connector: Self.example.replacing("${connector.port}", with: name))
    let inBody = read(connector: Self.example.replacing("${project.name}", with: name))
    let inPath = read(connector: Self.example.replacing("${company.id}", with: name))
    #expect(inVariable.diagnostics.messages == [message])
    #expect(inBody.diagnostics.messages == [message])
    #expect(inPath.diagnostics.messages == [message])
    #expect(inBody.diagnostics.all.first?.place?.pointer == "/actions/write/body/lines/0")
  }

  @Test(arguments: [
    (
      #""GET /rfis?"#, #""rfis?"#,
      #""rfis?company_id=${company.id}" is no request; write "METHOD /path", as in "GET /rfis""#
    ),
    (#""forbidden": {"#, #""forbiden": {"#, #"unknown outcome "forbiden"; did you mean "forbidden"?"#),
    (
      #""forbidden": {"#, #""connected": {"#,
      "unknown outcome \"connected\"; the outcomes are "
        + Outcome.ofActions.map(\.rawValue).joined(separator: ", ")
    ),
    (#""http": "/health""#, #""http": "health""#, #"expected a path that begins with "/", found "health""#),
    (#""http": "/health""#, #""port": true, "log": "up""#, #"expected exactly one of "http", "log" and "port""#),
    (#""open": "/connect""#, #""open": "connect""#, #"the path "connect" does not begin with "/""#),
    (#""form": {"#, #""body": 1, "form": {"#, #"a request has a "body" or a "form", not both"#),
    (
      #""users": "many""#, #""users": "many", "tls": false, "hosts": "procore""#,
      #""hosts" needs https, whose names those are; leave "tls" out, or set it to true"#
    ),
    (#""users": "many""#, #""users": "many", "tls": "yes""#, #"expected true or false, found a string"#),
    (
      #""users": "many""#, #""users": "many", "hosts": "procor""#,
      #"expected "procore", found "procor"; did you mean "procore"?"#
    ),
    (#""users": "many""#, #""usres": "many""#, #"unknown key "usres"; did you mean "users"?"#),
    (#""PORT":"#, #""A=B":"#, #""A=B" is no name of a variable"#),
  ])
  func `a mistake in the file is told`(part: String, mistake: String, message: String) {
    #expect(Self.example.contains(part))
    #expect(read(connector: Self.example.replacing(part, with: mistake)).diagnostics.messages == [message])
  }

  @Test(arguments: [#""tls": true"#, #""hosts": "procore""#, #""tls": true, "hosts": "procore""#])
  func `with https there is a file of the authority`(keys: String) throws {
    let text = Self.example.replacing("\"users\": \"many\"", with: keys)
    let read = read(connector: text.replacing("${connector.port}", with: "${sandbox.caFile}"))
    #expect(read.diagnostics.messages == [])
    let file = try #require(read.value)
    #expect(file.tls && (file.hosts == .procore) == keys.contains("hosts"))
  }

  @Test func `without a word there is neither https nor another host`() throws {
    let file = try #require(read(connector: Self.example).value)
    #expect(!file.tls && file.hosts == nil)
  }

  @Test func `a note may speak of the file of the authority`() {
    let text = Self.example.replacing(
      "\"users\": \"many\"", with: #""users": "many", "note": "no ${sandbox.caFile} here""#)
    #expect(read(connector: text).diagnostics.messages == [])
  }

  @Test func `a connector that is not started answers nobody`() {
    let read = read(connector: Self.example.replacing("\"start\": {", with: "\"strat\": {"))
    #expect(
      read.diagnostics.messages == [
        "nothing would answer the login at ${connector.url}; add \"start\"",
        "unknown key \"strat\"; did you mean \"start\"?",
      ])
  }

  @Test func `permissions that this version makes no use of leave the file usable, with a warning`() throws {
    let read = read(
      connector: Self.example.replacing(
        "\"users\": \"many\"", with: #""webhook": "/hooks", "tls": false"#))
    #expect(read.diagnostics.all.map(\.severity) == [.warning])
    #expect(read.value != nil)
  }

  @Test(arguments: [("true", true), ("false", false)])
  func `a process may be reused where the file says so`(_ word: String, _ expected: Bool) throws {
    let asked = read(connector: Self.example.replacing("\"users\": \"many\"", with: "\"reuse\": \(word)"))
    #expect(asked.diagnostics.messages == [])
    #expect(try #require(asked.value).reuse == expected)
    #expect(try #require(read(connector: Self.example).value).reuse == false)
  }

  @Test func `what is not started cannot be reused, which is told`() {
    let commands = #"""
      { "format": 1, "name": "tool", "redirectUri": "urn:ietf:wg:oauth:2.0:oob", "reuse": true,
        "login": { "run": ["tool", "login"], "urlFrom": "stdout", "code": "stdin" },
        "actions": { "read": { "run": ["tool", "list"] } } }
      """#
    let read = read(connector: commands)
    #expect(read.diagnostics.all.map(\.severity) == [.warning])
    #expect(
      read.diagnostics.messages == ["without \"start\" there is no process that could serve several scenarios"])
    #expect(read.value != nil)
  }
}
