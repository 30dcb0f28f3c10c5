import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// Ports for processes that take their port as a setting, so that they cannot ask the system for a free one.
///
/// A port that the system gives out and takes back may be anybody's a moment later. These come from below the range
/// from which systems serve themselves, and no two runs in one process get the same.
enum FreePort {
  /// Ports that neither Linux (from 32768) nor macOS (from 49152) gives to outgoing connections.
  private static let range = 20_000..<32_000
  private static let handedOut = NIOLockedValueBox(0)

  /// What is thrown when every port of the range is taken.
  struct NoneLeft: Error, CustomStringConvertible {
    var description: String { "no port from \(range.lowerBound) to \(range.upperBound - 1) is free" }
  }

  /// The next port of this process that nobody listens on.
  static func find() async throws -> Int {
    for _ in range {
      let candidate = next()
      if await isFree(candidate) { return candidate }
    }
    throw NoneLeft()
  }

  /// Processes begin at different places of the range, so that runs side by side rarely try the same port.
  private static func next() -> Int {
    let place = handedOut.withLockedValue { count in
      defer { count += 1 }
      return count
    }
    let start = Int(ProcessInfo.processInfo.processIdentifier) &* 97
    return range.lowerBound + (start &+ place) % range.count
  }

  private static func isFree(_ port: Int) async -> Bool {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    guard let channel = try? await bootstrap.bind(host: "127.0.0.1", port: port).get() else { return false }
    try? await channel.close()
    return true
  }
}
