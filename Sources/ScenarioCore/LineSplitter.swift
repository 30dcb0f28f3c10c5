/// Makes lines of the bytes that a process prints; a line without end is cut, so that it cannot fill the memory.
public struct LineSplitter: Sendable {
  private var open: [UInt8] = []
  private var isCutting = false

  /// The longest line that is kept, in bytes.
  public static let longestLine = 64 << 10

  /// A splitter that has seen nothing.
  public init() {}

  /// The lines that some more bytes complete.
  public mutating func take(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      add(piece)
      lines.append(close())
    }
    if let rest = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last { add(rest) }
    return lines
  }

  /// The line that was still open at the end, if there is one.
  public mutating func finish() -> [String] { open.isEmpty ? [] : [close()] }

  private mutating func add(_ piece: ArraySlice<UInt8>) {
    let room = Self.longestLine - open.count
    open += piece.prefix(room)
    if piece.count > room { isCutting = true }
  }

  private mutating func close() -> String {
    if open.last == UInt8(ascii: "\r") { open.removeLast() }
    let line = String(decoding: open, as: UTF8.self) + (isCutting ? " …" : "")
    open.removeAll(keepingCapacity: true)
    isCutting = false
    return line
  }
}
