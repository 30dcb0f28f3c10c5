import MockCore

/// A day of the calendar, `2027-01-31`.
public struct CalendarDate: Hashable, Sendable, CustomStringConvertible {
  /// The day as it is written.
  public let text: String
  /// The first moment after it, in UTC.
  public let end: Instant

  /// Reads `YYYY-MM-DD`; nil for anything else, and for a day that does not exist.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in part.utf8.allSatisfy { (48...57).contains($0) } }
    let midnight = "\(text)T00:00:00Z"
    guard parts.map(\.utf8.count) == [4, 2, 2], areDigits, let begin = Instant(rfc3339: midnight),
      begin.rfc3339 == midnight
    else { return nil }
    self.text = text
    self.end = begin + .seconds(86_400)
  }

  /// The day as it is written.
  public var description: String { text }
}
