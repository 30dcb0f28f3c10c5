import Foundation

/// The interpreter that some connectors of these tests need.
enum Python {
  /// Whether it is installed.
  static let isThere = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: $0 + "/python3")
  }
}
