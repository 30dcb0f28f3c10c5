import NIOCore
import NIOPosix

/// A connection of bytes, which shows how it ended: in order, or with a reset.
enum RawConnection {
  /// How a connection ended.
  struct Ending: Sendable {
    /// What arrived.
    var text: String
    /// Whether the other side reset the connection rather than closing it.
    var isReset: Bool

    /// The head of the answer, without the empty line.
    var head: String { String(text.prefix(upTo: text.firstRange(of: "\r\n\r\n")?.lowerBound ?? text.endIndex)) }
    /// The body as far as it arrived.
    var body: String { text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }

    /// The number that a header of the answer says.
    func number(of header: String) -> Int? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(header.lowercased() + ":") }
        .flatMap { Int($0.dropFirst(header.count + 1).trimmingPrefix(" ")) }
    }
  }

  /// Sends a request and reads until the connection ends.
  static func send(_ request: String, port: Int) async throws -> Ending {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
      host: "127.0.0.1", port: port
    ) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: request))
      var arrived = ByteBuffer()
      do {
        for try await bytes in inbound { arrived.writeImmutableBuffer(bytes) }
        return Ending(text: String(buffer: arrived), isReset: false)
      } catch let error as IOError where error.errnoCode == ECONNRESET {
        return Ending(text: String(buffer: arrived), isReset: true)
      }
    }
  }

  /// A request in bytes, over which the connection would be kept.
  static func request(_ method: String, _ target: String, headers: [String: String] = [:], body: String = "") -> String
  {
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
    return "\(method) \(target) HTTP/1.1\r\nHost: mock\r\nContent-Length: \(body.utf8.count)\r\n\(lines)\r\n\(body)"
  }
}
