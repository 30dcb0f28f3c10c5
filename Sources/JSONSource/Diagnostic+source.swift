extension Diagnostic {
  /// A diagnostic of a place in a file.
  ///
  /// - Parameter length: the number of bytes to underline; nil for the string, number, word or bracket that stands
  ///   there.
  init(
    _ severity: Severity, _ message: String, at place: Place, in source: SourceFile, length: Int? = nil, hint: String?
  ) {
    self.init(severity: severity, message: message, place: place, hint: hint)
    guard let offset = place.offset, source.bytes.count <= JSONParser.sizeLimit else { return }
    let line = source.range(ofLine: place.line)
    let window = Self.window(around: offset, in: line, of: source.bytes)
    excerpt = UTF8Sequence.text(of: source.bytes, in: window)
    excerptColumn = place.column - UTF8Sequence.scalarCount(of: source.bytes, in: window.lowerBound..<offset)
    let end = min(
      offset + (length ?? Self.tokenLength(at: offset, in: source.bytes, upTo: window.upperBound)), window.upperBound)
    width = max(1, UTF8Sequence.scalarCount(of: source.bytes, in: offset..<max(offset, end)))
  }

  /// The part of a line that is kept as the excerpt: all of it, unless it is longer than anybody would read.
  private static func window(around offset: Int, in line: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    let reach = 600
    guard line.count > 2 * reach else { return min(line.lowerBound, offset)..<max(line.upperBound, offset) }
    var start = max(line.lowerBound, offset - reach)
    while start > line.lowerBound, Byte.isContinuation(bytes[start]) { start -= 1 }
    var end = min(line.upperBound, offset + reach)
    while end > offset, end < line.upperBound, Byte.isContinuation(bytes[end]) { end -= 1 }
    return start..<max(end, offset)
  }

  /// The number of bytes of the string, number or word that begins at an offset; 1 for anything else.
  private static func tokenLength(at start: Int, in bytes: [UInt8], upTo limit: Int) -> Int {
    guard start < limit else { return 1 }
    var end = start + 1
    if bytes[start] == Byte.quote {
      while end < limit, bytes[end] != Byte.quote { end += bytes[end] == Byte.backslash ? 2 : 1 }
      return end + 1 - start
    }
    guard Byte.isNumeric(bytes[start]) else { return 1 }
    while end < limit, Byte.isNumeric(bytes[end]) { end += 1 }
    return end - start
  }
}
