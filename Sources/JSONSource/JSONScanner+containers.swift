extension JSONScanner {
  /// What stands behind an element of an array or an object.
  private enum Separator {
    case another
    case closed
    case unreadable
  }

  mutating func readArray() -> JSONValue? {
    let origin = SyntaxMistake.Origin(text: "the array begins on", offset: offset)
    guard enter() else { return nil }
    let outer = path
    var items: [JSONValue] = []
    skipStrayCommas()
    if take(Byte.closeBracket) { return leave(with: .array(items)) }
    while !isStopped {
      if purpose == .person { path = .index(of: outer, items.count) }
      guard let item = readValue() else { return nil }
      items.append(item)
      path = outer
      switch readSeparator(closing: Byte.closeBracket, origin: origin) {
      case .another: continue
      case .closed: return leave(with: .array(items))
      case .unreadable: return nil
      }
    }
    return nil
  }

  mutating func readObject() -> JSONValue? {
    let origin = SyntaxMistake.Origin(text: "the object begins on", offset: offset)
    guard enter() else { return nil }
    let outer = path
    var object = JSONObject()
    var keyStarts: [Int] = []
    skipStrayCommas()
    if take(Byte.closeBrace) { return leave(with: .object(object)) }
    while !isStopped {
      guard let key = readNewKey(of: object, keyStarts: &keyStarts), readColon(behind: key) else { return nil }
      guard let value = readValue() else { return nil }
      if object.count < keyStarts.count || purpose == .program { object.append(.init(key: key, value: value)) }
      path = outer
      switch readSeparator(closing: Byte.closeBrace, origin: origin) {
      case .another: continue
      case .closed: return leave(with: .object(object))
      case .unreadable: return nil
      }
    }
    return nil
  }

  /// Reads the key of a member. Each new key adds its offset to `keyStarts`; one that stands there already is a
  /// mistake.
  private mutating func readNewKey(of object: JSONObject, keyStarts: inout [Int]) -> String? {
    let start = offset
    keepStart(start)
    guard let key = readKey() else { return nil }
    if purpose == .person { path = .key(of: path, key) }
    if let first = object.position(of: key) {
      let origin =
        purpose == .person ? SyntaxMistake.Origin(text: "it stands already on", offset: keyStarts[first]) : nil
      note("duplicate key \(Quoted.text(key))", at: start, length: offset - start, origin: origin)
    } else if purpose == .person {
      keyStarts.append(start)
    }
    return isStopped ? nil : key
  }

  private mutating func readKey() -> String? {
    let start = offset
    switch current {
    case Byte.quote: return readString()
    case Byte.apostrophe: return readSingleQuoted()
    case let byte? where Byte.isWord(byte):
      while let byte = current, Byte.isWord(byte) || byte == Byte.minus { offset += 1 }
      let key = String(decoding: bytes[start..<offset], as: UTF8.self)
      note("a key must stand in double quotes", at: start, length: offset - start, hint: "write \(Quoted.text(key))")
      return isStopped ? nil : key
    default:
      _ = stopAtUnexpected(expected: "a key in double quotes")
      return nil
    }
  }

  /// Reads the colon, and the space around it. A missing one is a mistake where a value follows.
  private mutating func readColon(behind key: String) -> Bool {
    skipSpace()
    if take(Byte.colon) {
      skipSpace()
    } else if let byte = current, beginsValue(byte) {
      note("expected \":\" behind the key \(Quoted.text(key)), found \(describedCharacter)", at: offset)
    } else {
      _ = stopAtUnexpected(expected: "\":\" behind the key \(Quoted.text(key))")
    }
    return !isStopped
  }

  private mutating func readSeparator(closing: UInt8, origin: SyntaxMistake.Origin) -> Separator {
    skipSpace()
    if take(closing) { return isStopped ? .unreadable : .closed }
    let comma = offset
    if take(Byte.comma) {
      skipSpace()
      if current == closing { note("trailing comma", at: comma, hint: "remove it") }
      skipStrayCommas()
      if isStopped { return .unreadable }
      return take(closing) ? .closed : .another
    }
    let expected = closing == Byte.closeBrace ? "\",\" or \"}\"" : "\",\" or \"]\""
    guard let byte = current, beginsElement(byte, closing: closing) else {
      _ = stopAtUnexpected(expected: expected, origin: origin)
      return .unreadable
    }
    note("missing comma before \(describedCharacter)", at: offset, hint: "put one behind the value before it")
    return isStopped ? .unreadable : .another
  }

  /// Skips commas before which a value is missing, and the space around them.
  private mutating func skipStrayCommas() {
    skipSpace()
    while current == Byte.comma, !isStopped {
      note("expected a value before the comma", at: offset, hint: "remove the comma")
      offset += 1
      skipSpace()
    }
  }

  private func beginsElement(_ byte: UInt8, closing: UInt8) -> Bool {
    closing == Byte.closeBrace ? byte == Byte.quote : beginsValue(byte)
  }

  private func beginsValue(_ byte: UInt8) -> Bool {
    Byte.isNumeric(byte) || [Byte.quote, Byte.apostrophe, Byte.openBrace, Byte.openBracket].contains(byte)
  }

  /// Steps over an opening bracket; false, with a mistake, at the depth limit.
  private mutating func enter() -> Bool {
    guard depth < JSONParser.depthLimit else {
      return stop("arrays and objects are nested more than \(JSONParser.depthLimit) deep", at: offset) != nil
    }
    depth += 1
    offset += 1
    return true
  }

  private mutating func leave(with value: JSONValue) -> JSONValue? {
    depth -= 1
    return goOn(with: value)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    offset += 1
    return true
  }
}
