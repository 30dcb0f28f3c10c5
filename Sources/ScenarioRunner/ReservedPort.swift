import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// A port for processes that take their port as a setting, so that they cannot ask the system for a free one.
///
/// A port that the system gives out and takes back may be anybody's a moment later. These come from below the range
/// from which systems serve themselves, and no two runs have the same at one time, be they of one process or of many:
/// while a run has a port, it holds the UDP socket of that number. Connectors listen on TCP, and the system takes the
/// socket back whatever becomes of this process.
final class ReservedPort: Sendable {
  /// The port.
  let number: Int
  private let claim: any Channel

  private init(_ number: Int, _ claim: any Channel) {
    self.number = number
    self.claim = claim
  }

  /// Ports that neither Linux (from 32768) nor macOS (from 49152) gives to outgoing connections.
  private static let range = 20_000..<32_000
  private static let tried = NIOLockedValueBox(0)

  /// What is thrown when every port of the range is taken.
  struct NoneLeft: Error, CustomStringConvertible {
    var description: String { "no port from \(range.lowerBound) to \(range.upperBound - 1) is free" }
  }

  /// The next port of this process that nobody has reserved, and nobody listens on.
  static func find() async throws -> ReservedPort {
    for _ in range {
      if let port = await reserve(next()) { return port }
    }
    throw NoneLeft()
  }

  /// Reserves a port; nil where another run has it, or somebody listens on it.
  static func reserve(_ number: Int) async -> ReservedPort? {
    let group = MultiThreadedEventLoopGroup.singleton
    guard let claim = try? await DatagramBootstrap(group: group).bind(host: "127.0.0.1", port: number).get() else {
      return nil
    }
    let port = ReservedPort(number, claim)
    guard let probe = try? await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: number).get() else {
      await port.release()
      return nil
    }
    try? await probe.close()
    return port
  }

  /// Lets others have the port; what listened on it has ended.
  func release() async {
    // It fails only where it was released before.
    try? await claim.close()
  }

  /// Processes begin at different places of the range, so that they rarely have to pass over each other's ports.
  private static func next() -> Int {
    let place = tried.withLockedValue { count in
      defer { count += 1 }
      return count
    }
    let start = Int(ProcessInfo.processInfo.processIdentifier) &* 97
    return range.lowerBound + (start &+ place) % range.count
  }
}
