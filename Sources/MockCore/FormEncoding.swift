/// `application/x-www-form-urlencoded`, as in query strings and forms (WHATWG URL standard section 5).
public enum FormEncoding {
  /// The parameters of a text, in order; malformed percent-encoding stays as it is.
  public static func decode(_ text: some StringProtocol) -> [Parameter] {
    text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Parameter(unescape(halves[0]), halves.count > 1 ? unescape(halves[1]) : "")
    }
  }

  /// The parameters of a text, in order; nil where the percent-encoding is broken or the bytes are no UTF-8, as Rails
  /// has it.
  public static func decodeStrictly(_ text: some StringProtocol) -> [Parameter]? {
    var parameters: [Parameter] = []
    for pair in text.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = unescapeStrictly(halves[0]),
        let value = halves.count > 1 ? unescapeStrictly(halves[1]) : ""
      else { return nil }
      parameters.append(Parameter(name, value))
    }
    return parameters
  }

  /// The text of parameters; everything but letters, digits and `-._~` is percent-encoded.
  public static func encode(_ parameters: [Parameter]) -> String {
    parameters.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
  }

  /// A piece of text that is safe in a query.
  public static func escape(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        escaped.append(byte)
      default: escaped += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 0xF)]
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// A piece of a query as it was meant.
  public static func unescape(_ text: some StringProtocol) -> String {
    String(decoding: bytes(of: text).plain, as: UTF8.self)
  }

  private static func unescapeStrictly(_ text: some StringProtocol) -> String? {
    let (plain, isWhole) = bytes(of: text)
    return isWhole ? String(validating: plain, as: UTF8.self) : nil
  }

  /// What a piece of a query stands for, and whether all of its percent-encoding could be read.
  private static func bytes(of text: some StringProtocol) -> (plain: [UInt8], isWhole: Bool) {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return (bytes, true) }
    var plain: [UInt8] = []
    var isWhole = true
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "+") {
        plain.append(UInt8(ascii: " "))
      } else if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = value(ofHex: bytes[index + 1]),
        let low = value(ofHex: bytes[index + 2])
      {
        plain.append(high << 4 | low)
        index += 2
      } else {
        isWhole = isWhole && bytes[index] != UInt8(ascii: "%")
        plain.append(bytes[index])
      }
      index += 1
    }
    return (plain, isWhole)
  }

  private static func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 55 + nibble }

  private static func value(ofHex digit: UInt8) -> UInt8? {
    Character(UnicodeScalar(digit)).hexDigitValue.map { UInt8($0) }
  }
}
