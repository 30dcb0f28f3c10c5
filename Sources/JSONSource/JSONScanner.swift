/// One walk over the bytes of a JSON text: a value out, mistakes noted by offset.
///
/// A method that returns nil has met something behind which reading on makes no sense, or has used up the mistakes; the
/// callers then return nil as well. A method that noted a mistake and read on returns a stand-in, which nobody gets
/// to see, since `readDocument` returns a value only where there was no mistake.
struct JSONScanner {
  /// For whom a text is read.
  enum Purpose {
    /// Places are kept, and reading goes on behind a mistake.
    case person
    /// The first mistake ends it.
    case program
  }

  let bytes: [UInt8]
  let purpose: Purpose
  var offset = 0
  var depth = 0
  /// Where the reader is, for mistakes; kept only for people.
  var path = PlacePath.root
  /// Where each value and each key began, in the order in which they stand in the text; kept only for people.
  private(set) var starts: [Int] = []
  private(set) var mistakes: [SyntaxMistake] = []
  private(set) var isStopped = false

  init(_ bytes: [UInt8], purpose: Purpose) {
    self.bytes = bytes
    self.purpose = purpose
  }

  /// The byte at the offset; nil at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Reads the whole text; nil where there was any mistake.
  mutating func readDocument() -> JSONValue? {
    guard isReadable() else { return nil }
    skipByteOrderMark()
    skipSpace()
    guard offset < bytes.count || isStopped else {
      note(bytes.isEmpty ? "the file is empty" : "the file holds no value", at: 0, hint: "expected one JSON value")
      return nil
    }
    guard let value = readValue() else { return nil }
    skipSpace()
    if offset < bytes.count { noteRest() }
    guard mistakes.isEmpty else { return nil }
    return value
  }

  /// Reads the value that begins at the offset.
  mutating func readValue() -> JSONValue? {
    keepStart(offset)
    guard let byte = current else { return stop("expected a value, found the end of the file", at: endOfText) }
    switch byte {
    case Byte.quote: return readString().map(JSONValue.string)
    case Byte.openBrace: return readObject()
    case Byte.openBracket: return readArray()
    case Byte.minus, Byte.plus, Byte.dot, Byte.zero...(Byte.zero + 9): return readNumber()
    case Byte.apostrophe: return readSingleQuoted().map(JSONValue.string)
    case _ where Byte.isWord(byte): return readWord()
    default: return stopAtUnexpected(expected: "a value")
    }
  }

  mutating func keepStart(_ offset: Int) {
    if purpose == .person { starts.append(offset) }
  }

  /// Notes a mistake behind which reading goes on, unless there were too many.
  mutating func note(
    _ message: String, at offset: Int, length: Int = 1, hint: String? = nil, origin: SyntaxMistake.Origin? = nil
  ) {
    guard !isStopped else { return }
    var mistake = SyntaxMistake(
      message: message, offset: offset, length: length, hint: hint, origin: origin, path: path)
    if mistakes.count == JSONParser.mistakeLimit {
      mistake = SyntaxMistake(message: "too many errors; the rest of the file was not read", offset: offset, path: path)
      isStopped = true
    }
    mistakes.append(mistake)
    if purpose == .program { isStopped = true }
  }

  /// The value to go on with; nil where reading has stopped.
  func goOn(with value: JSONValue) -> JSONValue? {
    // Not `? nil : value`: that `nil` would be the literal of JSON's null.
    guard !isStopped else { return nil }
    return value
  }

  /// Notes a mistake behind which reading on makes no sense.
  mutating func stop(
    _ message: String, at offset: Int, length: Int = 1, hint: String? = nil, origin: SyntaxMistake.Origin? = nil
  ) -> JSONValue? {
    note(message, at: offset, length: length, hint: hint, origin: origin)
    isStopped = true
    return nil
  }

  /// Whether size and encoding let anything be read at all.
  private mutating func isReadable() -> Bool {
    if bytes.count > JSONParser.sizeLimit {
      note("the file is larger than 16 MiB", at: 0)
    } else if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(2).contains(0) {
      note("the file is not UTF-8", at: 0, hint: "it looks like UTF-16; save it as UTF-8")
    }
    return mistakes.isEmpty
  }

  private mutating func skipByteOrderMark() {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    note("the file begins with a byte order mark", at: 0, length: 3, hint: "save it as UTF-8 without a byte order mark")
    offset = 3
  }

  private mutating func noteRest() {
    let closing: [UInt8] = [Byte.closeBrace, Byte.closeBracket]
    let hint = current.map(closing.contains) == true ? "there is one closing bracket too many" : nil
    note("nothing may follow the value, found \(describedCharacter)", at: offset, length: characterLength, hint: hint)
  }
}
