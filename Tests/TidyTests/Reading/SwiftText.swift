/// Swift source whose comments and string contents are set apart, so that a rule about code is not misled by prose.
struct SwiftText: Sendable {
  /// One line, three times: as written, the code alone, the comment alone; what is left out became spaces.
  struct Line: Sendable {
    /// From 1.
    let number: Int
    let text: String
    let code: String
    let comment: String

    /// True where the line is nothing but the content of a string of many lines.
    var isQuoted: Bool { (code + comment).allSatisfy(\.isWhitespace) && !text.allSatisfy(\.isWhitespace) }
  }

  let file: TextFile
  let lines: [Line]
  /// All lines' code, for a first look.
  let code: String
  /// False where a string or comment has no end: then nothing that was said about the file can be relied on.
  let isComplete: Bool

  init(_ file: TextFile) {
    var lexer = SwiftLexer(file.text)
    lexer.run()
    let code = String(decoding: lexer.code, as: UTF8.self)
    let codes = code.split(separator: "\n", omittingEmptySubsequences: false)
    let comments = String(decoding: lexer.comments, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    self.file = file
    self.code = code
    isComplete = lexer.isComplete
    lines = file.lines.enumerated().map { index, line in
      Line(
        number: index + 1, text: String(line), code: String(codes[index]), comment: String(comments[index]))
    }
  }

  init(path: String, _ text: String) {
    self.init(TextFile(path: path, text: text))
  }

  /// The folder below `Sources`, which is the target's name; nil outside of it.
  var target: String? {
    let parts = file.path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  func finding(_ line: Line, _ message: String) -> Finding { file.finding(line.number, message) }
}
