import JSONSource

/// How people write a span in a file: `500ms`, `5s`, `90m`, `1h30m`, `14d`.
public enum DurationText {
  /// The units, largest first, with their length in milliseconds.
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// A hundred years, in milliseconds.
  private static let longest: Int64 = 36_525 * 86_400_000

  /// The span that a text says; nil without a unit, with a unit twice or out of order, or longer than 100 years.
  public static func parse(_ text: String) -> Duration? {
    var total: Int64 = 0
    var rest = Substring(text)
    var smallestAllowed = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 12, let amount = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      guard let index = units.firstIndex(where: { $0.name == name }), index >= smallestAllowed else { return nil }
      smallestAllowed = index + 1
      rest = rest.dropFirst(name.count)
      guard amount <= longest / units[index].milliseconds else { return nil }
      total += amount * units[index].milliseconds
      guard total <= longest else { return nil }
    }
    return text.isEmpty ? nil : .milliseconds(total)
  }

  /// The shortest text for a span, `1h30m`; parts below a millisecond are dropped.
  public static func text(for span: Duration) -> String {
    var rest = span.milliseconds
    guard rest != 0 else { return "0s" }
    let sign = rest < 0 ? "-" : ""
    rest = abs(rest)
    var text = sign
    for unit in units where rest >= unit.milliseconds {
      text += "\(rest / unit.milliseconds)\(unit.name)"
      rest %= unit.milliseconds
    }
    return text
  }
}

extension Reader where Value == Duration {
  /// A duration with its unit.
  public static var duration: Reader<Duration> {
    Reader<String>.string.compactMap(expected: #"a duration with a unit, such as "5s", "90m" or "1h30m""#) {
      DurationText.parse($0)
    }
  }
}
