/// Tells line and column of offsets; offsets asked for in ascending order cost one walk over the file in all.
struct Ruler {
  private let source: SourceFile
  private var offset = 0
  private var line = 1
  private var column = 1

  init(_ source: SourceFile) {
    self.source = source
  }

  /// Line and column of an offset, both from 1; the column counts Unicode scalars, and each stray byte as one.
  mutating func position(of target: Int) -> (line: Int, column: Int) {
    if target < offset { goBack(to: target) }
    let bytes = source.bytes
    while offset < min(target, bytes.count) {
      let byte = bytes[offset]
      offset += byte < 0x80 ? 1 : UTF8Sequence.length(in: bytes, at: offset) ?? 1
      column += 1
      if byte == Byte.lineFeed {
        line += 1
        column = 1
      }
    }
    return (line, column)
  }

  private mutating func goBack(to target: Int) {
    line = source.lineNumber(at: target)
    offset = source.range(ofLine: line).lowerBound
    column = 1
  }
}
