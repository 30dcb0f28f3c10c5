import NIOCore
import NIOPosix
import Testing

/// What cannot start, and wrong usage: no verdict, a message, and an exit status of its own.
@Suite(.fewAtOnce)
struct UnavailableTests {
  /// A connector that cannot be started, and what must be said about it.
  struct Connector: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var command: String
    var ready = #"{ "log": "ready" }"#
    var said: [String]
  }

  private static let connectors = [
    Connector(
      testDescription: "one that exits at once", command: #"["/bin/sh", "-c", "echo no settings >&2; exit 3"]"#,
      said: ["it ended before it was ready: exit status 3", "| no settings"]),
    Connector(
      testDescription: "one that never says that it is ready",
      command: #"["/bin/sh", "-c", "echo thinking; exec tail -f /dev/null"]"#,
      ready: #"{ "log": "ready", "within": "300ms" }"#,
      said: [#"it was not ready within 300ms ("ready" was not printed)"#, "| thinking"]),
    Connector(
      testDescription: "one that never answers", command: #"["/bin/sh", "-c", "exec tail -f /dev/null"]"#,
      ready: #"{ "http": "/health", "within": "300ms" }"#,
      said: ["it was not ready within 300ms (no answer below 500 from /health)", "it printed nothing"]),
    Connector(
      testDescription: "one that never listens", command: #"["/bin/sh", "-c", "exec tail -f /dev/null"]"#,
      ready: #"{ "port": true, "within": "300ms" }"#,
      said: ["it was not ready within 300ms (its port takes no connections)"]),
    Connector(
      testDescription: "a file that does not exist", command: #"["./nothing"]"#,
      said: ["there is no file ", "/nothing"]),
    Connector(
      testDescription: "a file that is no program", command: #"["./case.json"]"#,
      said: ["case.json is not executable"]),
    Connector(
      testDescription: "a program that is not in the PATH", command: #"["no-such-program-anywhere"]"#,
      said: ["no-such-program-anywhere", "not found"]),
  ]

  @Test(arguments: connectors)
  func `a connector that does not start ends the run with exit status 69`(_ connector: Connector) async throws {
    let project = try Project()
    try project.writeScenario()
    try project.write(
      """
      {
        "format": 1, "name": "broken", "start": { "command": \(connector.command), "ready": \(connector.ready) },
        "redirectUri": "${connector.url}/callback", "login": { "open": "/connect" },
        "actions": { "read": { "request": "GET /rfis" } }
      }
      """, to: "connector.json")
    let ended = try await project.dryfit("run", "case.json")
    #expect(ended.status == 69, "\(ended)")
    #expect(ended.errors.contains("error: the connector did not start: "), "\(ended)")
    for text in connector.said { #expect(ended.errors.contains(text), "\(ended)") }
    #expect(try project.leftovers() == [])
  }

  @Test(arguments: ["--login-port", "--api-port"])
  func `a port that is taken is told with what to do`(_ option: String) async throws {
    let holder = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(holder.localAddress?.port)
    let project = try Project()
    let other = option == "--api-port" ? "--login-port" : "--api-port"
    let ended = try await project.dryfit("serve", other, "0", option, "\(port)")
    try await holder.close()
    #expect(ended.status == 69, "\(ended)")
    let advice = "another program already listens there; stop it, or choose another port"
    #expect(ended.errors == "error: cannot listen on 127.0.0.1:\(port): \(advice)\n")
    #expect(ended.output == "")
  }

  @Test(arguments: [
    ["validate"], ["run"], ["serve", "--login-port", "0", "--api-port", "0", "--control-port", "0"], ["gate", "0.1.0"],
  ])
  func `without a home every command says what to set`(_ arguments: [String]) async throws {
    let project = try Project()
    try project.copyExample()
    let ended = try await project.dryfit(arguments, ["DRYFIT_HOME": project["temporary"]]) { _ in }
    #expect(ended.status == 69, "\(ended)")
    #expect(ended.errors.contains("set DRYFIT_HOME to the folder that has them"), "\(ended)")
  }

  @Test(arguments: [
    (["run", "--nonsense"], "Unknown option '--nonsense'"),
    (["gate", "nonsense"], "\"nonsense\" is no version; write three integers, such as 0.4.0."),
    (["promote"], "Missing expected argument"),
    (["rum"], "rum"),
    (["run", "--report", "pdf=report.pdf"], "pdf=report.pdf"),
    (["serve", "--login-port", "65536"], "--login-port must be from 0 to 65535, and is 65536."),
    (["serve", "--control-port=-1"], "--control-port must be from 0 to 65535, and is -1."),
    (["serve", "--redirect-uri", "acme.example/cb"], "--redirect-uri must be an absolute redirect URI"),
    (["explain", "refresh/rotaton-kept"], "Did you mean \"refresh/rotation-kept\"?"),
  ])
  func `wrong usage ends with exit status 64`(_ arguments: [String], _ said: String) async throws {
    let project = try Project()
    let ended = try await project.dryfit(arguments) { _ in }
    #expect(ended.status == 64, "\(ended)")
    #expect(ended.errors.contains(said), "\(ended)")
  }
}
