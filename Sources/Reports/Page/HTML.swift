/// Markup in which every value was escaped on its way in.
///
/// A literal is markup as this project wrote it: elements are closed as in XML, and attributes stand in double quotes.
/// What is interpolated into it is text: it is made harmless, cut where it is long, and escaped. Only ``HTML`` itself
/// goes in as it is, so that no word of a connector becomes markup.
struct HTML: ExpressibleByStringInterpolation, Hashable, Sendable {
  /// The markup.
  private(set) var markup: String

  /// Its size in bytes.
  var size: Int { markup.utf8.count }

  /// Nothing.
  static let none: HTML = ""

  /// Markup as it stands in this project's source.
  init(stringLiteral markup: String) { self.markup = markup }

  /// Markup with values in it.
  init(stringInterpolation interpolation: Interpolation) { markup = interpolation.markup }

  /// Joins two pieces.
  static func + (first: HTML, second: HTML) -> HTML { "\(first)\(second)" }

  /// Adds a piece at the end.
  static func += (first: inout HTML, second: HTML) { first.markup += second.markup }

  /// A literal on its way to markup.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""
    /// Whether the last literal opened a tag and did not close it: what comes next is the value of an attribute.
    private var isInTag = false

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) {
      markup += literal
      if let last = literal.utf8.last(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) {
        isInTag = last == UInt8(ascii: "<")
      }
    }

    /// Text, of which at most `limit` scalars are shown.
    mutating func appendInterpolation(_ text: String, upTo limit: Int = PrintableText.limit) {
      markup += HTML.escaped(PrintableText.beginning(of: text, upTo: limit), inTag: isInTag)
    }

    mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }

    mutating func appendInterpolation(_ part: HTML) { markup += part.markup }

    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.markup } }

    /// Markup, or nothing.
    mutating func appendInterpolation(_ part: HTML?) { markup += part?.markup ?? "" }
  }

  /// Sentences in which words between backticks are code.
  static func prose(_ text: String, upTo limit: Int = PrintableText.limit) -> HTML {
    let parts = PrintableText.beginning(of: text, upTo: limit).split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return "\(text, upTo: limit)" }
    return parts.enumerated().map { index, part -> HTML in
      index % 2 == 0 ? "\(String(part))" : "<code>\(String(part))</code>"
    }.joined(separator: .none)
  }

  /// Text as it stands between tags or, with its quotes escaped too, within an attribute.
  private static func escaped(_ text: String, inTag: Bool) -> String {
    if text.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "\"") && !inTag }) { return text }
    var escaped = String.UnicodeScalarView()
    for scalar in PrintableText.harmless(text).unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"" where inTag: escaped.append(contentsOf: "&quot;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// Whether a byte is printable ASCII that means nothing in markup.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    default: byte == 0x0A || (0x20...0x7E).contains(byte)
    }
  }
}

extension [HTML] {
  /// The pieces with something between them.
  func joined(separator: HTML) -> HTML {
    var joined = HTML.none
    for (index, part) in enumerated() { joined += index == 0 ? part : separator + part }
    return joined
  }
}
