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

  /// Adds a line to a file.
  static func append(_ text: String, to path: String) {
    let earlier = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try? (earlier + text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Ends the process, as an error that nobody catches does.
  static func collapse(_ what: String) -> Never {
    complain("example-connector: uncaught error: unexpected \(what)")
    exit(1)
  }
}
