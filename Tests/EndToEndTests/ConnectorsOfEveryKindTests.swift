import Foundation
import ScenarioCore
import Testing

@testable import ScenarioRunner

/// The connectors under Tests/Connectors, each another kind of program, through the standard suite.
@Suite(.fewAtOnce) struct ConnectorsOfEveryKindTests {
  /// A connector and the programs that it needs.
  struct Kind: CustomTestStringConvertible, Sendable {
    var name: String
    var programs: [String]
    var testDescription: String { name }
    /// What keeps it from being run here; nil for nothing.
    var isMissing: String? { programs.first { !OddConnector.isInstalled($0) } }
  }

  static let kinds = [
    Kind(name: "python-web", programs: ["python3"]), Kind(name: "node-web", programs: ["node"]),
    Kind(name: "shell-oob", programs: ["bash", "curl", "jq"]), Kind(name: "hard-coded-hosts", programs: ["python3"]),
    Kind(name: "python-loopback", programs: ["python3"]), Kind(name: "java-web", programs: ["java", "javac"]),
  ]

  static let installed = kinds.filter { $0.isMissing == nil }

  /// The scenarios that a kind is led through: a third of the suite, so that each scenario meets two kinds.
  ///
  /// All kinds through all scenarios take some minutes more: set `DRYFIT_EVERY_CONNECTOR` for that.
  private static func scenarios(for kind: Kind) -> [String] {
    guard ProcessInfo.processInfo.environment["DRYFIT_EVERY_CONNECTOR"] == nil else { return StandardSuite.names }
    let turn = kinds.firstIndex { $0.name == kind.name } ?? 0
    return StandardSuite.names.enumerated().filter { ($0.offset + turn) % 3 == 0 }.map(\.element)
  }

  @Test(
    .enabled(if: !installed.isEmpty, "none of python3, node, bash with curl and jq is installed"), arguments: installed)
  func `an honest connector passes the standard suite`(kind: Kind) async throws {
    let folder = OddConnector.repository + "/Tests/Connectors/" + kind.name
    let scenarios = Self.scenarios(for: kind)
    let results = try await OddConnector.run(scenarios, connector: folder + "/connector.json").map(\.result)
    #expect(results.count >= scenarios.count && !scenarios.isEmpty)
    for result in results where result.verdict != .pass && result.verdict != .notApplicable {
      let findings = result.findings.filter { $0.verdict != .pass }.map(\.message).joined(separator: "\n")
      Issue.record("\(result.scenario): \(result.verdict) \(result.reason ?? "")\n\(findings)")
    }
  }

  @Test(arguments: kinds.filter { $0.isMissing != nil })
  func `a kind whose runtime is missing is skipped with a word`(kind: Kind) {
    print("skipped: \(kind.name), since \(kind.isMissing ?? "") is not installed")
  }
}

/// Small connectors that are odd in one way each.
@Suite(.fewAtOnce, .enabled(if: OddConnector.isInstalled("python3"), "python3 is not installed"))
struct OddConnectorTests {
  /// A command-line tool that takes its code off a redirect to a port of its own choice.
  private static let loopback = """
    import http.server, json, os, secrets, subprocess, sys, urllib.parse, urllib.request
    login, api = os.environ["LOGIN"], os.environ["API"]
    redirect, store = os.environ["REDIRECT"], os.environ["STORE"]

    def send(url, headers, body=None):
        return json.load(urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60))

    def take(code):
        body = urllib.parse.urlencode({"grant_type": "authorization_code", "code": code, "redirect_uri": redirect,
            "client_id": os.environ["ID"], "client_secret": os.environ["SECRET"]}).encode()
        open(store, "w").write(send(login + "/oauth/token", {}, body)["access_token"])

    class Redirected(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"You can close this page.")
        def log_message(self, *_):
            pass

    if sys.argv[1] == "login":
        server = http.server.HTTPServer(("127.0.0.1", urllib.parse.urlsplit(redirect).port), Redirected)
        server.query = None
        url = login + "/oauth/authorize?" + urllib.parse.urlencode({"response_type": "code",
            "state": secrets.token_urlsafe(24),
            "client_id": os.environ["ID"], "redirect_uri": redirect})
        subprocess.run([sys.argv[2], url], check=True)
        server.handle_request()
        if "code" not in server.query:
            sys.exit("not connected: " + server.query.get("error", "no code"))
        take(server.query["code"])
        print("Connected")
    elif not os.path.exists(store):
        sys.exit(4)
    else:
        print(send(api + "/rest/v1.0/me", {"Authorization": "Bearer " + open(store).read()})["login"])
    """

