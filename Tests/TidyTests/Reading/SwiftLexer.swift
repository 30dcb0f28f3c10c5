/// Tells code, comments and the contents of string literals apart, byte by byte.
///
/// The code inside an interpolation is code. A literal on one line ends with its line at the latest, so that a quote in
/// a regular expression does no harm beyond it.
struct SwiftLexer {
  private enum Mode {
    case code(openParentheses: Int)
    case string(hashes: Int, quotes: Int)
    case rawIdentifier
    case lineComment
    case blockComment
  }

  private enum Kind { case code, comment, neither }

  private let bytes: [UInt8]
  private var index = 0
  private var modes: [Mode] = [.code(openParentheses: 0)]
  private(set) var code: [UInt8] = []
  private(set) var comments: [UInt8] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    code.reserveCapacity(bytes.count)
    comments.reserveCapacity(bytes.count)
  }

  /// True when, at the end, nothing was left open.
  var isComplete: Bool { modes.count == 1 }

  mutating func run() {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { endLine() } else { step() }
    }
    endLiterals()
  }

  private mutating func step() {
    switch modes.last {
    case .code(let open): stepInCode(open)
    case .string(let hashes, let quotes): stepInString(hashes, quotes)
    case .rawIdentifier: stepInRawIdentifier()
    case .lineComment: take(1, .comment)
    case .blockComment: stepInBlockComment()
    case nil: take(1, .code)
    }
  }

  private mutating func stepInCode(_ open: Int) {
    if sees("//") { return enter(.lineComment, 2, .comment) }
    if sees("/*") { return enter(.blockComment, 2, .comment) }
    if sees("`") { return enter(.rawIdentifier, 1, .code) }
    if let (hashes, quotes) = openingDelimiter() {
      return enter(.string(hashes: hashes, quotes: quotes), hashes + quotes, .code)
    }
    if sees("("), modes.count > 1 { replace(.code(openParentheses: open + 1)) }
    if sees(")"), modes.count > 1 {
      if open == 1 { modes.removeLast() } else { replace(.code(openParentheses: open - 1)) }
    }
    take(1, .code)
  }

  private mutating func stepInString(_ hashes: Int, _ quotes: Int) {
    let sharps = String(repeating: "#", count: hashes)
    if sees(String(repeating: "\"", count: quotes) + sharps) { return leave(quotes + hashes, .code) }
    guard sees("\\" + sharps) else { return take(1, .neither) }
    take(1 + hashes, .neither)
    if sees("(") {
      enter(.code(openParentheses: 1), 1, .code)
    } else if index < bytes.count, !sees("\n") {
      take(1, .neither)
    }
  }

  private mutating func stepInRawIdentifier() {
    if sees("`") { leave(1, .code) } else { take(1, .neither) }
  }

  private mutating func stepInBlockComment() {
    if sees("*/") {
      leave(2, .comment)
    } else if sees("/*") {
      enter(.blockComment, 2, .comment)
    } else {
      take(1, .comment)
    }
  }

  /// How many hashes and quotes open a string literal here; nil where none begins. Three quotes do only at the end of
  /// a line: `#"""#` is one quote.
  private func openingDelimiter() -> (hashes: Int, quotes: Int)? {
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
    guard sees("\"", after: hashes) else { return nil }
    let rest = bytes[(index + hashes)...].dropFirst(3).drop { $0 == UInt8(ascii: " ") }
    let isLong = sees("\"\"\"", after: hashes) && (rest.isEmpty || rest.first == UInt8(ascii: "\n"))
    return (hashes, isLong ? 3 : 1)
  }

  private func sees(_ text: String, after distance: Int = 0) -> Bool {
    bytes[min(index + distance, bytes.count)...].starts(with: text.utf8)
  }

  private mutating func endLine() {
    endLiterals()
    code.append(bytes[index])
    comments.append(bytes[index])
    index += 1
  }

  /// What cannot go beyond a line ends with it.
  private mutating func endLiterals() {
    while true {
      switch modes.last {
      case .lineComment, .rawIdentifier, .string(_, quotes: 1): modes.removeLast()
      default: return
      }
    }
  }

  private mutating func enter(_ mode: Mode, _ count: Int, _ kind: Kind) {
    modes.append(mode)
    take(count, kind)
  }

  private mutating func leave(_ count: Int, _ kind: Kind) {
    modes.removeLast()
    take(count, kind)
  }

  private mutating func replace(_ mode: Mode) { modes[modes.count - 1] = mode }

  private mutating func take(_ count: Int, _ kind: Kind) {
    for byte in bytes[index..<min(index + count, bytes.count)] {
      code.append(kind == .code ? byte : UInt8(ascii: " "))
      comments.append(kind == .comment ? byte : UInt8(ascii: " "))
    }
    index = min(index + count, bytes.count)
  }
}
