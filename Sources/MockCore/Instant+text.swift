/// Dates are written here and not by a formatter, since every answer of the mock bears one: a formatter takes longer
/// than the rest of the answer, and its tables of languages make the program start later.
extension Instant {
  /// The instant as Procore writes it: UTC, whole seconds, `2026-11-23T12:00:00Z`.
  public var rfc3339: String {
    let (date, time) = (civilDate, timeOfDay)
    let year = date.year < 0 ? "-" + Self.digits(-date.year, 4) : Self.digits(date.year, 4)
    return "\(year)-\(Self.digits(date.month, 2))-\(Self.digits(date.day, 2))T\(time)Z"
  }

  /// The instant as the `Date` header writes it (RFC 9110 section 5.6.7), `Mon, 23 Nov 2026 12:00:00 GMT`.
  public var httpDate: String {
    let date = civilDate
    // Day 0 was a Thursday.
    let weekday = Self.weekdays[Int((days % 7 + 7) % 7)]
    return "\(weekday), \(Self.digits(date.day, 2)) \(Self.months[date.month - 1]) \(Self.digits(date.year, 4)) "
      + "\(timeOfDay) GMT"
  }

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Whole days since 1970-01-01.
  private var days: Int64 { seconds.quotientFloored(by: 86_400) }

  private var timeOfDay: String {
    let second = Int(seconds - days * 86_400)
    return "\(Self.digits(second / 3600, 2)):\(Self.digits(second / 60 % 60, 2)):\(Self.digits(second % 60, 2))"
  }

  /// The day in the Gregorian calendar, by the eras of 400 years that it repeats itself in; a year begins in March
  /// here, so that the leap day comes last.
  private var civilDate: (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = Int(Int64(shifted).quotientFloored(by: 146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return text.utf8.count >= count ? text : String(repeating: "0", count: count - text.utf8.count) + text
  }
}
