/// Words of connectors and files on their way into a report: nothing in them may steer what shows it.
enum PrintableText {
  /// How many characters of one text a report shows.
  static let limit = 4000

  /// The text made ``harmless(_:)``. What is longer than ``limit`` is cut, and says so.
  static func clean(_ text: String) -> String { harmless(beginning(of: text, upTo: limit)) }

  /// The beginning of a text, with a mark of how much more there was.
  ///
  /// Unicode scalars are counted, and not what a reader takes for a character: of marks over one letter there may be
  /// millions.
  static func beginning(of text: String, upTo limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex) ?? scalars.endIndex
    let rest = scalars[end...].count
    return rest > 0 ? String(scalars[..<end]) + "… (\(rest) more characters)" : text
  }

  /// The text with U+FFFD for whatever a terminal might obey, a reader cannot see or XML does not allow; line feeds and
  /// tabs stay.
  static func harmless(_ text: String) -> String {
    var harmless = String.UnicodeScalarView()
    harmless.append(contentsOf: text.unicodeScalars.lazy.map { isHarmless($0) ? $0 : "\u{FFFD}" })
    return String(harmless)
  }

  /// The same on one line.
  static func line(_ text: String) -> String {
    clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The lines of a text, none longer than `width` characters unless a single word is, each behind an indent.
  static func wrap(_ text: String, indent: String, width: Int) -> [String] {
    clean(text).split(separator: "\n").flatMap { paragraph in
      wrap(words: paragraph.split(whereSeparator: \.isWhitespace), indent: indent, width: width)
    }
  }

  private static func wrap(words: [Substring], indent: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words {
      if !line.isEmpty, indent.count + line.count + 1 + word.count > width {
        lines.append(indent + line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    return line.isEmpty ? lines : lines + [indent + line]
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\t" { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return scalar == "\u{200D}"
    default: return scalar.value & 0xFFFE != 0xFFFE
    }
  }
}
