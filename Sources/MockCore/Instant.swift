import Foundation

/// A moment on the mock's clock, in whole milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable, Codable {
  /// Milliseconds since the Unix epoch.
  public var milliseconds: Int64

  /// The moment that many milliseconds after the Unix epoch.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The moment that many whole seconds after the Unix epoch.
  public init(seconds: Int64) {
    self.milliseconds = seconds * 1000
  }

  /// Whole seconds since the Unix epoch, as in `created_at` and `exp`.
  public var seconds: Int64 { milliseconds.quotientFloored(by: 1000) }

  /// The same moment for APIs that speak Foundation.
  public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// The moment a span after this one.
  public static func + (instant: Instant, span: Duration) -> Instant {
    Instant(milliseconds: instant.milliseconds + span.milliseconds)
  }

  /// The span from the second moment to the first.
  public static func - (later: Instant, earlier: Instant) -> Duration {
    .milliseconds(later.milliseconds - earlier.milliseconds)
  }

  /// Whether the first moment comes before the second.
  public static func < (first: Instant, second: Instant) -> Bool {
    first.milliseconds < second.milliseconds
  }
}

extension Duration {
  /// The span in whole milliseconds, rounded towards zero.
  public var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }

  /// The span in whole seconds, rounded towards zero.
  public var wholeSeconds: Int64 { components.seconds }
}

extension Int64 {
  func quotientFloored(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
