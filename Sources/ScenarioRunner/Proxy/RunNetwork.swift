import AsyncHTTPClient
import Foundation
import Logging
import MockCore
import MockServer
import NIOCore
import NIOSSL
import RunCertificates
import ScenarioCore

/// Everything of a run that listens, and the browser's ways to it: the mock's hosts, and the proxy around them.
struct RunNetwork: Sendable {
  /// The mock's login host and API host.
  let listeners: MockListeners
  /// Where calls end that leave the run.
  let proxy: RunProxy
  /// The control API of the mock; nil where the fixtures are not known that it speaks of.
  let control: ControlListener?
  /// For the addresses of this machine.
  let client: HTTPClient
  /// The base URL of the authorization server, as the connector knows it.
  let loginURL: String
  /// The base URL of the REST API, as the connector knows it.
  let apiURL: String

  /// The scripted browser's ways.
  var browserClients: BrowserClients { BrowserClients(direct: client, proxied: proxy.client) }

  /// Starts whatever the connector file asks for.
  ///
  /// - Parameters:
  ///   - folder: where the certificate of the authority is written, if there is one.
  ///   - now: the moment around which certificates are valid.
  ///   - clockMoves: whether the connector's clock is moved with the mock's.
  ///   - control: what the control API needs; nil for none.
  /// - Throws: ``MockServer/ListenerError``, or what the system says; what was started by then is stopped.
  static func start(
    _ mock: Mock, for connector: ConnectorFile, in folder: RunFolder, now: Instant, clockMoves: Bool = false,
    control: RunControl? = nil, logger: Logger
  ) async throws -> RunNetwork {
    let date = Date(timeIntervalSince1970: TimeInterval(now.seconds))
    let certificates = connector.tls ? try RunCertificates.make(for: ProcoreHost.all.map(\.name), now: date) : nil
    if let certificates { try folder.write(certificates.authorityPEM, to: folder.authority) }
    let listeners = try await MockListeners.start(mock, tls: certificates?.listening, logger: logger)
    let answersForProcore = connector.hosts == .procore
    var controlListener: ControlListener?
    do {
      controlListener = try await control?.start(over: listeners, logger: logger)
      let proxy = try await RunProxy.start(
        routes: answersForProcore ? routes(to: listeners) : [:], trusting: certificates?.calling,
        exchangeCount: { await listeners.mock.exchangeCount }, logger: logger)
      let apiURL = answersForProcore ? "https://api.procore.com" : listeners.apiURL
      await mock.setAPIBaseURL(apiURL, orBy: answersForProcore ? ProcoreHost.all.map(\.name) : [])
      var settings = HTTPClient.Configuration.ofBrowser(trusting: certificates?.calling)
      // A server whose clock jumps gives up the connections that it kept open, in the middle of the next request.
      if clockMoves { settings.maximumUsesPerConnection = 1 }
      return RunNetwork(
        listeners: listeners, proxy: proxy, control: controlListener,
        client: HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings),
        loginURL: answersForProcore ? "https://login.procore.com" : listeners.loginURL, apiURL: apiURL)
    } catch {
      await controlListener?.stop()
      await listeners.stop()
      throw error
    }
  }

  /// Lets another mock answer under the same addresses, with the same certificates.
  ///
  /// - Parameter settings: what the control API needs from now on.
  func begin(with mock: Mock, control settings: RunControl?) async {
    await listeners.replaceMock(by: mock)
    if let settings { await control?.begin(over: settings.first(listeners), standard: settings.standard) }
    await proxy.begin()
  }

  /// Stops everything; the browser first, since a listener with TLS waits for its clients' farewell.
  func stop() async {
    try? await client.shutdown()
    await proxy.stop()
    await control?.stop()
    await listeners.stop()
  }

  private static func routes(to listeners: MockListeners) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: ProcoreHost.all.map {
        ($0.name, $0.part == .login ? listeners.loginPort : listeners.apiPort)
      })
  }
}

extension HTTPClient.Configuration {
  /// The settings of the scripted browser.
  ///
  /// - Parameters:
  ///   - trusting: whom it trusts; nil for whom the system trusts.
  ///   - proxy: the port of a proxy on this machine; nil for none.
  static func ofBrowser(trusting: TLSConfiguration?, proxy: Int? = nil) -> HTTPClient.Configuration {
    var settings = HTTPClient.Configuration(tlsConfiguration: trusting, redirectConfiguration: .disallow)
    // The steps have their own bounds; a machine under load makes no verdict by its slow connections.
    settings.timeout = .init(connect: TimeAmount(Step.standardWithin))
    settings.proxy = proxy.map { .server(host: MockListeners.loopback, port: $0) }
    // Nobody there is an answer too: what waits for a connector to be ready asks again by itself.
    settings.connectionPool.retryConnectionEstablishment = false
    return settings
  }
}
