extension JSONValue {
  /// The text of a string; nil for every other kind.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, if it is a 64-bit integer written without fraction and exponent.
  public var integerValue: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The truth value; nil for every other kind.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The nearest double of an integer or a decimal; nil where a double cannot hold it (`1e999`).
  public var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let lexeme): Double(lexeme).flatMap { $0.isFinite ? $0 : nil }
    default: nil
    }
  }

  /// The items of an array; nil for every other kind.
  public var arrayValue: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The members of an object; nil for every other kind.
  public var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether the value is `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The value of a member; nil where there is none, and for what is no object.
  public subscript(key: String) -> JSONValue? {
    objectValue?[key]
  }

  /// An item of an array; nil out of its bounds, and for what is no array.
  public subscript(index: Int) -> JSONValue? {
    guard let items = arrayValue, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The kind of the value in words that fit behind "expected" and "found": `a string`, `an object`, `null`.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .decimal: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
