import AsyncHTTPClient
import Foundation
import Logging
import MockCore
import MockServer
import ScenarioCore
import Testing

@testable import ScenarioRunner

/// The mock's hosts and the ways to them, as a connector file asks for them.
@Suite(.timeLimit(.minutes(5))) struct RunNetworkTests {
  private static let info = "/oauth/token/info"

  @Test func `without a word the hosts speak plain HTTP, and there is no authority`() async throws {
    try await with(nil, nil) { network, folder in
      #expect(network.loginURL.hasPrefix("http://127.0.0.1:") && network.apiURL.hasPrefix("http://127.0.0.1:"))
      #expect(!FileManager.default.fileExists(atPath: folder.authority))
      let answered = try await status(network.loginURL, network)
      #expect(answered == 401)
    }
  }

  @Test func `with TLS the browser trusts the run, and a stranger does not`() async throws {
    try await with(true, nil) { network, folder in
      #expect(network.loginURL.hasPrefix("https://127.0.0.1:") && network.apiURL.hasPrefix("https://127.0.0.1:"))
      #expect(try await status(network.loginURL, network) == 401)
      #expect(try await status(network.loginURL.replacing("127.0.0.1", with: "localhost"), network) == 401)
      let address = network.apiURL
      await #expect(throws: (any Error).self) {
        try await HTTPClient.shared.execute(HTTPClientRequest(url: address + Self.info), timeout: .seconds(10))
      }
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.authority)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try String(contentsOfFile: folder.authority, encoding: .utf8).hasPrefix("-----BEGIN CERTIFICATE-----\n"))
    }
  }

  @Test(arguments: ProcoreHost.all.map(\.name))
  func `the proxy answers for a host of Procore`(name: String) async throws {
    try await with(nil, .procore) { network, _ in
      #expect(network.loginURL == "https://login.procore.com" && network.apiURL == "https://api.procore.com")
      let answered = try await status("https://\(name)", network)
      #expect(answered == 401)
      #expect(await network.proxy.refused.isEmpty)
    }
  }

  @Test(arguments: ["https://procore.com", "https://login.procore.com:8443", "http://login.procore.com"])
  func `the proxy answers for no other place`(address: String) async throws {
    try await with(nil, .procore) { network, _ in
      let answer = try? await status(address, network)
      #expect(answer == nil || answer == 403)
      #expect(await network.proxy.refused.count == 1)
    }
  }

  @Test func `where nobody asked for it the names of Procore are refused`() async throws {
    try await with(true, nil) { network, _ in
      let browser = Browser(clients: network.browserClients)
      let address = try #require(URL(string: "https://login.procore.com/oauth/authorize"))
      await #expect(throws: BrowserLeftRun.self) { try await browser.open(address) }
      #expect(await network.proxy.refused.map(\.host) == ["login.procore.com"])
    }
  }

  @Test(arguments: [
    ("http://localhost:4100/", true), ("http://127.0.0.1:1/", true), ("https://[::1]/", true),
    ("https://login.procore.com/", false), ("http://127.example/", false), ("http://notlocalhost/", false),
  ])
  func `only this machine is called without the proxy`(address: String, isDirect: Bool) async throws {
    try await with(nil, nil) { network, _ in
      let clients = network.browserClients
      let url = try #require(URL(string: address))
      #expect((clients.client(for: url) === network.client) == isDirect)
    }
  }

  private func status(_ address: String, _ network: RunNetwork) async throws -> UInt {
    let clients = network.browserClients
    let url = try #require(URL(string: address + Self.info))
    let request = HTTPClientRequest(url: url.absoluteString)
    return try await clients.client(for: url).execute(request, timeout: .minutes(1)).status.code
  }

  private func with(
    _ tls: Bool?, _ hosts: ConnectorFile.Hosts?, _ body: (RunNetwork, RunFolder) async throws -> Void
  ) async throws {
    var connector = try StandardSuite.connector(Built.file("Tests/Connectors/python-web/connector.json"))
    connector.tls = tls ?? (hosts != nil)
    connector.hosts = hosts
    let scenario = try #require(StandardSuite.scenarios["refresh/one-cycle"])
    let mock = try Mock(
      world: scenario.world.value, profile: scenario.profile.value, catalog: StandardSuite.catalog,
      redirectUri: "http://localhost/", clock: .system, seed: 1)
    let folder = try RunFolder()
    defer { folder.remove() }
    let network = try await RunNetwork.start(
      mock, for: connector, in: folder, now: MockClock.system.now, logger: Logger(label: "test"))
    do {
      try await body(network, folder)
    } catch {
      await network.stop()
      throw error
    }
    await network.stop()
  }
}
