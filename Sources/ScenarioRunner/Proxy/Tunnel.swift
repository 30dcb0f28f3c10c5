import NIOCore
import NIOPosix

/// Carries bytes between a client of the proxy and a listener of the run, both ways, until both have ended.
struct Tunnel {
  typealias Bytes = NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  typealias Writer = NIOAsyncChannelOutboundWriter<ByteBuffer>

  /// The port of the listener, on the loopback.
  let port: Int
  /// The connection of the client.
  let client: any Channel

  private static let agreed = "HTTP/1.1 200 Connection established\r\n\r\n"

  /// Connects, says so to the client, and carries.
  func carry(_ bytes: inout Bytes, _ writer: Writer) async throws {
    let goal = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try RunProxy.Connection(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
      }
    try await goal.executeThenClose { answers, requests in
      try await writer.write(ByteBuffer(string: Self.agreed))
      let back = Task { await carryBack(answers, writer) }
      do {
        while let part = try await bytes.next() { try await requests.write(part) }
        requests.finish()
      } catch {
        // The client is gone: the listener learns it by the end of its connection.
        try? await goal.channel.close()
      }
      await withTaskCancellationHandler {
        await back.value
      } onCancel: {
        back.cancel()
      }
    }
  }

  private func carryBack(_ answers: NIOAsyncChannelInboundStream<ByteBuffer>, _ writer: Writer) async {
    do {
      for try await part in answers { try await writer.write(part) }
      writer.finish()
    } catch {
      // The listener reset the connection, so the client's is reset as well.
      if let socket = client as? any SocketOptionProvider {
        try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
      }
      try? await client.close()
    }
  }
}
