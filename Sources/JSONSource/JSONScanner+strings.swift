extension JSONScanner {
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Reads the string whose opening quote stands at the offset. Most need no more than a copy of their bytes.
  mutating func readString() -> String? {
    let opening = offset
    offset += 1
    while let byte = current, byte >= Byte.space, byte != Byte.backslash {
      if byte == Byte.quote {
        offset += 1
        return String(decoding: bytes[(opening + 1)..<(offset - 1)], as: UTF8.self)
      }
      guard let length = byte < 0x80 ? 1 : UTF8Sequence.length(in: bytes, at: offset) else { break }
      offset += length
    }
    return readStringByParts(from: opening)
  }

  /// Reads `'…'`, with a mistake, up to the closing quote on the same line.
  mutating func readSingleQuoted() -> String? {
    let opening = offset
    let end = bytes[(opening + 1)...].firstIndex { $0 == Byte.apostrophe || $0 == Byte.lineFeed }
    guard let end, bytes[end] == Byte.apostrophe else {
      _ = stop("a string must stand in double quotes", at: opening)
      return nil
    }
    offset = end + 1
    note("a string must stand in double quotes", at: opening, length: offset - opening)
    return isStopped ? nil : String(decoding: bytes[(opening + 1)..<end], as: UTF8.self)
  }

  private mutating func readStringByParts(from opening: Int) -> String? {
    offset = opening + 1
    var text: [UInt8] = []
    while let byte = current, !isStopped {
      switch byte {
      case Byte.quote:
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case Byte.backslash:
        readEscape(into: &text)
      case Byte.lineFeed, Byte.carriageReturn:
        return stopInString(from: opening)
      case ..<Byte.space:
        noteControlCharacter(byte)
      case ..<0x80:
        text.append(byte)
        offset += 1
      default:
        readSequence(into: &text)
      }
    }
    return stopInString(from: opening)
  }

  private mutating func stopInString(from opening: Int) -> String? {
    let isAtEnd = current == nil
    let message = "the string is not closed before the end of the \(isAtEnd ? "file" : "line")"
    let hint = isAtEnd ? nil : "close it with \"; a line break inside a string is written \\n"
    _ = stop(message, at: opening, length: min(offset, max(endOfText, opening + 1)) - opening, hint: hint)
    return nil
  }

  private mutating func noteControlCharacter(_ byte: UInt8) {
    let escape = JSONValue.string(String(decoding: [byte], as: UTF8.self)).encoded().dropFirst().dropLast()
    note("unescaped control character \(Self.codePoint(UInt32(byte))) in a string", at: offset, hint: "write \(escape)")
    offset += 1
  }

  private mutating func readSequence(into text: inout [UInt8]) {
    if let length = UTF8Sequence.length(in: bytes, at: offset) {
      text += bytes[offset..<(offset + length)]
      offset += length
      return
    }
    note("the string is not UTF-8: found \(describedCharacter)", at: offset, hint: "save the file as UTF-8")
    text += Self.replacement
    repeat { offset += 1 } while current.map(Byte.isContinuation) == true
  }

  private mutating func readEscape(into text: inout [UInt8]) {
    let start = offset
    offset += 1
    guard let byte = current else { return }
    switch byte {
    case Byte.quote, Byte.backslash, Byte.slash: text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(Byte.lineFeed)
    case UInt8(ascii: "r"): text.append(Byte.carriageReturn)
    case UInt8(ascii: "t"): text.append(Byte.tab)
    case UInt8(ascii: "u"): return readUnicodeEscape(from: start, into: &text)
    default:
      // Only the backslash is stepped over: what follows is read as if it stood there alone.
      guard byte >= Byte.space else { return note("a backslash must be written \\\\", at: start) }
      let message = "unknown escape: a backslash before \(describedCharacter)"
      return note(message, at: start, length: 1 + characterLength, hint: "a backslash itself is written \\\\")
    }
    offset += 1
  }

  /// Reads `\uXXXX`, and the second half of a surrogate pair with it (RFC 8259 section 7).
  private mutating func readUnicodeEscape(from start: Int, into text: inout [UInt8]) {
    guard let first = hexadecimal(at: offset + 1) else {
      offset += 1
      let digits = bytes[offset...].prefix(4).prefix(while: Byte.isHexadecimal).count
      return note("expected four hexadecimal digits behind \\u", at: start, length: 2 + digits)
    }
    offset += 5
    if let scalar = Unicode.Scalar(first) { return append(scalar, to: &text) }
    if let scalar = secondHalf(of: first) {
      offset += 6
      return append(scalar, to: &text)
    }
    let hint = "surrogates come in pairs, such as \\ud83d\\ude00"
    note("lone surrogate \(Self.codePoint(first)) in a string", at: start, length: 6, hint: hint)
    text += Self.replacement
  }

  /// The scalar of a pair whose second half stands at the offset.
  private func secondHalf(of first: UInt32) -> Unicode.Scalar? {
    guard (0xD800...0xDBFF).contains(first), offset + 1 < bytes.count else { return nil }
    guard bytes[offset] == Byte.backslash, bytes[offset + 1] == UInt8(ascii: "u") else { return nil }
    guard let second = hexadecimal(at: offset + 2), (0xDC00...0xDFFF).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
  }

  private func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
    text.append(contentsOf: String(scalar).utf8)
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<(start + 4)] {
      guard Byte.isHexadecimal(byte) else { return nil }
      value = value << 4 | UInt32(byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57)
    }
    return value
  }
}
