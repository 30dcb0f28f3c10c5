/// `application/x-www-form-urlencoded`, as in query strings and forms (WHATWG URL standard section 5).
public enum FormEncoding {
  /// The parameters of a text, in order; malformed percent-encoding stays as it is.
  public static func decode(_ text: some StringProtocol) -> [Parameter] {
    // By bytes: to look for the borders of characters takes many times as long.
    text.utf8.split(separator: UInt8(ascii: "&")).map { pair in
      let (name, value) = halves(of: pair)
      return Parameter(
        String(decoding: bytes(of: name).plain, as: UTF8.self), String(decoding: bytes(of: value).plain, as: UTF8.self))
    }
  }

  /// The parameters of a text, in order; nil where the percent-encoding is broken or the bytes are no UTF-8, as Rails
  /// has it.
  public static func decodeStrictly(_ text: some StringProtocol) -> [Parameter]? {
    var text = String(text)
    return text.withUTF8 { bytes in
      var parameters: [Parameter] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let pair = rest.prefix { $0 != UInt8(ascii: "&") }
        rest = rest[pair.endIndex...].dropFirst()
        guard !pair.isEmpty else { continue }
        let (name, value) = halves(of: pair)
        guard let name = strictText(name), let value = strictText(value) else { return nil }
        parameters.append(Parameter(name, value))
      }
      return parameters
    }
  }

  /// The text of parameters; everything but letters, digits and `-._~` is percent-encoded.
  public static func encode(_ parameters: [Parameter]) -> String {
    parameters.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
  }

  /// The text of parameters as Rails and browsers write a form: as ``encode(_:)`` has it, but a space is a plus sign.
  public static func encodeForm(_ parameters: [Parameter]) -> String {
    encode(parameters).replacing("%20", with: "+")
  }

  /// A piece of text that is safe in a query.
  public static func escape(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isSafe) else { return text }
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if isSafe(byte) {
        escaped.append(byte)
      } else {
        escaped += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 0xF)]
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// A piece of a query as it was meant.
  public static func unescape(_ text: some StringProtocol) -> String {
    String(decoding: bytes(of: text.utf8).plain, as: UTF8.self)
  }

  /// Name and value of a pair; without an equals sign all of it is the name.
  private static func halves<Bytes: Collection<UInt8>>(of pair: Bytes) -> (Bytes.SubSequence, Bytes.SubSequence) {
    guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return (pair[...], pair[pair.endIndex...]) }
    return (pair[..<equals], pair[pair.index(after: equals)...])
  }

  /// - Parameter text: a piece of a text that is UTF-8, from one of its characters to another.
  private static func strictText(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    guard text.contains(where: isEncoded) else { return String(decoding: text, as: UTF8.self) }
    let (plain, isWhole) = bytes(of: text)
    return isWhole ? String(validating: plain, as: UTF8.self) : nil
  }

  private static func isEncoded(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "%") || byte == UInt8(ascii: "+") }

  /// What a piece of a query stands for, and whether all of its percent-encoding could be read.
  private static func bytes(of text: some Collection<UInt8>) -> (plain: [UInt8], isWhole: Bool) {
    let bytes = Array(text)
    guard bytes.contains(where: isEncoded) else { return (bytes, true) }
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
