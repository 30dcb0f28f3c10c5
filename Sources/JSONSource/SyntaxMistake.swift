/// One breach of the grammar, by offset; line and column are worked out when it becomes a diagnostic.
struct SyntaxMistake {
  /// Another spot that explains the mistake: `the array begins on` line so-and-so.
  struct Origin {
    let text: String
    let offset: Int
  }

  let message: String
  let offset: Int
  /// The number of bytes to underline.
  var length = 1
  var hint: String?
  var origin: Origin?
  var path = PlacePath.root
}

extension SyntaxMistake {
  /// The mistake as people see it.
  func diagnostic(in source: SourceFile, ruler: inout Ruler) -> Diagnostic {
    let (line, column) = ruler.position(of: offset)
    let place = Place(file: source.name, line: line, column: column, path: path, offset: offset)
    let originHint = origin.map { "\($0.text) line \(source.lineNumber(at: $0.offset))" }
    return Diagnostic(.error, message, at: place, in: source, length: length, hint: hint ?? originHint)
  }
}
