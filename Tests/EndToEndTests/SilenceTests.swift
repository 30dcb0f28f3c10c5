import Foundation
import JSONSource
import ScenarioCore
import ScenarioRunner
import Testing

/// A run in which nothing was reached proves nothing, whatever the connector says of itself.
@Suite(.mostlyWaiting)
struct SilenceTests {
  @Test func `a connector that was given another login host fails with one check that says so`() async throws {
    let project = try Project()
    try project.copyExample()
    // The discard port: nobody listens there.
    try project.set("PROCORE_LOGIN_URL", to: "http://127.0.0.1:9")
    let ended = try await project.dryfit("run", "refresh/one-cycle")
    #expect(ended.status == 1, "\(ended)")
    #expect(ended.output.contains("✗ hosts/reachable"), "\(ended)")
    #expect(ended.output.contains("A login was tried, and no request ever reached the mock."), "\(ended)")
    #expect(ended.output.contains("nobody takes connections at http://127.0.0.1:9 (Connection refused)"), "\(ended)")

    let run = try await project.run(try #require(StandardSuite.scenarios["refresh/one-cycle"]))
    #expect(run.result.problems.compactMap(\.check) == ["hosts/reachable"], "\(run.problems)")
  }

  @Test func `who reached the mock in neither of two scenarios is not led through the others`() async throws {
    let scenarios = ["login/allow", "login/deny", "refresh/one-cycle", "rights/read-forbidden"]
    let lost = try Project()
    try lost.copyExample()
    try lost.set("PROCORE_LOGIN_URL", to: "http://127.0.0.1:9")
    let ended = try await lost.dryfit(["run"] + scenarios, [:]) { _ in }
    #expect(ended.status == 1, "\(ended)")
    let left = "? 2 other scenarios were not run, since the connector never reached the mock: mend that first."
    #expect(ended.output.contains(left), "\(ended)")
    #expect(ended.output.contains("4 scenarios: 2 failed, 2 inconclusive"), "\(ended)")

    let found = try Project()
    try found.copyExample()
    let whole = try await found.dryfit(["run"] + scenarios, [:]) { _ in }
    #expect(whole.status == 0 && whole.output.contains("4 scenarios: 4 passed"), "\(whole)")
  }

  @Test(arguments: StandardSuite.namesForOneUser)
  func `no scenario passes on a connector that answers nobody`(_ name: String) async throws {
    let project = try Project()
    try project.writeShellConnector("echo ready; exec tail -f /dev/null")
    let scenario = try #require(StandardSuite.scenarios[name])
    let run = try await project.run(scenario)
    #expect(run.result.verdict != .pass, "\(run.problems)")
  }

  @Test(
    .enabled(if: OddConnector.isInstalled("python3"), "there is no python3 in the PATH"),
    arguments: StandardSuite.namesForOneUser)
  func `no scenario passes on a connector that says that all is well and asks nobody`(_ name: String) async throws {
    let project = try Project()
    try project.copyExample()
    try project.write(Self.yesSayer, to: "connector.py")
    try project.set(start: ["python3", "connector.py"])
    let scenario = try #require(StandardSuite.scenarios[name])
    let run = try await project.run(scenario)
    #expect(run.result.verdict == .fail || run.result.verdict == .inconclusive, "\(run.problems)")
    #expect(run.history?.exchanges.isEmpty == true)
    #expect(run.result.problems.contains { $0.check == "hosts/reachable" }, "\(run.problems)")
  }

  private static let yesSayer = """
    import http.server, os


    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b"Connected"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer


    http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
    """
}
