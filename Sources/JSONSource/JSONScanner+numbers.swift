extension JSONScanner {
  /// Reads a number, or what somebody took for one: everything up to the first byte that no number could hold.
  mutating func readNumber() -> JSONValue? {
    let start = offset
    while let byte = current, Byte.isNumeric(byte) { offset += 1 }
    let lexeme = bytes[start..<offset]
    switch NumberGrammar.judge(lexeme) {
    case .integer:
      return Self.integer(lexeme).map(JSONValue.integer) ?? .decimal(String(decoding: lexeme, as: UTF8.self))
    case .decimal: return .decimal(String(decoding: lexeme, as: UTF8.self))
    case .malformed(let place, let message):
      note(message, at: place, hint: Self.hint(for: lexeme))
      return goOn(with: .null)
    }
  }

  /// The value of an integer that keeps to the grammar; nil beyond 64 bits.
  private static func integer(_ lexeme: ArraySlice<UInt8>) -> Int64? {
    let isNegative = lexeme.first == Byte.minus
    var value: Int64 = 0
    for byte in isNegative ? lexeme.dropFirst() : lexeme {
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - Byte.zero)
      // Digits of a negative number are subtracted: the smallest integer has no positive counterpart.
      let (next, isBeyond) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if isTooLarge || isBeyond { return nil }
      value = next
    }
    return value
  }

  /// What was probably meant: a number that only lacks a digit, or text such as a date.
  private static func hint(for lexeme: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: lexeme, as: UTF8.self)
    let digits = text.drop { $0 == "0" }
    for candidate in [
      "0" + text, text.hasSuffix(".") ? text + "0" : text, String(text.dropFirst()), String(digits), "0" + digits,
    ]
    where NumberGrammar.accepts(candidate) && candidate.utf8.count < 40 {
      return "write \(candidate)"
    }
    let isNumeric = lexeme.allSatisfy { !Byte.isWord($0) || Byte.isDigit($0) || Byte.isExponentMark($0) }
    let isRepeating = lexeme.dropFirst().contains(Byte.minus) || lexeme.count(where: { $0 == Byte.dot }) > 1
    return isNumeric && !isRepeating ? nil : "text must stand in double quotes"
  }
}
