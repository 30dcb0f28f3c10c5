/// The text of a JSON object on one line, written member by member: for what is written too often to be made a
/// ``JSONValue`` before.
public struct JSONLine {
  private var bytes: [UInt8] = [Byte.openBrace]
  private var isFirst = true

  /// An object without members.
  public init(capacity: Int = 1024) {
    bytes.reserveCapacity(capacity)
  }

  /// The text of the object.
  public var text: String { String(decoding: bytes, as: UTF8.self) + "}" }

  /// Adds a text; nothing where there is none.
  public mutating func add(_ key: String, _ text: String?) {
    guard let text else { return }
    begin(key)
    bytes.append(quoting: text)
  }

  /// Adds a number; nothing where there is none.
  public mutating func add(_ key: String, _ number: Int64?) {
    guard let number else { return }
    begin(key)
    bytes += String(number).utf8
  }

  /// Adds true or false.
  public mutating func add(_ key: String, _ flag: Bool) {
    begin(key)
    bytes += (flag ? "true" : "false").utf8
  }

  /// Adds an object.
  public mutating func add(_ key: String, _ members: (inout JSONLine) -> Void) {
    begin(key)
    append(members)
  }

  /// Adds a list of texts.
  public mutating func add(_ key: String, _ texts: [String]) {
    add(key, listOf: texts) { line, text in line.bytes.append(quoting: text) }
  }

  /// Adds a list of numbers.
  public mutating func add(_ key: String, _ numbers: [Int64]) {
    add(key, listOf: numbers) { line, number in line.bytes += String(number).utf8 }
  }

  /// Adds a list of objects.
  public mutating func add<Items: Sequence>(
    _ key: String, objects items: Items, _ members: (inout JSONLine, Items.Element) -> Void
  ) {
    add(key, listOf: items) { line, item in line.append { members(&$0, item) } }
  }

  // MARK: - Parts

  private mutating func begin(_ key: String) {
    if isFirst { isFirst = false } else { bytes.append(Byte.comma) }
    bytes.append(quoting: key)
    bytes.append(Byte.colon)
  }

  private mutating func append(_ members: (inout JSONLine) -> Void) {
    bytes.append(Byte.openBrace)
    isFirst = true
    members(&self)
    isFirst = false
    bytes.append(Byte.closeBrace)
  }

  private mutating func add<Items: Sequence>(
    _ key: String, listOf items: Items, _ write: (inout JSONLine, Items.Element) -> Void
  ) {
    begin(key)
    bytes.append(Byte.openBracket)
    var follows = false
    for item in items {
      if follows { bytes.append(Byte.comma) }
      follows = true
      write(&self, item)
    }
    bytes.append(Byte.closeBracket)
  }
}
