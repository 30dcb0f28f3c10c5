import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore

/// Connections with TLS, whose socket can be closed without the farewell of TLS.
struct SecureChannel: ServerChildChannel {
  typealias Value = MockChannel.Value

  private let secured: TLSChannel<MockChannel>

  init(_ channel: MockChannel, tls: TLSConfiguration) throws {
    secured = try TLSChannel(channel, tlsConfiguration: tls)
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(SocketEnd()) }
      .flatMap { secured.setup(channel: channel, logger: logger) }
  }

  func handle(value: Value, logger: Logger) async { await secured.handle(value: value, logger: logger) }
}

/// The place between TLS and the socket; what begins here never passes TLS.
final class SocketEnd: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  /// Closes a connection as a failing network does: under TLS without its farewell, after which the peer's is awaited.
  static func close(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.flatSubmit {
      guard let end = try? channel.pipeline.syncOperations.context(handlerType: SocketEnd.self) else {
        return channel.close(mode: .all)
      }
      return end.close(mode: .all)
    }
  }
}
