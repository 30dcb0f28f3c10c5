import NIOCore
import NIOSSL

/// Notices that a client has left: its end of the connection was closed, or the whole of it.
///
/// A client that closes only its sending side and still reads counts as gone; no HTTP client does that.
final class ClientWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private var hasLeft = false
  private var whenLeft: [@Sendable () -> Void] = []

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .some(.inputClosed) = event as? ChannelEvent { leave() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    hasLeft = true
    for tell in whenLeft { tell() }
    whenLeft = []
  }

  /// Calls `tell` when the client of a connection has left, at once where it has.
  static func onLeaving(_ channel: any Channel, tell: @escaping @Sendable () -> Void) async throws {
    try await channel.eventLoop.submit {
      // Without a watch the pipeline was taken down, which is the end of the connection too.
      guard channel.isActive, let watch = try? channel.pipeline.syncOperations.handler(type: ClientWatch.self),
        !watch.hasLeft
      else { return tell() }
      watch.whenLeft.append(tell)
    }.get()
  }
}

/// Writes bytes beside HTTP, from the place of the pipeline that is next to the socket, or to TLS.
final class RawBytes: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny
  typealias OutboundOut = ByteBuffer

  /// Writes bytes as they are.
  static func write(_ bytes: [UInt8], on channel: any Channel) async throws {
    let written = try await channel.eventLoop.submit {
      let handler = RawBytes()
      let pipeline = channel.pipeline.syncOperations
      let tls = try? pipeline.handler(type: NIOSSLServerHandler.self)
      try pipeline.addHandler(handler, position: tls.map { .after($0) } ?? .first)
      let context = try pipeline.context(handler: handler)
      let promise = channel.eventLoop.makePromise(of: Void.self)
      context.writeAndFlush(handler.wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
      return promise.futureResult
    }.get()
    try await written.get()
  }
}
