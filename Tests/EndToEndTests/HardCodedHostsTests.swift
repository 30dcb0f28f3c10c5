import ScenarioCore
import Testing

/// A connector whose hosts are written in its code, and what becomes of it where the run does not answer for them.
@Suite(.fewAtOnce, .timeLimit(.minutes(10)), .enabled(if: Python.isThere, "there is no python3 in the PATH"))
struct HardCodedHostsTests {
  private static let file = Built.file("Tests/Connectors/hard-coded-hosts/connector.json")

  @Test(arguments: StandardSuite.names)
  func `the connector with Procore's hosts in its code passes`(_ name: String) async throws {
    let scenario = try #require(StandardSuite.scenarios[name])
    let run = try await StandardSuite.run(scenario, StandardSuite.connector(Self.file))
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }

  @Test func `where the run does not answer for them, one finding names the host and the setting`() async throws {
    var connector = try StandardSuite.connector(Self.file)
    connector.hosts = nil
    let scenario = try #require(StandardSuite.scenarios["refresh/one-cycle"])
    let run = try await StandardSuite.run(scenario, connector)
    #expect(run.result.verdict == .fail)
    let findings = run.result.findings.filter { $0.check == "hosts/reachable" }
    #expect(findings.count == 1 && findings.first?.verdict == .fail)
    #expect(findings.first?.message.contains("login.procore.com:443") ?? false)
    #expect(findings.first?.message.contains("${sandbox.loginURL}") ?? false)
  }
}

/// The Python connector with https before the hosts it is given.
@Suite(.fewAtOnce, .timeLimit(.minutes(10)), .enabled(if: Python.isThere, "there is no python3 in the PATH"))
struct SecureHostsTests {
  @Test(arguments: StandardSuite.names)
  func `a connector passes over TLS as it does without`(_ name: String) async throws {
    let scenario = try #require(StandardSuite.scenarios[name])
    var connector = try StandardSuite.connector(Built.file("Tests/Connectors/python-web/connector.json"))
    connector.tls = true
    let run = try await StandardSuite.run(scenario, connector)
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }
}
