/// A JSON value that remembers where it stood.
public struct LocatedJSON: Sendable {
  /// What the value is.
  public enum Content: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written without fraction and exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number, exactly as it was written.
    case decimal(String)
    /// Text, unescaped.
    case string(String)
    /// Values in order.
    case array([LocatedJSON])
    /// Members in order; no key stands twice.
    case object([Member])
  }

  /// A key, its place, and its value.
  public struct Member: Sendable {
    /// The key, unescaped.
    public let key: String
    /// Where the key stands; its pointer is that of the value.
    public let keyPlace: Place
    /// What stands behind the key.
    public let value: LocatedJSON
  }

  /// What the value is.
  public let content: Content
  /// Where it begins.
  public let place: Place
  /// The file in which it stands.
  public let source: SourceFile

  /// The value without its place.
  public var value: JSONValue {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .decimal(let lexeme): .decimal(lexeme)
    case .string(let text): .string(text)
    case .array(let items): .array(items.map(\.value))
    case .object(let members): .object(JSONObject(members.lazy.map { ($0.key, $0.value.value) }))
    }
  }

  /// The kind of the value in words that fit behind "expected" and "found": `a string`, `an object`, `null`.
  public var typeName: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .decimal: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The value of a member; nil where there is none, and for what is no object.
  public subscript(key: String) -> LocatedJSON? {
    guard let members else { return nil }
    // By position: a loop over the members themselves would copy each, and reading a file asks thousands of times.
    return members.indices.first { members[$0].key.isExactly(key) }.map { members[$0].value }
  }

  /// The members of an object; nil for every other kind.
  public var members: [Member]? {
    if case .object(let members) = content { members } else { nil }
  }

  /// The items of an array; nil for every other kind.
  public var items: [LocatedJSON]? {
    if case .array(let items) = content { items } else { nil }
  }

  /// A scalar as it would be written, anything else by its kind: what stands behind "found" in a diagnostic.
  var described: String {
    switch content {
    case .null, .array, .object: typeName
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .decimal(let lexeme): lexeme.utf8.count > 40 ? typeName : lexeme
    case .string(let text): Quoted.text(text)
    }
  }
}
