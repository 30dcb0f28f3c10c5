import HummingbirdTLS
import Logging
import MockCore

/// A mock with its listeners: the login host, the API host and the host of files, each on a port of its own.
///
/// Where the world has credentials of the developer sandbox, its hosts listen too.
public struct MockListeners: Sendable {
  /// The hosts of one environment.
  public struct Hosts: Sendable {
    /// The base URL of the authorization server.
    public let loginURL: String
    /// The base URL of the REST API.
    public let apiURL: String
    /// The port of the authorization server.
    public let loginPort: Int
    /// The port of the REST API.
    public let apiPort: Int
    /// The base URL of the host that serves files.
    public let filesURL: String
  }

  /// The mock behind them.
  public var mock: Mock { present.responder.mock }
  /// The hosts that stand for `https://login.procore.com` and `https://api.procore.com`.
  public let production: Hosts
  /// The hosts that stand for `https://login-sandbox.procore.com` and `https://sandbox.procore.com`.
  public let sandbox: Hosts?
  private let listeners: [HTTPListener]
  private let present: PresentMock

  /// The port of the authorization server in production.
  public var loginPort: Int { production.loginPort }
  /// The port of the REST API in production.
  public var apiPort: Int { production.apiPort }

  /// The base URL of the authorization server in production.
  public var loginURL: String { production.loginURL }
  /// The base URL of the host that serves files in production.
  public var filesURL: String { production.filesURL }
  /// The base URL of the REST API in production.
  public var apiURL: String { production.apiURL }

  /// The address that is listened on unless another is asked for: this machine alone.
  public static let loopback = "127.0.0.1"

  /// Starts all listeners.
  ///
  /// - Parameters:
  ///   - loginPort: 0 for any free port; the same holds for `apiPort` and `filesPort`. The hosts of the sandbox take
  ///     free ones.
  ///   - tls: how all speak TLS; nil for plain HTTP.
  ///   - explains: whether answers say their grounds in a header.
  /// - Throws: ``ListenerError`` when an address cannot be had; what was started by then is stopped.
  public static func start(
    _ mock: Mock, address: String = loopback, loginPort: Int = 0, apiPort: Int = 0, filesPort: Int = 0,
    tls: TLSConfiguration? = nil, explains: Bool = false, logger: Logger
  ) async throws -> MockListeners {
    let present = PresentMock(MockResponder(mock: mock, logger: logger, explains: explains))
    var starting = Starting(mock: mock, address: address, tls: tls, present: present, logger: logger)
    do {
      let production = try await starting.hosts(
        of: .production, loginPort: loginPort, apiPort: apiPort, filesPort: filesPort)
      let hasSandbox = await mock.hasSandbox
      let sandbox = hasSandbox ? try await starting.hosts(of: .sandbox, loginPort: 0, apiPort: 0, filesPort: 0) : nil
      return MockListeners(
        production: production, sandbox: sandbox, listeners: starting.listeners, present: present)
    } catch {
      for listener in starting.listeners { await listener.stop() }
      throw error
    }
  }

  /// Whether a mock needs just these hosts, so that it may take the place of the present one.
  public func suit(_ other: Mock) async -> Bool { await other.hasSandbox == (sandbox != nil) }

  /// Lets another mock answer in the place of the present one, under the same addresses.
  ///
  /// What came to the former one, it answers; what a fault of it keeps open is closed.
  public func replaceMock(by other: Mock) async {
    let former = mock
    await other.takeAddresses(of: former)
    present.replace(by: other)
    await former.endFaults()
    await former.endFollowing()
  }

  /// Stops all listeners; what a fault keeps open is closed.
  public func stop() async {
    await mock.endFaults()
    await mock.endFollowing()
    for listener in listeners { await listener.stop() }
  }
}

/// The listeners that were started so far.
private struct Starting {
  let mock: Mock
  let address: String
  let tls: TLSConfiguration?
  let present: PresentMock
  let logger: Logger
  private(set) var listeners: [HTTPListener] = []

  init(mock: Mock, address: String, tls: TLSConfiguration?, present: PresentMock, logger: Logger) {
    self.mock = mock
    self.address = address
    self.tls = tls
    self.present = present
    self.logger = logger
  }

  mutating func hosts(
    of environment: Deployment, loginPort: Int, apiPort: Int, filesPort: Int
  ) async throws -> MockListeners.Hosts {
    let login = try await listen(.login, environment, port: loginPort)
    let api = try await listen(.api, environment, port: apiPort)
    let files = try await listen(.files, environment, port: filesPort)
    await mock.setAPIBaseURL(url(api), of: environment)
    let filesURL = url(files, under: address == MockListeners.loopback ? "localhost" : address)
    await mock.setFilesBaseURL(filesURL, of: environment)
    return MockListeners.Hosts(
      loginURL: url(login), apiURL: url(api), loginPort: login, apiPort: api, filesURL: filesURL)
  }

  private mutating func listen(
    _ host: MockCore.Host, _ environment: Deployment, port: Int
  ) async throws -> Int {
    let listener = try await HTTPListener.start(
      on: address, port: port, as: host, in: environment, answering: present, tls: tls, executor: mock.executor,
      logger: logger)
    listeners.append(listener)
    return listener.port
  }

  /// The host of files has another name than the others, as Procore's has: clients that follow a redirect take their
  /// token along to another port of the same name.
  private func url(_ port: Int, under name: String? = nil) -> String {
    "\(tls == nil ? "http" : "https")://\(name ?? address):\(port)"
  }
}
