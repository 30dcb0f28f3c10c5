/// Days as the API writes them, `2026-11-23`.
enum Day {
  /// The day of a moment, in UTC.
  static func text(of moment: Instant) -> String { String(moment.rfc3339.prefix(10)) }

  /// Days since the Unix epoch of a day, or of the day of an instant; nil for what is no day.
  static func number(of text: String) -> Int64? {
    Instant(rfc3339: text.prefix(10) + "T00:00:00Z").map { $0.seconds / 86_400 }
  }
}
