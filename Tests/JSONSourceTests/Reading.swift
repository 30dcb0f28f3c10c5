import JSONSource

/// What one text read as a file came to.
struct Reading {
  let json: LocatedJSON?
  let found: [Diagnostic]

  init(_ text: String, name: String = "file.json") {
    self.init(bytes: Array(text.utf8), name: name)
  }

  init(bytes: [UInt8], name: String = "file.json") {
    let diagnostics = Diagnostics()
    json = JSONParser.parse(SourceFile(name: name, bytes: bytes), into: diagnostics)
    found = diagnostics.all
  }

  /// `LINE:COLUMN MESSAGE` of everything that was found.
  var messages: [String] { found.map(\.brief) }

  /// Everything that was found, as people see it.
  var rendered: String { found.map { $0.rendered() }.joined(separator: "\n") }
}

/// What a reader made of a text.
struct ReaderResult<Value> {
  let value: Value?
  let found: [Diagnostic]

  init(_ reader: Reader<Value>, _ text: String) {
    let diagnostics = Diagnostics()
    value = reader.parse(SourceFile(name: "file.json", text: text), into: diagnostics)
    found = diagnostics.all
  }

  var messages: [String] { found.map(\.brief) }
  var hints: [String?] { found.map(\.hint) }
}

extension Diagnostic {
  var brief: String { (place.map { "\($0.line):\($0.column) " } ?? "") + message }
}

extension JSONParser {
  static func parse(text: String) -> JSONValue? { parse(Array(text.utf8)) }
}
