import JSONSource

/// A test of one value: a literal to be equal to, or one operator.
///
/// A value that is absent is unequal to everything, fails every other operator, and is what `exists: false` asks for.
public enum ValueTest: Hashable, Sendable {
  case eq(JSONValue)
  case ne(JSONValue)
  /// The four comparisons: of numbers, or else of texts by their characters (which suits RFC 3339 instants in UTC).
  case lt(JSONValue)
  case lte(JSONValue)
  case gt(JSONValue)
  case gte(JSONValue)
  /// This text occurs in the value, or the value is an array with this item.
  case contains(JSONValue)
  case startsWith(String)
  /// This Swift regular expression is found anywhere in the value.
  case matches(String)
  case oneOf([JSONValue])
  case exists(Bool)

  /// Whether a value passes; nil stands for one that is absent.
  public func holds(_ value: JSONValue?) -> Bool {
    switch self {
    case .exists(let expected): return (value != nil) == expected
    case .ne(let other): return value.map { !ComparableValue.areEqual($0, other) } ?? true
    default: return value.map(holds(present:)) ?? false
    }
  }

  /// Whether a text passes; nil stands for one that is absent.
  public func holds(text: String?) -> Bool { holds(text.map(JSONValue.string)) }

  /// Whether one of several values of the same name passes; a test that forbids something must pass for all of them.
  public func holds(texts: [String]) -> Bool {
    guard !texts.isEmpty else { return holds(nil) }
    return isProhibition ? texts.allSatisfy { holds(text: $0) } : texts.contains { holds(text: $0) }
  }

  /// Whether the test says what a value must not be.
  var isProhibition: Bool {
    switch self {
    case .ne, .exists(false): true
    default: false
    }
  }

  private func holds(present value: JSONValue) -> Bool {
    switch self {
    case .eq(let other): ComparableValue.areEqual(value, other)
    case .ne(let other): !ComparableValue.areEqual(value, other)
    case .lt(let other): ComparableValue.order(value, other) == .ascending
    case .lte(let other): [.ascending, .same].contains(ComparableValue.order(value, other))
    case .gt(let other): ComparableValue.order(value, other) == .descending
    case .gte(let other): [.descending, .same].contains(ComparableValue.order(value, other))
    case .contains(let part): Self.contains(value, part)
    case .startsWith(let beginning): value.comparedText.hasPrefix(beginning)
    case .matches(let pattern): Self.matches(value.comparedText, pattern)
    case .oneOf(let others): others.contains { ComparableValue.areEqual(value, $0) }
    case .exists(let expected): expected
    }
  }

  private static func contains(_ value: JSONValue, _ part: JSONValue) -> Bool {
    if case .array(let items) = value { return items.contains { ComparableValue.areEqual($0, part) } }
    return value.comparedText.contains(part.comparedText)
  }

  /// The expression was compiled once when the file was read; `Regex` is not `Sendable`, so that only its text is kept.
  private static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return false }
    return (try? expression.firstMatch(in: text)) != nil
  }
}

extension ValueTest: CustomStringConvertible {
  /// The test in words that fit behind "must be": `200`, `less than 300`, `one of 502, 503`.
  public var description: String {
    switch self {
    case .eq(let value): value.encoded()
    case .ne(let value): "other than \(value.encoded())"
    case .lt(let value): "less than \(value.encoded())"
    case .lte(let value): "at most \(value.encoded())"
    case .gt(let value): "greater than \(value.encoded())"
    case .gte(let value): "at least \(value.encoded())"
    case .contains(let part): "with \(part.encoded()) in it"
    case .startsWith(let text): "beginning with \(JSONValue.string(text).encoded())"
    case .matches(let pattern): "matching /\(pattern)/"
    case .oneOf(let values): "one of \(values.map { $0.encoded() }.joined(separator: ", "))"
    case .exists(let expected): expected ? "present" : "absent"
    }
  }
}

extension JSONValue {
  /// What text operators look at: a string's content, anything else as it would be written.
  var comparedText: String { stringValue ?? encoded() }
}
