import HTTPTypes
import HummingbirdCore
import MockCore
import NIOCore
import NIOPosix

/// Performs a fault on the socket, after the decision was made or refused.
enum FaultyAnswer {
  /// Spoils an answer; the connection is closed afterwards.
  static func perform(
    _ fault: FaultReply, on written: MockResponder.Written?, writer: consuming ResponseWriter, channel: any Channel
  ) async throws {
    switch fault {
    case .status: break
    case .dropBeforeCommit, .dropAfterCommit: try await close(channel)
    case .reset:
      // With no time to linger the kernel answers with RST instead of FIN.
      if let socket = channel as? any SocketOptionProvider {
        try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
      }
      try await close(channel)
    case .truncate:
      guard let written else { return }
      var body = try await writer.writeHead(written.head)
      try await body.write(ByteBuffer(bytes: written.body.prefix(written.body.count / 2)))
      try await close(channel)
    }
  }

  private static func close(_ channel: any Channel) async throws {
    do {
      try await channel.close(mode: .all)
    } catch ChannelError.alreadyClosed {
      // The client was faster; the answer is lost either way.
    }
  }
}
