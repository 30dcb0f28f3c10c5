/// The well-formed byte sequences of UTF-8 (RFC 3629 section 4): no overlong form, no surrogate, nothing above
/// U+10FFFF.
enum UTF8Sequence {
  /// The length of the sequence that begins at an offset; nil where it is malformed.
  static func length(in bytes: [UInt8], at offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    let lead = bytes[offset]
    guard lead >= 0x80 else { return 1 }
    guard let (length, second) = shape(of: lead), offset + length <= bytes.count else { return nil }
    guard second.contains(bytes[offset + 1]) else { return nil }
    guard bytes[(offset + 2)..<(offset + length)].allSatisfy(Byte.isContinuation) else { return nil }
    return length
  }

  /// The number of scalars in a range, each stray byte counted as one.
  static func scalarCount(of bytes: [UInt8], in range: Range<Int>) -> Int {
    var count = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      offset += bytes[offset] < 0x80 ? 1 : length(in: bytes, at: offset) ?? 1
      count += 1
    }
    return count
  }

  /// The text of a range, U+FFFD in place of each stray byte.
  static func text(of bytes: [UInt8], in range: Range<Int>) -> String {
    if let text = String(validating: bytes[range], as: UTF8.self) { return text }
    var text = ""
    var offset = range.lowerBound
    while offset < range.upperBound {
      let length = length(in: bytes, at: offset)
      let end = min(offset + (length ?? 1), range.upperBound)
      text += length == nil ? "\u{FFFD}" : String(decoding: bytes[offset..<end], as: UTF8.self)
      offset = end
    }
    return text
  }

  private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}
