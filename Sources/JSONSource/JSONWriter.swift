/// Writes values as JSON text (RFC 8259).
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Spaces for each level; nil for one line without spaces.
  private let indent: Int?
  private var level = 0

  init(indent: Int?) {
    self.indent = indent.map { max(0, $0) }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .decimal(let lexeme) where NumberGrammar.accepts(lexeme): bytes += lexeme.utf8
    case .decimal(let lexeme): write(quoting: lexeme)
    case .string(let content): write(quoting: content)
    case .array(let items): write(items)
    case .object(let object): write(object)
    }
  }

  private mutating func write(_ items: [JSONValue]) {
    bytes.append(Byte.openBracket)
    level += 1
    for (index, item) in items.enumerated() {
      beginElement(index)
      write(item)
    }
    close(with: Byte.closeBracket, isEmpty: items.isEmpty)
  }

  private mutating func write(_ object: JSONObject) {
    bytes.append(Byte.openBrace)
    level += 1
    for (index, member) in object.members.enumerated() {
      beginElement(index)
      write(quoting: member.key)
      bytes.append(Byte.colon)
      if indent != nil { bytes.append(Byte.space) }
      write(member.value)
    }
    close(with: Byte.closeBrace, isEmpty: object.isEmpty)
  }

  private mutating func beginElement(_ index: Int) {
    if index > 0 { bytes.append(Byte.comma) }
    breakLine()
  }

  private mutating func close(with bracket: UInt8, isEmpty: Bool) {
    level -= 1
    if !isEmpty { breakLine() }
    bytes.append(bracket)
  }

  private mutating func breakLine() {
    guard let indent else { return }
    bytes.append(Byte.lineFeed)
    bytes += repeatElement(Byte.space, count: indent * level)
  }

  private mutating func write(quoting content: String) { bytes.append(quoting: content) }
}
