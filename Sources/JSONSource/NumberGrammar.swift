/// The grammar of numbers (RFC 8259 section 6).
enum NumberGrammar {
  /// What a run of number-like bytes turned out to be.
  enum Finding: Equatable {
    case integer
    case decimal
    case malformed(offset: Int, message: String)
  }

  /// Judges a lexeme; the offset of a mistake is an index of the slice.
  static func judge(_ lexeme: ArraySlice<UInt8>) -> Finding {
    var rest = Cursor(lexeme: lexeme, offset: lexeme.startIndex)
    if rest.current == Byte.plus { return rest.malformed("a number must not begin with \"+\"") }
    let isNegative = rest.take { $0 == Byte.minus }
    if rest.current == Byte.zero {
      _ = rest.take(Byte.isDigit)
      if rest.current.map(Byte.isDigit) == true {
        return rest.malformed("a number must not have leading zeros", at: -1)
      }
    } else if !rest.takeAll(Byte.isDigit) {
      return rest.malformed(isNegative ? "expected a digit after the minus sign" : "a number must begin with a digit")
    }
    let hasFraction = rest.take { $0 == Byte.dot }
    if hasFraction, !rest.takeAll(Byte.isDigit) { return rest.malformed("expected a digit after the decimal point") }
    let hasExponent = rest.take(Byte.isExponentMark)
    if hasExponent {
      _ = rest.take { $0 == Byte.plus || $0 == Byte.minus }
      if !rest.takeAll(Byte.isDigit) { return rest.malformed("expected a digit in the exponent") }
    }
    guard rest.current == nil else { return rest.malformed("unexpected \(rest.described) in a number") }
    return hasFraction || hasExponent ? .decimal : .integer
  }

  /// Whether a text is exactly one JSON number.
  static func accepts(_ lexeme: String) -> Bool {
    if case .malformed = judge(ArraySlice(lexeme.utf8)) { return false }
    return true
  }

  private struct Cursor {
    let lexeme: ArraySlice<UInt8>
    var offset: Int

    var current: UInt8? { offset < lexeme.endIndex ? lexeme[offset] : nil }

    var described: String {
      current.map { Quoted.text(String(decoding: [$0], as: UTF8.self)) } ?? "end"
    }

    mutating func take(_ isWanted: (UInt8) -> Bool) -> Bool {
      guard let current, isWanted(current) else { return false }
      offset += 1
      return true
    }

    mutating func takeAll(_ isWanted: (UInt8) -> Bool) -> Bool {
      let start = offset
      while take(isWanted) {}
      return offset > start
    }

    func malformed(_ message: String, at shift: Int = 0) -> Finding {
      .malformed(offset: offset + shift, message: message)
    }
  }
}
