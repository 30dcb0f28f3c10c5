import Foundation

/// What the connector says about itself: method, path and status, never a query, a header or a body.
enum Journal {
  /// One line to standard output, written at once.
  static func line(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }

  /// One line to standard error, written at once.
  static func complain(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
