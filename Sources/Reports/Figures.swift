import Foundation
import JSONSource

/// How numbers stand in reports, alike in every locale.
enum Figures {
  /// A span for people, `0.21 s`.
  static func short(_ seconds: Double) -> String { String(format: "%.2f s", sane(seconds)) }

  /// A moment since a beginning, `+1:31:02.313`.
  static func clock(_ milliseconds: Int64) -> String {
    let rest = abs(milliseconds)
    let parts = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000]
    return (milliseconds < 0 ? "-" : "+")
      + String(format: "%lld:%02lld:%02lld.%03lld", parts[0], parts[1], parts[2], parts[3])
  }

  /// A span for programs, `0.210`.
  static func exact(_ seconds: Double) -> String { String(format: "%.3f", sane(seconds)) }

  /// A span for JSON, to the millisecond, `0.21`.
  static func json(_ seconds: Double) -> JSONValue {
    JSONValue(double: (sane(seconds) * 1000).rounded() / 1000) ?? 0
  }

  /// A span for programs, in whole milliseconds.
  static func milliseconds(_ seconds: Double) -> Int64 { Int64((min(sane(seconds), 1e9) * 1000).rounded()) }

  /// An unsigned number for JSON.
  static func json(_ number: UInt64) -> JSONValue {
    Int64(exactly: number).map(JSONValue.integer) ?? .decimal(String(number))
  }

  private static func sane(_ seconds: Double) -> Double { seconds.isFinite ? max(0, seconds) : 0 }
}
