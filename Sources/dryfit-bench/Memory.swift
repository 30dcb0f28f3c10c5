import Foundation

/// What this process occupies.
enum Memory {
  /// The memory that it holds at the moment; nil where the system does not say.
  static var residentKilobytes: Double? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    return status?.firstMatch(of: /VmRSS:\s+([0-9]+) kB/).flatMap { Double($0.1) }
  }
}
