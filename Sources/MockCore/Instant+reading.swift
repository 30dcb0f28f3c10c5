import Foundation

extension Instant {
  /// Reads an RFC 3339 instant with a zone, such as `2026-11-23T12:00:00Z`; nil for anything else.
  ///
  /// Foundation alone would take the 31st of November for the 1st of December and pass over what follows the zone.
  public init?(rfc3339 text: String) {
    let shape = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-](\d\d):(\d\d))/.asciiOnlyDigits()
    guard let parts = text.wholeMatch(of: shape)?.output,
      let year = Int(parts.1), let month = Int(parts.2), let day = Int(parts.3),
      (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day),
      parts.4 < "24", parts.5 < "60", parts.6 < "60", parts.9.map({ $0 < "24" }) ?? true,
      parts.10.map({ $0 < "60" }) ?? true,
      let date = try? Date.ISO8601FormatStyle().parse(
        "\(parts.1)-\(parts.2)-\(parts.3)T\(parts.4):\(parts.5):\(parts.6)\(parts.8)")
    else { return nil }
    let fraction = (parts.7.map(String.init) ?? "").padding(toLength: 3, withPad: "0", startingAt: 0)
    self.init(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000 + (Int64(fraction) ?? 0))
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