  private func tool(opening program: String) -> String {
    #"""
    "environment": {
      "LOGIN": "${sandbox.loginURL}", "API": "${sandbox.apiURL}", "ID": "${app.clientId}",
      "SECRET": "${app.clientSecret}", "REDIRECT": "${app.redirectUri}", "STORE": "${session.dir}/token"
    },
    "redirectUri": "http://127.0.0.1:${connector.port}/callback",
    "login": { "run": ["python3", "tool.py", "login", "\#(program)"] },
    "actions": { "read": { "run": ["python3", "tool.py", "read"] } },
    "outcomes": { "login-required": { "exit": 4 } }
    """#
  }

  @Test(arguments: ["xdg-open", "open", "sensible-browser", "www-browser"])
  func `a command opens a browser and takes the code off its own port`(program: String) async throws {
    let odd = try OddConnector(file: tool(opening: program), files: ["tool.py": Self.loopback])
    let run = try await odd.run(
      #"""
      { "login": { "as": "pat.admin@granite.example", "decide": "deny" }, "expect": { "outcome": "refused" } },
      { "do": "read", "expect": { "outcome": "login-required" } },
      { "login": { "as": "pat.admin@granite.example" }, "expect": { "outcome": "connected" } },
      { "do": "read", "expect": [{ "outcome": "ok" },
        { "response": { "step": "read", "output": { "contains": "pat.admin@granite.example" } } }], "id": "read" }
      """#)
    #expect(run.result.verdict == .pass, "\(run.result.findings.map(\.message)) \(run.history?.output ?? [])")
    let answers = run.history?.steps.flatMap(\.answers) ?? []
    #expect(answers[2].status == 200 && answers[2].exit == 0 && answers[2].output == "Connected")
    #expect(answers[2].body == "You can close this page.")
  }

  @Test func `a connector that was started opens the browser by itself`() async throws {
    let odd = try OddConnector(
      file: #"""
        "start": { "command": ["python3", "app.py"], "ready": { "log": "ready" } },
        "environment": { "PORT": "${connector.port}", "URL": "${sandbox.loginURL}/oauth/authorize?client_id=${app.clientId}" },
        "redirectUri": "${connector.url}/callback",
        "login": { "open": "/connect", "connected": { "body": { "contains": "back" } } },
        "actions": { "read": { "request": "GET /" } }
        """#,
      files: [
        "app.py": """
        import http.server, os, subprocess, urllib.parse
        port = os.environ["PORT"]
        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                if self.path == "/connect":
                    back = urllib.parse.quote("http://localhost:" + port + "/callback", safe="")
                    url = os.environ["URL"] + "&response_type=code&state=s&redirect_uri=" + back
                    subprocess.Popen([os.environ["BROWSER"], url])
                else:
                    self.wfile.write(b"back")
            def log_message(self, *_):
                pass
        server = http.server.HTTPServer(("127.0.0.1", int(port)), Page)
        print("ready", flush=True)
        server.serve_forever()
        """
      ])
    let run = try await odd.run(#"{ "login": { "decide": "allow" }, "expect": { "outcome": "connected" } }"#)
    #expect(run.history?.steps.first?.outcomes == [.connected], "\(run.result.findings.map(\.message))")
  }

  @Test func `a command that does not end is ended whole, at its bound`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
        "login": { "run": ["true"] },
        "actions": { "read": { "run": ["sh", "-c", "sleep 300 & echo $! >child; wait"], "within": "1s" } }
        """#)
    let run = try await odd.run(#"{ "do": "read", "expect": { "outcome": "ok" } }"#)
    let failure = try #require(run.history?.steps.first?.failure)
    #expect(failure == "the command of action \"read\" of connector.json did not end within 1s, and was ended")
    #expect(try await odd.isGone(pidIn: "child"))
  }

  @Test func `a process that outlives a command and holds its output holds nobody up`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
        "login": { "run": ["true"] },
        "actions": { "read": { "run": ["python3", "tool.py"], "within": "20s" } }
        """#,
      files: [
        "tool.py": """
        import subprocess
        child = subprocess.Popen(["sleep", "300"], start_new_session=True)
        open("child", "w").write(str(child.pid))
        print("done", flush=True)
        """
      ])
    let run = try await odd.run(#"{ "do": "read", "expect": { "outcome": "ok" } }"#)
    if let pid = odd.pid(in: "child") { kill(pid, SIGKILL) }
    #expect(run.history?.steps.first?.outcomes == [.ok])
    #expect(run.history?.steps.first?.answers.first?.body == "done\n")
    #expect(run.history?.output.map(\.text) == ["done"])
  }

  @Test func `a process that ignores the request to end is killed`() async throws {
    let odd = try OddConnector(
      file: #"""
        "start": { "command": ["sh", "-c", "trap '' TERM; echo $$ >child; echo up; while :; do sleep 1; done"],
                   "ready": { "log": "up" } },
        "redirectUri": "${connector.url}/callback",
        "login": { "open": "/connect" },
        "actions": { "read": { "request": "GET /" } }
        """#)
    let run = try await odd.run(#"{ "connector": "restart" }, { "wait": "quiet" }"#)
    #expect(run.history?.steps.count == 2 && run.history?.brokenOff == nil)
    #expect(try await odd.isGone(pidIn: "child"))
  }

  @Test func `a process finds the variables that the format promises, and no other`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
        "environment": { "OURS": "${session.name}", "EMPTY": "${env.NOT_SET_ANYWHERE:-}" },
        "login": { "run": ["true"] },
        "actions": { "read": { "run": ["env"], "environment": { "MORE": "1" } } }
        """#)
    let run = try await odd.run(
      #"{ "do": { "action": "read", "session": "second" }, "expect": { "outcome": "ok" } }"#)
    let lines = (run.history?.steps.first?.answers.first?.body ?? "").split(separator: "\n").map(String.init)
    let names = Set(lines.map { String($0.prefix { $0 != "=" }) })
    let promised: Set = [
      "PATH", "USER", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR", "BROWSER", "OURS", "EMPTY", "MORE",
      "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
      "NODE_USE_ENV_PROXY",
    ]
    #expect(names.subtracting(promised).subtracting(["__CF_USER_TEXT_ENCODING"]) == [])
    #expect(names.isSuperset(of: ["PATH", "HOME", "TMPDIR", "OURS", "EMPTY", "MORE"]))
    #expect(lines.contains("OURS=second") && lines.contains("EMPTY=") && lines.contains("MORE=1"))
  }

  @Test func `a command finds the authority of the run where there is TLS`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob", "tls": true,
        "environment": { "OURS": "${sandbox.caFile}" },
        "login": { "run": ["true"] },
        "actions": { "read": { "run": ["sh", "-c", "env; cat \"$OURS\""] } }
        """#)
    let run = try await odd.run(#"{ "do": "read", "expect": { "outcome": "ok" } }"#)
    let lines = (run.history?.steps.first?.answers.first?.body ?? "").split(separator: "\n").map(String.init)
    let file = try #require(lines.first { $0.hasPrefix("OURS=") }).dropFirst("OURS=".count)
    for name in ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
      #expect(lines.contains("\(name)=\(file)"))
    }
    #expect(lines.contains("-----BEGIN CERTIFICATE-----"))
  }

  @Test func `what a command calls outside of the run is refused, recorded and named`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
        "login": { "run": ["true"] },
        "actions": { "read": { "run": ["python3", "tool.py"] } }
        """#,
      files: [
        "tool.py": """
        import urllib.request
        for url in ["https://api.procore.com/rest/v1.0/me", "http://elsewhere.example/telemetry"]:
            try:
                urllib.request.urlopen(url, timeout=60)
            except OSError as error:
                print(error)
        """
      ])
    let run = try await odd.run(#"{ "do": "read", "expect": { "outcome": "ok" } }"#)
    #expect(run.history?.attempts.map(\.host) == ["api.procore.com", "elsewhere.example"])
    #expect(run.history?.output.allSatisfy { $0.text.contains("403") } == true)
    let messages = run.result.findings.filter { $0.check == "hosts/reachable" }.map(\.message)
    #expect(messages.contains { $0.contains("api.procore.com:443") && $0.contains("${sandbox.apiURL}") })
    #expect(messages.contains { $0.contains("elsewhere.example:80") })
  }

