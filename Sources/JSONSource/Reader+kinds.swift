extension Reader {
  /// A reader that knows what to expect and takes what `extract` finds in the content.
  fileprivate init(expecting expected: String, _ extract: @escaping (LocatedJSON.Content) -> Value?) {
    self.init { json, diagnostics in
      if let value = extract(json.content) { return value }
      diagnostics.error("expected \(expected), found \(json.typeName)", at: json)
      return nil
    }
  }
}

extension Reader where Value == String {
  /// Any string.
  public static var string: Reader<String> {
    Reader(expecting: "a string") { if case .string(let text) = $0 { text } else { nil } }
  }

  /// A string with at least one character that is not white space.
  public static var nonEmptyString: Reader<String> {
    Reader { json, diagnostics in
      guard let text = string.read(json, diagnostics) else { return nil }
      if text.contains(where: { !$0.isWhitespace }) { return text }
      diagnostics.error("expected a string that is not empty, found \(json.described)", at: json)
      return nil
    }
  }
}

extension Reader where Value == Int64 {
  /// A 64-bit integer, written without fraction and exponent.
  public static var integer: Reader<Int64> {
    Reader { json, diagnostics in
      if case .integer(let value) = json.content { return value }
      let isTooLong = if case .decimal(let lexeme) = json.content { Self.hasOnlyDigits(lexeme) } else { false }
      let found = isTooLong ? json.described : json.typeName
      diagnostics.error("expected \(isTooLong ? "a 64-bit integer" : "an integer"), found \(found)", at: json)
      return nil
    }
  }

  /// An integer within bounds, both included.
  public static func integer(in range: ClosedRange<Int64>) -> Reader<Int64> {
    integer.compactMap(expected: "an integer from \(range.lowerBound) to \(range.upperBound)") {
      range.contains($0) ? $0 : nil
    }
  }

  private static func hasOnlyDigits(_ lexeme: String) -> Bool {
    lexeme.utf8.allSatisfy { Byte.isDigit($0) || $0 == Byte.minus }
  }
}

extension Reader where Value == Int {
  /// An integer within bounds, both included.
  public static func count(in range: ClosedRange<Int>) -> Reader<Int> {
    Reader<Int64>.integer(in: Int64(range.lowerBound)...Int64(range.upperBound)).map { Int($0) }
  }
}

extension Reader where Value == Bool {
  /// `true` or `false`.
  public static var bool: Reader<Bool> {
    Reader(expecting: "true or false") { if case .bool(let value) = $0 { value } else { nil } }
  }
}

extension Reader where Value == Double {
  /// Any number that a double can hold.
  public static var number: Reader<Double> {
    Reader { json, diagnostics in
      if let number = json.value.doubleValue { return number }
      let isNumber = if case .decimal = json.content { true } else { false }
      let expected = isNumber ? "a number within the range of a double" : "a number"
      diagnostics.error("expected \(expected), found \(isNumber ? json.described : json.typeName)", at: json)
      return nil
    }
  }
}

extension Reader where Value == JSONValue {
  /// Any value, `null` included.
  public static var value: Reader<JSONValue> {
    Reader { json, _ in json.value }
  }
}

extension Reader where Value == LocatedJSON {
  /// Any value, `null` included, with its place.
  public static var located: Reader<LocatedJSON> {
    Reader { json, _ in json }
  }
}
