/// The bytes of a file and the name people know it by.
public final class SourceFile: Sendable {
  /// The name as it stands in diagnostics; normally a path relative to where the program was started.
  public let name: String
  /// The content.
  public let bytes: [UInt8]
  /// The offset at which each line begins. Only a line feed ends a line.
  private let lineStarts: [Int]

  /// A file of these bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for offset in bytes.indices where bytes[offset] == Byte.lineFeed { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// A file of this text, as UTF-8.
  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text of a line, counted from 1, without its end; empty where there is no such line. Stray bytes appear as
  /// U+FFFD.
  public func line(_ number: Int) -> String {
    UTF8Sequence.text(of: bytes, in: range(ofLine: number))
  }

  /// The offsets of a line, without its end.
  func range(ofLine number: Int) -> Range<Int> {
    guard lineStarts.indices.contains(number - 1) else { return bytes.endIndex..<bytes.endIndex }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.endIndex
    if end > start, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    return start..<end
  }

  /// The number of the line in which an offset lies.
  func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
