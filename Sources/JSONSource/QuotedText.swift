extension [UInt8] {
  /// Appends a text as a JSON string (RFC 8259 section 7); only what must be escaped is.
  mutating func append(quoting content: String) {
    var content = content
    append(Byte.quote)
    content.withUTF8 { text in
      guard text.contains(where: Self.mustBeEscaped) else { return append(contentsOf: text) }
      for byte in text {
        if Self.mustBeEscaped(byte) { append(escaping: byte) } else { append(byte) }
      }
    }
    append(Byte.quote)
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < Byte.space || byte == Byte.quote || byte == Byte.backslash
  }

  private mutating func append(escaping byte: UInt8) {
    append(Byte.backslash)
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x0C: append(UInt8(ascii: "f"))
    case Byte.lineFeed: append(UInt8(ascii: "n"))
    case Byte.carriageReturn: append(UInt8(ascii: "r"))
    case Byte.tab: append(UInt8(ascii: "t"))
    case ..<Byte.space: self += ((byte < 0x10 ? "u000" : "u00") + String(byte, radix: 16)).utf8
    default: append(byte)
    }
  }
}
