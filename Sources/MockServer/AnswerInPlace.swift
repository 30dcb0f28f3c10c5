import HTTPTypes
import MockCore
import NIOCore
import NIOHTTPTypes

/// Answers on the mock's own thread, where a request was read, what can be answered at once.
///
/// Whatever takes its time goes the long way, through ``MockResponder``: faults, bodies that are too large, and clients
/// that want something of the connection itself. What is decided is the same on both ways.
final class AnswerInPlace: ChannelInboundHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundOut = HTTPResponsePart

  /// What becomes of the request that is being read.
  private enum Reading {
    case nothing
    case here(HTTPRequest, ByteBuffer?)
    case handedOn
  }

  private let host: MockCore.Host
  private let environment: Deployment
  private let present: PresentMock
  private var reading = Reading.nothing

  init(at host: MockCore.Host, in environment: Deployment, answering present: PresentMock) {
    self.host = host
    self.environment = environment
    self.present = present
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), reading) {
    case (.head(let head), _):
      if head.headerFields[.connection] == nil, head.headerFields[.expect] == nil {
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

  private func handOn(_ head: HTTPRequest, _ body: ByteBuffer?, _ context: ChannelHandlerContext) {
    reading = .handedOn
    context.fireChannelRead(wrapInboundOut(.head(head)))
    if let body { context.fireChannelRead(wrapInboundOut(.body(body))) }
  }

  /// Answers a request; false where it must go the long way.
  private func answer(_ head: HTTPRequest, _ body: ByteBuffer?, _ context: ChannelHandlerContext) -> Bool {
    let responder = present.responder
    let mock = responder.mock
    // Another mock may have come, whose thread is another.
    guard mock.loop === context.eventLoop else { return false }
    let call = MockResponder.call(
      head, body: body.map { Array($0.readableBytesView) } ?? [], host: host, environment: environment)
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

  private static func write(_ written: MockResponder.Written, _ head: HTTPRequest, _ context: ChannelHandlerContext) {
    context.write(NIOAny(HTTPResponsePart.head(written.head)), promise: nil)
    if head.method != .head, !written.body.isEmpty {
      context.write(NIOAny(HTTPResponsePart.body(ByteBuffer(bytes: written.body))), promise: nil)
    }
    context.writeAndFlush(NIOAny(HTTPResponsePart.end(nil)), promise: nil)
  }
}
