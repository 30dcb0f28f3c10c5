import AsyncHTTPClient
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ScenarioCore

/// The proxy that a connector's processes are given: it refuses every call to a host outside the run and remembers it.
///
/// What it carries on goes to listeners of the run on this machine, and nowhere else.
actor RunProxy {
  /// The address it listens on.
  nonisolated let url: String
  /// The scripted browser's way through it.
  nonisolated let client: HTTPClient
  private let listener: Listener
  private let routes: [String: Int]
  private let exchangeCount: @Sendable () async -> Int
  private let logger: Logger
  private var attempts = OutsideAttempts()
  private var running: Task<Void, Never>?

  typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
  typealias Listener = NIOAsyncChannel<Connection, Never>

  /// How long a refused client may go on sending before its connection is closed.
  static let patience = Duration.seconds(2)

  private init(
    _ listener: Listener, routes: [String: Int], trusting: TLSConfiguration?,
    exchangeCount: @escaping @Sendable () async -> Int, logger: Logger
  ) {
    let port = listener.channel.localAddress?.port ?? 0
    self.listener = listener
    self.routes = routes
    client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: .ofBrowser(trusting: trusting, proxy: port))
    self.exchangeCount = exchangeCount
    self.logger = logger
    url = "http://127.0.0.1:\(port)"
  }

  /// Listens on a free port of the loopback.
  ///
  /// - Parameters:
  ///   - routes: the ports on this machine that answer for hosts, by TLS.
  ///   - trusting: whom the scripted browser trusts.
  ///   - exchangeCount: how many exchanges the mock has recorded.
  /// - Throws: what the system says when no port can be had.
  static func start(
    routes: [String: Int] = [:], trusting: TLSConfiguration? = nil,
    exchangeCount: @escaping @Sendable () async -> Int, logger: Logger
  ) async throws -> RunProxy {
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
      }
    let proxy = RunProxy(
      listener, routes: routes, trusting: trusting, exchangeCount: exchangeCount, logger: logger)
    await proxy.run()
    return proxy
  }

  /// What was asked for and refused, with its secrets.
  var refused: [OutsideAttempt] { attempts.all }

  /// Forgets what was refused, for another scenario.
  func begin() { attempts = OutsideAttempts() }

  /// Stops listening and closes every connection.
  func stop() async {
    try? await client.shutdown()
    running?.cancel()
    await running?.value
  }

  /// The variables that lead a process to this proxy; the run's own addresses are reached without it.
  nonisolated var variables: [String: String] {
    // Node's own HTTP client looks at the others only where this one says so.
    var variables = ["NODE_USE_ENV_PROXY": "1"]
    for (name, value) in [("HTTP_PROXY", url), ("HTTPS_PROXY", url), ("ALL_PROXY", url), ("NO_PROXY", Self.loopback)] {
      variables[name] = value
      variables[name.lowercased()] = value
    }
    return variables
  }

  private static let loopback = "localhost,127.0.0.1,::1"

  private func run() {
    running = Task {
      do {
        try await listener.executeThenClose { connections in
          try await withThrowingDiscardingTaskGroup { group in
            for try await connection in connections { group.addTask { await self.serve(connection) } }
          }
        }
      } catch {
        // Cancelled, or the listening socket is gone: the run is over either way.
        logger.debug("the proxy ended", metadata: ["error": "\(error)"])
      }
    }
  }

  private nonisolated func serve(_ connection: Connection) async {
    do {
      try await connection.executeThenClose { inbound, outbound in
        var bytes = inbound.makeAsyncIterator()
        guard let head = try await Self.head(&bytes) else { return }
        let request = ProxyRequest.read(head)
        if let request, let port = route(request) {
          return try await Tunnel(port: port, client: connection.channel).carry(&bytes, outbound)
        }
        let refusal = await refuse(request)
        try await outbound.write(ByteBuffer(string: refusal))
        outbound.finish()
        // A client in the middle of its body would lose the answer if the connection were closed before it is read.
        let channel = connection.channel
        let bound = channel.eventLoop.scheduleTask(in: TimeAmount(Self.patience)) { channel.close(promise: nil) }
        defer { bound.cancel() }
        while try await bytes.next() != nil {}
      }
    } catch {
      logger.debug("a connection to the proxy broke", metadata: ["error": "\(error)"])
    }
  }

  /// The port that answers for a host; nil for what is refused.
  private nonisolated func route(_ request: ProxyRequest) -> Int? {
    request.isTunnel && request.port == 443 ? routes[request.host] : nil
  }

  private func refuse(_ request: ProxyRequest?) async -> String {
    guard let request else {
      return Self.answer("400 Bad Request", "This is a proxy of Dryfit, and that was no request to a proxy.\n")
    }
    let before = await exchangeCount()
    attempts.add(request, exchangesBefore: before)
    logger.debug("refused", metadata: ["host": "\(request.host)", "port": "\(request.port)"])
    return Self.answer(
      "403 Forbidden",
      """
      Dryfit refused this: \(request.host) does not belong to the run, and nothing was sent there.
      The hosts of the run are ${sandbox.loginURL} and ${sandbox.apiURL} of connector.json.

      """)
  }

  private static func answer(_ status: String, _ text: String) -> String {
    """
    HTTP/1.1 \(status)\r
    Content-Type: text/plain; charset=utf-8\r
    Content-Length: \(text.utf8.count)\r
    Connection: close\r
    \r
    \(text)
    """
  }

  /// Reads up to the empty line; nil where there is none.
  private static func head(_ bytes: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator) async throws
    -> String?
  {
    var head: [UInt8] = []
    while head.count < ProxyRequest.longestHead, let part = try await bytes.next() {
      head += part.readableBytesView
      let text = String(decoding: head, as: UTF8.self)
      if let end = text.firstRange(of: "\r\n\r\n") { return String(text[..<end.lowerBound]) }
    }
    return nil
  }
}
