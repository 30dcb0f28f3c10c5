import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

/// Connector files of command-line tools, and of web connectors with accounts of their own.
@Suite struct ConnectorCommandTests {
  private static let tool = #"""
    {
      "format": 1,
      "name": "tool",
      "environment": { "DIR": "${session.dir}" },
      "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
      "login": {
        "run": ["./tool", "login"], "urlFrom": "stdout", "code": "stdin", "directory": "bin",
        "environment": { "A": "b" }, "connected": { "exit": 0, "output": { "contains": "Connected" } }
      },
      "actions": {
        "read": { "run": ["./tool", "list", "${company.id}"], "within": "5s" },
        "write": { "run": ["./tool", "add"], "stdin": "Beam clash\n", "directory": "/opt", "environment": { "C": "d" } }
      }
    }
    """#

  private static let web = #"""
    {
      "format": 1,
      "name": "web",
      "start": { "command": ["web"] },
      "redirectUri": "${connector.url}/oauth/callback",
      "login": {
        "before": [
          { "open": "/app", "press": "Sign in" },
          { "fill": { "email": "${session.name}@acme.example" }, "press": "Go" }
        ],
        "open": "/connect"
      },
      "carry": {
        "csrf": { "from": "GET /app", "matches": "value=\"([^\"]+)\"" },
        "xsrf": { "cookie": "XSRF-TOKEN" }
      },
      "actions": {
        "read": { "request": "GET /rfis" },
        "write": { "request": "POST /rfis?t=${carry.csrf}", "headers": { "X-T": "${carry.xsrf}" }, "form": { "a": "1" } }
      }
    }
    """#

  @Test func `a command-line tool needs no start`() throws {
    let read = read(connector: Self.tool)
    #expect(read.diagnostics.messages == [])
    let file = try #require(read.value)
    guard case .run(let login) = file.login.way, case .run(let write)? = file.action(named: "write")?.trigger else {
      Issue.record("expected commands")
      return
    }
    #expect(login.printsAddress && login.readsCode && login.command.arguments.count == 2)
    #expect(login.command.directory == Interpolation("bin") && login.command.environment.map(\.name) == ["A"])
    #expect(write.standardInput == Interpolation("Beam clash\n") && write.environment.map(\.name) == ["C"])
    #expect(file.login.path == nil && file.start == nil)
  }

  @Test func `carried values and the steps before a login are read`() throws {
    let read = read(connector: Self.web)
    #expect(read.diagnostics.messages == [])
    let file = try #require(read.value)
    #expect(file.carries.map(\.name) == ["csrf", "xsrf"])
    #expect(file.action(named: "write")?.carried == ["csrf", "xsrf"])
    #expect(file.action(named: "read")?.carried == [])
    #expect(file.login.before.count == 2 && file.login.before[1].fill.map(\.name) == ["email"])
  }

  @Test(arguments: [
    (#""run": ["./tool", "login"]"#, #""run": []"#, "/login/run", "expected at least one item, found an empty array"),
    (
      #""run": ["./tool", "login"]"#, #""run": ["./tool"], "open": "/connect""#, "/login",
      #"expected exactly one of "open" and "run", found both"#
    ),
    (#""urlFrom": "stdout""#, #""urlFrom": "stderr""#, "/login/urlFrom", #"expected "stdout", found "stderr""#),
    (#""code": "stdin""#, #""code": true"#, "/login/code", "expected a string, found a boolean"),
    (
      #""within": "5s""#, #""body": {}"#, "/actions/read/body", #""body" belongs to an action with "request""#
    ),
    (
      #""stdin": "Beam"#, #""request": "GET /", "stdin": "Beam"#, "/actions/write",
      #"expected exactly one of "request" and "run", found both"#
    ),
    (
      #""run": ["./tool", "add"]"#, #""note": "nothing""#, "/actions/write",
      #"expected exactly one of "request" and "run""#
    ),
    (
      #""read": { "run": ["./tool", "list", "${company.id}"], "within": "5s" }"#, #""read": { "request": "GET /" }"#,
      "",
      #"nothing would answer the action "read" at ${connector.url}; add "start""#
    ),
    ("${session.dir}", "${carry.a}", "/environment/DIR", #""${carry.a}" has a value in actions only"#),
  ])
  func `a mistake in the file of a tool is told`(part: String, mistake: String, pointer: String, message: String) {
    expect(Self.tool, part, mistake, pointer, message)
  }

  @Test(arguments: [
    (
      "${carry.csrf}", "${carry.crsf}", "/actions/write/request",
      #""${carry.crsf}" is not declared; did you mean "${carry.csrf}"?"#
    ),
    (
      #""from": "GET /app", "#, "", "/carry/csrf", #"expected exactly one of "from" and "cookie""#
    ),
    (
      #""from": "GET /app""#, #""from": "/app""#, "/carry/csrf/from",
      #""/app" is no request; write "METHOD /path", as in "GET /rfis""#
    ),
    (
      #""cookie": "XSRF-TOKEN""#, #""cookie": "X", "from": "GET /""#, "/carry/xsrf",
      #"expected exactly one of "from" and "cookie", found both"#
    ),
    (
      #""cookie": "XSRF-TOKEN""#, #""from": "GET /""#, "/carry/xsrf",
      #"missing key "matches" in a carried value; it says what is taken from the page"#
    ),
    (#""xsrf": {"#, #""x.y": {"#, "", ""),
    (
      #"{ "open": "/app", "press": "Sign in" },"#, "", "/login/before/0",
      #"no page is open yet; begin with {"open": "/path"}"#
    ),
    (
      #", "press": "Go""#, "", "/login/before/1/fill",
      #"nothing sends the form; add "press" with the text of its button"#
    ),
    (
      #"{ "open": "/app", "press": "Sign in" }"#, "{}", "/login/before/0",
      "nothing is done; add one of open, fill, press"
    ),
    (
      #""open": "/connect""#, #""open": "/c", "code": "stdin""#, "/login/code", #""code" belongs to a login with "run""#
    ),
    (
      #""open": "/connect""#, #""open": "/c", "connected": { "exit": 0 }"#, "/login/connected",
      "a login with \"open\" ends with a page, which has no exit status and no output; "
        + "say what the page is like: status, header, body"
    ),
  ])
  func `a mistake in the file of a web connector is told`(
    part: String, mistake: String, pointer: String, message: String
  ) {
    expect(Self.web, part, mistake, pointer, message)
  }

  private func expect(_ text: String, _ part: String, _ mistake: String, _ pointer: String, _ message: String) {
    #expect(text.contains(part))
    let diagnostics = read(connector: text.replacing(part, with: mistake)).diagnostics
    guard !message.isEmpty else {
      #expect(diagnostics.hasErrors)
      return
    }
    #expect(diagnostics.messages.contains(message), "\(diagnostics.messages)")
    #expect(diagnostics.all.contains { ($0.place?.pointer ?? "") == pointer }, "\(diagnostics.all.map(\.place))")
  }
}