  @Test func `a command with Procore's hosts in its code is answered`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob", "hosts": "procore",
        "environment": { "LOGIN": "https://login-sandbox.procore.com", "API": "https://sandbox.procore.com",
          "ID": "${app.clientId}", "SECRET": "${app.clientSecret}", "REDIRECT": "${app.redirectUri}",
          "STORE": "${session.dir}/token" },
        "login": { "run": ["python3", "tool.py", "login"], "urlFrom": "stdout", "code": "stdin" },
        "actions": { "read": { "run": ["python3", "tool.py", "read"] } }
        """#,
      files: [
        "tool.py": """
        import os, sys, json, urllib.parse, urllib.request
        env = os.environ
        def send(url, headers={}, body=None):
            return json.load(urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=60))
        if sys.argv[1] == "login":
            print(env["LOGIN"] + "/oauth/authorize?" + urllib.parse.urlencode(
                {"response_type": "code", "client_id": env["ID"], "redirect_uri": env["REDIRECT"]}), flush=True)
            body = urllib.parse.urlencode({"grant_type": "authorization_code", "code": input(),
                "redirect_uri": env["REDIRECT"], "client_id": env["ID"], "client_secret": env["SECRET"]}).encode()
            open(env["STORE"], "w").write(send(env["LOGIN"] + "/oauth/token", {}, body)["access_token"])
        else:
            print(send(env["API"] + "/rest/v1.0/me", {"Authorization": "Bearer " + open(env["STORE"]).read()})["login"])
        """
      ])
    let run = try await odd.run(
      #"""
      { "login": { "as": "pat.admin@granite.example" }, "expect": { "outcome": "connected" } },
      { "do": "read", "expect": { "outcome": "ok" } }
      """#)
    #expect(run.result.verdict == .pass, "\(run.result.findings.map(\.message)) \(run.history?.output ?? [])")
    #expect(run.history?.attempts == [])
  }

  @Test func `a carried value that cannot be had is told`() async throws {
    let odd = try OddConnector(
      file: #"""
        "start": { "command": ["python3", "-m", "http.server", "--bind", "127.0.0.1", "${connector.port}"],
                   "ready": { "port": true } },
        "redirectUri": "${connector.url}/callback",
        "login": { "open": "/connect" },
        "carry": { "csrf": { "from": "GET /page.html", "matches": "csrf=([a-z]+)" }, "x": { "cookie": "XSRF" } },
        "actions": {
          "read": { "request": "GET /page.html?${carry.csrf}" },
          "write": { "request": "GET /page.html?${carry.x}" }
        }
        """#,
      files: ["page.html": "nothing here"])
    let read = try await odd.run(#"{ "do": "read", "expect": { "outcome": "ok" } }"#)
    #expect(
      read.history?.steps.first?.failure
        == "${carry.csrf} cannot be had: nothing in the page /page.html (status 200) matches csrf=([a-z]+)")
    let write = try await odd.run(#"{ "do": "write", "expect": { "outcome": "ok" } }"#)
    #expect(
      write.history?.steps.first?.failure
        == "${carry.x} cannot be had: the browser has no cookie \"XSRF\" of the connector")
  }

  @Test func `the browser goes nowhere outside of the run`() async throws {
    let odd = try OddConnector(
      file: #"""
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob",
        "login": { "run": ["xdg-open", "https://login.procore.example/oauth/authorize"], "code": "stdin" },
        "actions": { "read": { "run": ["true"] } }
        """#)
    let run = try await odd.run(#"{ "login": {}, "expect": { "outcome": "connected" } }"#)
    let failure = try #require(run.history?.steps.first?.failure)
    #expect(failure.hasPrefix("the browser was sent to https://login.procore.example, which is not of this run"))
    #expect(run.history?.attempts.map(\.host) == ["login.procore.example"])
  }
}
