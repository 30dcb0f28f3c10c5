import ScenarioCore
import Testing

/// A connector whose hosts are written in its code, and what becomes of it where the run does not answer for them.
@Suite(.fewAtOnce, .enabled(if: OddConnector.isInstalled("python3"), "there is no python3 in the PATH"))
struct HardCodedHostsTests {
  private static let file = Built.file("Tests/Connectors/hard-coded-hosts/connector.json")

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

/// Connectors with https before the hosts that they are given.
@Suite(.fewAtOnce) struct SecureHostsTests {
  /// Connectors that read the run's authority from the variables, with the programs that they need.
  private static let connectors = [
    ("Tests/Connectors/python-web/connector.json", ["python3"]),
    ("Tests/Connectors/node-web/connector.json", ["node"]),
    ("Tests/Connectors/shell-oob/connector.json", ["bash", "curl", "jq"]),
  ].filter { $0.1.allSatisfy(OddConnector.isInstalled) }.map(\.0)

  /// The first scenario of each folder. Every scenario is led through with TLS by a process that is kept (ReuseTests).
  private static let oneOfEachFolder = StandardSuite.namesForRealClock.reduce(into: [String]()) { names, name in
    if names.last?.split(separator: "/").first != name.split(separator: "/").first { names.append(name) }
  }

  @Test(arguments: oneOfEachFolder)
  func `the example connector passes over TLS as it does without`(_ name: String) async throws {
    let scenario = try #require(StandardSuite.scenarios[name])
    var connector = try StandardSuite.connector(scenario.exampleFile)
    connector.tls = true
    let run = try await StandardSuite.run(scenario, connector)
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }

  @Test(
    .enabled(if: !connectors.isEmpty, "none of python3, node, bash with curl and jq is installed"),
    arguments: connectors, ["login/allow", "refresh/three-cycles"])
  func `a connector in another language trusts the run by the usual variables`(_ file: String, _ name: String)
    async throws
  {
    let scenario = try #require(StandardSuite.scenarios[name])
    var connector = try StandardSuite.connector(Built.file(file))
    connector.tls = true
    let run = try await StandardSuite.run(scenario, connector)
    #expect(run.result.verdict == .pass, "\(run.problems)")
  }
}
