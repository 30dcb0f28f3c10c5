import HTTPTypes
import MockCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Answers on the mock's own thread, where a request was read, what can be answered at once.
///
/// Whatever takes its time goes the long way, through ``MockResponder``: faults, bodies that are too large, and clients
/// that want something of the connection itself. What is decided is the same on both ways.
final class AnswerInPlace: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// What becomes of the request that is being read.
  private enum Reading {
    case nothing
    case here(HTTPRequestHead, ByteBuffer?)
    case handedOn
  }

  private let host: MockCore.Host
  private let environment: Deployment
  private let present: PresentMock
  private var reading = Reading.nothing
  private var last: ReadHead?

  init(at host: MockCore.Host, in environment: Deployment, answering present: PresentMock) {
    self.host = host
    self.environment = environment
    self.present = present
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), reading) {
    case (.head(let head), _):
      if Self.isPlain(head) {
        reading = .here(head, nil)
      } else {
        reading = .handedOn
        context.fireChannelRead(data)
      }
    case (.body(var part), .here(let head, var body)):
      if body == nil { body = part } else { body?.writeBuffer(&part) }
      reading = .here(head, body)
      if (body?.readableBytes ?? 0) > RequestLimits.body { handOn(head, body, context) }
    case (.end(let trailers), .here(let head, let body)):
      if trailers == nil, answer(head, body, context) {
        reading = .nothing
      } else {
        handOn(head, body, context)
        context.fireChannelRead(data)
      }
    case (_, .nothing), (_, .handedOn): context.fireChannelRead(data)
    }
  }

  /// Whether a request wants nothing but its answer, and names nothing but a path.
  private static func isPlain(_ head: HTTPRequestHead) -> Bool {
    guard head.uri.utf8.first == UInt8(ascii: "/"), !head.headers.contains(name: "Expect") else { return false }
    return head.headers.first(name: "Connection").map { $0.lowercased() == "keep-alive" } ?? true
  }

  private func handOn(_ head: HTTPRequestHead, _ body: ByteBuffer?, _ context: ChannelHandlerContext) {
    reading = .handedOn
    context.fireChannelRead(wrapInboundOut(.head(head)))
    if let body { context.fireChannelRead(wrapInboundOut(.body(body))) }
  }

  /// Answers a request; false where it must go the long way.
  private func answer(_ head: HTTPRequestHead, _ body: ByteBuffer?, _ context: ChannelHandlerContext) -> Bool {
    let responder = present.responder
    let mock = responder.mock
    // Another mock may have come, whose thread is another.
    guard mock.loop === context.eventLoop else { return false }
    let call = call(head, body)
    switch mock.assumeIsolated({ responder.answerAtOnce(to: call, by: $0) }) {
    case .long: return false
    case .written(let written):
      Self.write(written, head, context)
      mock.endExchange()
    case .unsigned(let unsigned):
      let promise = context.eventLoop.makePromise(of: MockResponder.Written.self)
      promise.completeWithTask { await responder.sign(unsigned) }
      promise.futureResult.assumeIsolated().whenSuccess { written in
        Self.write(written, head, context)
        mock.endExchange()
      }
    }
    return true
  }

  /// The request as the mock sees it; a client that sends the same again has it read once.
  private func call(_ head: HTTPRequestHead, _ body: ByteBuffer?) -> MockCore.Request {
    if let last, body == nil, last.is(head) { return last.call }
    let call = MockCore.Request(
      host: host, authority: head.headers.first(name: "Host")?.lowercased(), method: head.method.rawValue,
      target: head.uri, headers: HTTPFields(head.headers, splitCookie: false),
      body: body.map { Array($0.readableBytesView) } ?? [], environment: environment)
    if body == nil { last = ReadHead(head: head, call: call) }
    return call
  }

  private static func write(
    _ written: MockResponder.Written, _ head: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    context.write(NIOAny(HTTPServerResponsePart.head(written.wireHead)), promise: nil)
    if head.method != .HEAD, written.body.readableBytes > 0 {
      context.write(NIOAny(HTTPServerResponsePart.body(.byteBuffer(written.body))), promise: nil)
    }
    context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)), promise: nil)
  }
}

/// The head of a request without a body, and what it was read as.
private struct ReadHead {
  let head: HTTPRequestHead
  let call: MockCore.Request

  /// Whether another head is the same to the byte.
  func `is`(_ other: HTTPRequestHead) -> Bool {
    head.uri == other.uri && head.method == other.method && head.version == other.version
      && head.headers.elementsEqual(other.headers) { $0.name == $1.name && $0.value == $1.value }
  }
}
