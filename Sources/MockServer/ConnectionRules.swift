import HTTPTypes
import MockCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// What HTTP asks of a connection beside its answers.
///
/// What is no HTTP gets a 4xx and an end, `Expect: 100-continue` is met, and a connection ends after an answer where
/// its client waits for the end (HTTP/1.0), or where no next request could be read: whoever offers to go on in another
/// protocol, as Java's client does with every first request, is answered in this one.
final class ConnectionRules: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Says what the server answers to something that is no request; nil for nothing.
  typealias Refusal = @Sendable (RequestDefect) async -> MockResponder.Written?

  private let refusal: Refusal
  /// Whether a request has begun whose end was not read.
  private(set) var isReading = false
  private var isAnswering = false
  private var isLast = false
  private var hasRefused = false
  /// Whether a request was read whose answer has not been written.
  private var isAwaited: Bool { !isReading && openRequests > 0 }
  private var openRequests = 0

  init(refusing refusal: @escaping Refusal) {
    self.refusal = refusal
  }

  // MARK: - Reading

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasRefused else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      isReading = true
      openRequests += 1
      isLast = head.version.minor == 0 || head.method == .CONNECT || head.headers.contains(name: "Upgrade")
      if head.headers.first(name: "Expect")?.lowercased() == "100-continue", head.version.minor > 0 {
        let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
      }
    case .body: break
    case .end: isReading = false
    }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is IdleStateHandler.IdleStateEvent else { return context.fireUserInboundEventTriggered(event) }
    // Whoever waits for an answer is not idle, however long it takes.
    if !isAwaited { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What comes behind something unreadable is no news.
    guard !hasRefused else { return }
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    hasRefused = true
    // What was answered in part can only be cut off, and who left in the middle of a request hears nothing.
    guard !isAnswering, error != .invalidEOFState else { return context.close(promise: nil) }
    let promise = context.eventLoop.makePromise(of: MockResponder.Written?.self)
    promise.completeWithTask { [refusal] in await refusal(error == .headerOverflow ? .headersTooLarge : .noHTTP) }
    promise.futureResult.assumeIsolated().whenSuccess { written in self.refuse(written, context) }
  }

  private func refuse(_ written: MockResponder.Written?, _ context: ChannelHandlerContext) {
    guard let written else { return context.close(promise: nil) }
    var head = written.wireHead
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(written.body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    // Closed at once, with bytes that nobody read, the connection would be reset and take the answer along.
    context.close(mode: .output, promise: nil)
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
  }

  /// How long a client may take to read why it was refused.
  private static let patience = TimeAmount.seconds(1)

  // MARK: - Answering

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where isLast:
      isAnswering = true
      head.headers.replaceOrAdd(name: "Connection", value: "close")
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end where isLast:
      openRequests -= 1
      let written = promise ?? context.eventLoop.makePromise(of: Void.self)
      written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
      context.write(data, promise: written)
    case .head:
      isAnswering = true
      context.write(data, promise: promise)
    case .end:
      isAnswering = false
      openRequests -= 1
      context.write(data, promise: promise)
    case .body: context.write(data, promise: promise)
    }
  }
}

/// Ends a connection whose request was not read to its end when the server stops: nobody can answer it, and whoever
/// sends it byte by byte would hold up the stop.
final class UnfinishedRequest: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let rules: ConnectionRules

  init(_ rules: ConnectionRules) {
    self.rules = rules
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent, rules.isReading else {
      return context.fireUserInboundEventTriggered(event)
    }
    _ = SocketEnd.close(context.channel)
  }
}

extension ChannelPipeline.SynchronousOperations {
  /// How long a connection may lie idle.
  private static var idleTimeout: TimeAmount { .seconds(60) }

  /// Has a connection speak HTTP/1.1, one request after the other: what is answered quickly must not overtake what is
  /// not.
  ///
  /// - Parameter first: what answers before anything else is asked; it hands on what it leaves to others.
  func speakHTTP(refusing refusal: @escaping ConnectionRules.Refusal, first: (any ChannelHandler)? = nil) throws {
    let rules = ConnectionRules(refusing: refusal)
    try addHandler(IdleStateHandler(allTimeout: Self.idleTimeout))
    try addHandler(UnfinishedRequest(rules))
    try configureHTTPServerPipeline(
      withPipeliningAssistance: true, withErrorHandling: false, withOutboundHeaderValidation: false)
    try addHandler(rules)
    if let first { try addHandler(first) }
    try addHandler(HTTP1ToHTTPServerCodec(secure: false))
    try addHandler(ClientWatch())
  }
}
