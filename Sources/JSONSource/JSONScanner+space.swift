extension JSONScanner {
  /// Skips white space, and comments with a mistake.
  mutating func skipSpace() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if Byte.isSpace(byte) {
        offset += 1
      } else if byte == Byte.slash || byte == Byte.hash {
        guard skipComment() else { return }
      } else {
        return
      }
    }
  }

  /// The offset behind the last byte that is not white space: where a text that ends too early is continued.
  var endOfText: Int {
    (bytes.lastIndex { !Byte.isSpace($0) } ?? -1) + 1
  }

  /// The length of the character at the offset in bytes.
  var characterLength: Int { UTF8Sequence.length(in: bytes, at: offset) ?? 1 }

  /// The character at the offset as it is shown in a message.
  var describedCharacter: String {
    guard let byte = current else { return "the end of the file" }
    guard let length = UTF8Sequence.length(in: bytes, at: offset) else {
      return "the byte 0x\(String(byte, radix: 16, uppercase: true)), which is not UTF-8"
    }
    if byte == Byte.quote { return "a double quote" }
    if byte < 0x20 || byte == 0x7F { return Self.codePoint(UInt32(byte)) }
    let text = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, !scalar.isASCII else { return Quoted.text(text) }
    return "\"\(text)\" (\(Self.codePoint(scalar.value)))"
  }

  /// Notes that something else should stand at the offset, and stops.
  mutating func stopAtUnexpected(expected: String, origin: SyntaxMistake.Origin? = nil) -> JSONValue? {
    if current == nil { return stop("expected \(expected), found the end of the file", at: endOfText, origin: origin) }
    let message = "expected \(expected), found \(describedCharacter)"
    return stop(message, at: offset, length: characterLength, hint: hintAtCharacter, origin: origin)
  }

  static func codePoint(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// What to do about characters that word processors and web pages leave behind.
  private var hintAtCharacter: String? {
    let character = String(decoding: bytes[offset..<min(offset + characterLength, bytes.count)], as: UTF8.self)
    switch character.unicodeScalars.first {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}": return "use straight double quotes"
    case "\u{A0}", "\u{3000}", "\u{200B}", "\u{FEFF}", "\u{2028}": return "it looks like a space; use an ordinary one"
    default: return nil
    }
  }

  /// Skips a comment; false where the character begins none.
  private mutating func skipComment() -> Bool {
    let start = offset
    let next = offset + 1 < bytes.count ? bytes[offset + 1] : nil
    let isBlock = bytes[offset] == Byte.slash && next == Byte.asterisk
    guard isBlock || bytes[offset] == Byte.hash || next == Byte.slash else { return false }
    offset = isBlock ? endOfBlockComment(from: offset + 2) : endOfLine(from: offset)
    let firstLine = bytes[start..<offset].prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
    let hint = "in an object, a \"note\" may say it"
    note("JSON has no comments", at: start, length: firstLine.count, hint: hint)
    return !isStopped
  }

  private func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex { $0 == Byte.lineFeed || $0 == Byte.carriageReturn } ?? bytes.count
  }

  private func endOfBlockComment(from start: Int) -> Int {
    var end = start
    while end + 1 < bytes.count {
      if bytes[end] == Byte.asterisk, bytes[end + 1] == Byte.slash { return end + 2 }
      end += 1
    }
    return bytes.count
  }
}
