import Foundation

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A pipe between Dryfit and a process that it starts; neither end is inherited by any other process.
struct ProcessPipe: Sendable {
  /// The descriptor that is read from.
  let readEnd: CInt
  /// The descriptor that is written to.
  let writeEnd: CInt

  /// Makes a pipe.
  ///
  /// - Throws: ``RunError/noPipe(_:)``, for instance when too many files are open.
  init() throws {
    do {
      #if os(Linux)
        let ends = try FileDescriptor.pipe(options: .closeOnExec)
      #else
        let ends = try FileDescriptor.pipe()
        for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
      #endif
      readEnd = ends.readEnd.rawValue
      writeEnd = ends.writeEnd.rawValue
    } catch {
      throw RunError.noPipe("\(error)")
    }
  }

  /// Writes a short text, which the pipe holds whether or not anybody reads it; the read end must still be open.
  func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(writeEnd, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }
}
