import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// Requests that are sent over some connections, each as soon as the one before it on its connection was answered.
struct Load: Sendable {
  /// What a connection sends.
  protocol Client {
    /// The next request; nil where the connection has nothing more to send.
    ///
    /// - Parameter answer: the body of the answer to the last one; nil before the first.
    mutating func next(after answer: ByteBuffer?) -> Request?
  }

  /// A request as it is sent.
  struct Request: Sendable {
    var head: HTTPRequestHead
    var body = ByteBuffer()

    init(_ method: HTTPMethod, _ path: String, _ headers: [(String, String)], body: String = "") {
      head = HTTPRequestHead(
        version: .http1_1, method: method, uri: path, headers: HTTPHeaders([("Host", "127.0.0.1")] + headers))
      guard method != .GET else { return }
      head.headers.add(name: "Content-Length", value: String(body.utf8.count))
      self.body = ByteBuffer(string: body)
    }
  }

  /// A client that sends the same request again and again.
  struct SameRequest: Client {
    let request: Request

    mutating func next(after answer: ByteBuffer?) -> Request? { request }
  }

  /// A client that sends some requests one after the other, again and again.
  struct RequestsInTurn: Client {
    let requests: [Request]
    private var turn = 0

    init(requests: [Request]) { self.requests = requests }

    mutating func next(after answer: ByteBuffer?) -> Request? {
      defer { turn = (turn + 1) % requests.count }
      return requests[turn]
    }
  }

  /// What came of it.
  struct Outcome: Sendable {
    /// How many answers with a status below 300 came per second.
    var perSecond: Double
    /// How many other answers came.
    var refused: Int
  }

  /// The port on the loopback.
  let port: Int
  /// How long, in real time.
  let span: Duration

  /// Sends requests, and counts their answers.
  func send(_ clients: [any Client & Sendable]) async throws -> Outcome {
    let tally = Tally()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channels = try await withThrowingTaskGroup(of: (any Channel).self) { tasks in
      for client in clients { tasks.addTask { try await connect(client, tally, group) } }
      return try await tasks.reduce(into: [any Channel]()) { $0.append($1) }
    }
    let watch = Stopwatch()
    for channel in channels { channel.pipeline.fireUserInboundEventTriggered(Begin()) }
    try await group.next().scheduleTask(in: TimeAmount(span)) {}.futureResult.get()
    let (answered, refused) = tally.end()
    let seconds = watch.seconds
    for channel in channels { try? await channel.close() }
    try await group.shutdownGracefully()
    return Outcome(perSecond: Double(answered) / seconds, refused: refused)
  }

  private func connect(
    _ client: any Client & Sendable, _ tally: Tally, _ group: MultiThreadedEventLoopGroup
  ) async throws -> any Channel {
    try await ClientBootstrap(group: group)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(Sender(client: client, tally: tally))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
  }

  private struct Begin: Sendable {}

  /// The counts of all connections, until they are taken.
  private final class Tally: Sendable {
    private let counts = NIOLockedValueBox((answered: 0, refused: 0, hasEnded: false))

    func count(isRefused: Bool) -> Bool {
      counts.withLockedValue { counts in
        guard !counts.hasEnded else { return false }
        if isRefused { counts.refused += 1 } else { counts.answered += 1 }
        return true
      }
    }

    func end() -> (answered: Int, refused: Int) {
      counts.withLockedValue { counts in
        counts.hasEnded = true
        return (counts.answered, counts.refused)
      }
    }
  }

  private final class Sender: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart
    private var client: any Client
    private let tally: Tally
    private var status = 0
    private var body = ByteBuffer()

    init(client: any Client, tally: Tally) {
      (self.client, self.tally) = (client, tally)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if event is Begin { send(context, after: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        status = Int(head.status.code)
        body.clear()
      case .body(var part): body.writeBuffer(&part)
      case .end: if tally.count(isRefused: status >= 300) { send(context, after: body) }
      }
    }

    private func send(_ context: ChannelHandlerContext, after answer: ByteBuffer?) {
      guard let request = client.next(after: answer) else { return }
      context.write(wrapOutboundOut(.head(request.head)), promise: nil)
      if request.body.readableBytes > 0 {
        context.write(wrapOutboundOut(.body(.byteBuffer(request.body))), promise: nil)
      }
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
