/// A JSON value without its place.
///
/// Strings and keys are equal when their code units are (RFC 8259 section 8.3), objects when their members are, in
/// any order, and numbers when they are written alike: `.integer(1)` is not `.decimal("1.0")`.
public enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without fraction and exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number, exactly as it was written: `1.50`, `1e3`, `18446744073709551615`.
  case decimal(String)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in the order in which they were written.
  case object(JSONObject)
}

extension JSONValue: Hashable {
  /// Whether both are the same value; see the type for what counts as the same.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.decimal(let left), .decimal(let right)): left.isExactly(right)
    case (.string(let left), .string(let right)): left.isExactly(right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  /// Feeds the kind of the value, and what it holds, to the hasher.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .decimal(let lexeme): hasher.combine(ExactText(text: lexeme))
    case .string(let text): hasher.combine(ExactText(text: text))
    case .array(let items): hasher.combine(items)
    case .object(let object): hasher.combine(object)
    }
  }
}
