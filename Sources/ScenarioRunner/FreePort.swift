import NIOCore
import NIOPosix

/// A port that nobody uses at this moment.
enum FreePort {
  /// Asks the system for one and gives it back at once, for a process that takes its port as a setting.
  static func find() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }
}
