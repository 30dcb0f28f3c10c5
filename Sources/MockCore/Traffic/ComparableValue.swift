import JSONSource

/// How values compare that come from different places: a number in a file, and its digits in a header or a query.
enum ComparableValue {
  /// How the first value stands to the second.
  enum Order: Hashable { case ascending, same, descending }

  /// Whether both say the same: as numbers where one of them is a number, as truth values where one is a truth value.
  static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
    if left == right { return true }
    switch (left, right) {
    case (.string, .string): return false
    case (.bool(let value), .string(let text)), (.string(let text), .bool(let value)): return text == String(value)
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { member in right[member.key].map { areEqual(member.value, $0) } ?? false }
    default: return numericOrder(left, right) == .same
    }
  }

  /// The order of two values: of numbers, also as digits in a string, else of texts; nil where there is none.
  static func order(_ left: JSONValue, _ right: JSONValue) -> Order? {
    if let order = numericOrder(left, right) { return order }
    guard case .string(let left) = left, case .string(let right) = right else { return nil }
    return left == right ? .same : left < right ? .ascending : .descending
  }

  /// Integers compare exactly: identifiers exceed what a double can hold.
  private static func numericOrder(_ left: JSONValue, _ right: JSONValue) -> Order? {
    if let left = integer(left), let right = integer(right) {
      return left == right ? .same : left < right ? .ascending : .descending
    }
    guard let left = double(left), let right = double(right) else { return nil }
    return left == right ? .same : left < right ? .ascending : .descending
  }

  private static func integer(_ value: JSONValue) -> Int64? {
    switch value {
    case .integer(let number): number
    case .string(let text) where isNumeric(text): Int64(text)
    default: nil
    }
  }

  private static func double(_ value: JSONValue) -> Double? {
    switch value {
    case .integer, .decimal: value.doubleValue
    case .string(let text) where isNumeric(text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    default: nil
    }
  }

  /// Whether a text looks like a JSON number; `Double` alone would take `nan`, `inf` and `0x1p3`.
  private static func isNumeric(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) || "-+.eE".utf8.contains($0) }
  }
}
