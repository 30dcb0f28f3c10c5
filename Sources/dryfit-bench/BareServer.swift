import NIOCore
import NIOHTTP1
import NIOPosix

/// The reference: a server that answers every request with the same bytes, and does nothing else.
struct BareServer {
  private let channel: any Channel

  /// Where it listens.
  var port: Int { channel.localAddress?.port ?? 0 }

  /// Listens on the loopback.
  static func start(answering body: [UInt8], headers: [(String, String)]) async throws -> BareServer {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(SameAnswer(body: body, headers: headers))
        }
      }
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: 0).get()
    return BareServer(channel: channel)
  }

  /// Stops listening.
  func stop() async throws { try await channel.close() }
}

/// Answers each request as soon as it has ended.
private final class SameAnswer: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  private let body: ByteBuffer
  private let head: HTTPResponseHead

  init(body: [UInt8], headers: [(String, String)]) {
    self.body = ByteBuffer(bytes: body)
    head = HTTPResponseHead(version: .http1_1, status: .ok, headers: HTTPHeaders(headers))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
