import HummingbirdTLS
import Logging
import MockCore
import NIOPosix

/// A mock with its listeners: the login host and the API host, each on a port of its own.
///
/// Where the world has credentials of the developer sandbox, its two hosts listen too.
public struct MockListeners: Sendable {
  /// The two hosts of one environment.
  public struct Hosts: Sendable {
    /// The base URL of the authorization server.
    public let loginURL: String
    /// The base URL of the REST API.
    public let apiURL: String
    /// The port of the authorization server.
    public let loginPort: Int
    /// The port of the REST API.
    public let apiPort: Int
  }

  /// The mock behind them.
  public let mock: Mock
  /// The hosts that stand for `https://login.procore.com` and `https://api.procore.com`.
  public let production: Hosts
  /// The hosts that stand for `https://login-sandbox.procore.com` and `https://sandbox.procore.com`.
  public let sandbox: Hosts?
  private let listeners: [HTTPListener]

  /// The port of the authorization server in production.
  public var loginPort: Int { production.loginPort }
  /// The port of the REST API in production.
  public var apiPort: Int { production.apiPort }

  /// The base URL of the authorization server in production.
  public var loginURL: String { production.loginURL }
  /// The base URL of the REST API in production.
  public var apiURL: String { production.apiURL }

  /// The address that is listened on unless another is asked for: this machine alone.
  public static let loopback = "127.0.0.1"

  /// Starts all listeners.
  ///
  /// - Parameters:
  ///   - loginPort: 0 for any free port; the same holds for `apiPort`. The hosts of the sandbox take free ones.
  ///   - tls: how all speak TLS; nil for plain HTTP.
  ///   - explains: whether answers say their grounds in a header.
  /// - Throws: ``ListenerError`` when an address cannot be had; what was started by then is stopped.
  public static func start(
    _ mock: Mock, address: String = loopback, loginPort: Int = 0, apiPort: Int = 0, tls: TLSConfiguration? = nil,
    explains: Bool = false, logger: Logger
  ) async throws -> MockListeners {
    let responder = MockResponder(mock: mock, pages: try LoginPages(), logger: logger, explains: explains)
    var starting = Starting(mock: mock, address: address, tls: tls, responder: responder, logger: logger)
    do {
      let production = try await starting.hosts(of: .production, loginPort: loginPort, apiPort: apiPort)
      let hasSandbox = await mock.apps.contains { $0.environment == .sandbox }
      let sandbox = hasSandbox ? try await starting.hosts(of: .sandbox, loginPort: 0, apiPort: 0) : nil
      return MockListeners(mock: mock, production: production, sandbox: sandbox, listeners: starting.listeners)
    } catch {
      for listener in starting.listeners { await listener.stop() }
      throw error
    }
  }

  /// Stops all listeners; what a fault keeps open is closed.
  public func stop() async {
    await mock.endFaults()
    for listener in listeners { await listener.stop() }
  }
}

/// The listeners that were started so far.
private struct Starting {
  let mock: Mock
  let address: String
  let tls: TLSConfiguration?
  let responder: MockResponder
  let logger: Logger
  /// One thread for a mock: its requests are decided one after the other in any case.
  private let executor = LoopExecutor(MultiThreadedEventLoopGroup.singleton.next())
  private(set) var listeners: [HTTPListener] = []

  init(mock: Mock, address: String, tls: TLSConfiguration?, responder: MockResponder, logger: Logger) {
    self.mock = mock
    self.address = address
    self.tls = tls
    self.responder = responder
    self.logger = logger
  }

  mutating func hosts(
    of environment: Deployment, loginPort: Int, apiPort: Int
  ) async throws -> MockListeners.Hosts {
    let login = try await listen(.login, environment, port: loginPort)
    let api = try await listen(.api, environment, port: apiPort)
    await mock.setAPIBaseURL(url(api), of: environment)
    return MockListeners.Hosts(loginURL: url(login), apiURL: url(api), loginPort: login, apiPort: api)
  }

  private mutating func listen(
    _ host: MockCore.Host, _ environment: Deployment, port: Int
  ) async throws -> Int {
    let listener = try await HTTPListener.start(
      on: address, port: port, as: host, in: environment, answering: responder, tls: tls, executor: executor, logger: logger)
    listeners.append(listener)
    return listener.port
  }

  private func url(_ port: Int) -> String { "\(tls == nil ? "http" : "https")://\(address):\(port)" }
}
