extension JSONValue: ExpressibleByNilLiteral {
  /// `nil` is JSON's `null`.
  ///
  /// Beware of `condition ? value : nil` where an optional value is wanted: that `nil` is a `null`, not an absence.
  public init(nilLiteral: ()) { self = .null }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  /// `true` and `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// A 64-bit integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  /// A decimal, in the shortest form that reads back as the same double.
  public init(floatLiteral value: Double) { self = JSONValue(double: value) ?? .null }
}

extension JSONValue: ExpressibleByStringInterpolation {
  /// Text, also with `\(…)` inside.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  /// Values in order.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// Members in order; of two equal keys the later value stands at the earlier place.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}

extension JSONValue {
  /// A decimal, in the shortest form that reads back as the same double; nil for infinity and not-a-number, which
  /// JSON lacks.
  public init?(double number: Double) {
    guard number.isFinite else { return nil }
    self = .decimal(number.description)
  }
}
