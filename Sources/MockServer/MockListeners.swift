import HummingbirdTLS
import Logging
import MockCore

/// A mock with its listeners: the login host and the API host, each on a port of its own.
public struct MockListeners: Sendable {
  /// The mock behind them.
  public let mock: Mock
  /// The base URL of the authorization server; stands for `https://login.procore.com`.
  public let loginURL: String
  /// The base URL of the REST API; stands for `https://api.procore.com`.
  public let apiURL: String
  private let login: HTTPListener
  private let api: HTTPListener

  /// The port of the authorization server.
  public var loginPort: Int { login.port }
  /// The port of the REST API.
  public var apiPort: Int { api.port }

  /// The address that is listened on unless another is asked for: this machine alone.
  public static let loopback = "127.0.0.1"

  /// Starts both listeners.
  ///
  /// - Parameters:
  ///   - loginPort: 0 for any free port; the same holds for `apiPort`.
  ///   - tls: how both speak TLS; nil for plain HTTP.
  ///   - explains: whether answers say their grounds in a header.
  /// - Throws: ``ListenerError`` when an address cannot be had; what was started by then is stopped.
  public static func start(
    _ mock: Mock, address: String = loopback, loginPort: Int = 0, apiPort: Int = 0, tls: TLSConfiguration? = nil,
    explains: Bool = false, logger: Logger
  ) async throws -> MockListeners {
    let responder = MockResponder(
      mock: mock, pages: try LoginPages(), signer: TokenSigner(), logger: logger, explains: explains)
    let login = try await HTTPListener.start(
      on: address, port: loginPort, as: .login, answering: responder, tls: tls, logger: logger)
    do {
      let api = try await HTTPListener.start(
        on: address, port: apiPort, as: .api, answering: responder, tls: tls, logger: logger)
      let scheme = tls == nil ? "http" : "https"
      let apiURL = "\(scheme)://\(address):\(api.port)"
      await mock.setAPIBaseURL(apiURL)
      return MockListeners(
        mock: mock, loginURL: "\(scheme)://\(address):\(login.port)", apiURL: apiURL, login: login, api: api)
    } catch {
      await login.stop()
      throw error
    }
  }

  /// Stops both listeners; what a fault keeps open is closed.
  public func stop() async {
    await mock.endFaults()
    await login.stop()
    await api.stop()
  }
}
