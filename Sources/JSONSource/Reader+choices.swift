extension Reader {
  /// The first reader that says it is meant.
  ///
  /// - Parameter expected: what stands behind "expected" where none is meant.
  public static func either(
    expected: String, _ readers: [(matches: (LocatedJSON) -> Bool, reader: Reader<Value>)]
  ) -> Reader<Value> {
    Reader { json, diagnostics in
      if let choice = readers.first(where: { $0.matches(json) }) { return choice.reader.read(json, diagnostics) }
      diagnostics.error("expected \(expected), found \(json.typeName)", at: json)
      return nil
    }
  }

  /// One reader for each kind of value that is taken; `number` takes integers where `integer` is left out.
  public static func byKind(
    null: Reader? = nil, bool: Reader? = nil, integer: Reader? = nil, number: Reader? = nil, string: Reader? = nil,
    array: Reader? = nil, object: Reader? = nil
  ) -> Reader<Value> {
    let kinds = [
      ("null", null), ("true or false", bool), (number == nil ? "an integer" : "a number", number ?? integer),
      ("a string", string), ("an array", array), ("an object", object),
    ]
    let taken = kinds.filter { $0.1 != nil }.map(\.0)
    let expected =
      taken.dropLast().joined(separator: ", ") + (taken.count > 1 ? " or " : "") + (taken.last ?? "nothing")
    return Reader { json, diagnostics in
      let reader =
        switch json.content {
        case .null: null
        case .bool: bool
        case .integer: integer ?? number
        case .decimal: number
        case .string: string
        case .array: array
        case .object: object
        }
      if let reader { return reader.read(json, diagnostics) }
      diagnostics.error("expected \(expected), found \(json.typeName)", at: json)
      return nil
    }
  }

  /// A value, or `null`, which reads as nil.
  public static func nullable<E>(_ reader: Reader<E>) -> Reader<E?> where Value == E? {
    Reader { json, diagnostics in
      if case .null = json.content { return .some(nil) }
      return reader.read(json, diagnostics).map { .some($0) }
    }
  }

  /// An object whose members `body` reads one by one; a member that it does not ask for is an error, but for `note`
  /// (text) and `$schema`.
  ///
  /// Let `body` ask for every key before it returns nil: where it gave up early, a key that it never came to ask for
  /// cannot be told from an unknown one, and only those are reported that look like a misspelt key which it asked for
  /// in vain.
  ///
  /// - Parameter what: what the object is, for messages: `a step`.
  public static func object(_ what: String, _ body: @escaping (Fields) -> Value?) -> Reader<Value> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        diagnostics.error("expected an object (\(what)), found \(json.typeName)", at: json)
        return nil
      }
      let fields = Fields(json, what: what, diagnostics: diagnostics)
      let value = body(fields)
      fields.reportUnknownKeys(isComplete: value != nil)
      diagnostics.remember(fields.question)
      return value
    }
  }
}

extension Reader where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One word of a closed list.
  public static func oneOf(_ type: Value.Type) -> Reader<Value> {
    Reader { json, diagnostics in
      guard let word = Reader<String>.string.read(json, diagnostics) else { return nil }
      diagnostics.remember(AskedWord(pointer: json.place.pointer, words: Value.allCases.map { $0.rawValue }))
      if let value = Value(rawValue: word), value.rawValue.isExactly(word) { return value }
      let allowed = Value.allCases.map { $0.rawValue }
      let suggestion = Suggestion.closest(to: word, among: allowed)
      diagnostics.error(
        "expected \(Quoted.list(allowed, last: " or ")), found \(json.described)", at: json,
        hint: suggestion.map { "did you mean \(Quoted.text($0))?" })
      return nil
    }
  }
}
