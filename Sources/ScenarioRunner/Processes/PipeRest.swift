import Foundation

/// What still lies in a pipe when nobody else reads from it any more.
final class PipeRest: Sendable {
  private let descriptor: CInt

  /// Keeps hold of a pipe beside the descriptor that it is read by, which may be closed then.
  ///
  /// - Parameter readEnd: its end for reading.
  init(of readEnd: CInt) {
    descriptor = fcntl(readEnd, F_DUPFD_CLOEXEC, 0)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads what is there and waits for nothing; beyond ``CommandOutput/limit`` it stops.
  func read() -> [UInt8] {
    guard descriptor >= 0 else { return [] }
    // A process that left its group may hold the other end, so that the pipe has no end to wait for.
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while all.count < CommandOutput.limit {
      let count = part.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      all += part[..<count]
    }
    return all
  }
}
