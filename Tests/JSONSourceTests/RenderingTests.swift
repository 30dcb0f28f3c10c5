import JSONSource
import Testing

@Suite struct `how a diagnostic looks` {
  /// The diagnostic of an unknown word that stands behind a prefix in an array.
  private func lines(prefix: String, suffix: String = "]") -> [String] {
    Reading("[\(prefix)oops\(suffix)").rendered.split(separator: "\n").map(String.init)
  }

  /// The text above the underline, by terminal cells of one scalar each.
  private func marked(_ lines: [String]) throws -> String {
    try #require(lines.count > 2)
    let start = try #require(lines[2].firstIndex(of: "^"))
    let from = lines[2].distance(from: lines[2].startIndex, to: start)
    let length = lines[2].distance(from: start, to: lines[2].endIndex)
    return String(lines[1].dropFirst(from).prefix(length))
  }

  @Test func `a key that nobody knows`() {
    let text = """
      {
        "format": 1,
        "title": "one",
        "why": "two",
        "steps": [
          { "login": {} }, { "do": "read" },
          { "id": "x", "advanse": "91m" }
        ]
      }
      """
    let step = Reader<String>.object("a step") { fields in
      _ = fields.optional("login", .located)
      _ = fields.optional("do", .string)
      _ = fields.optional("id", .string)
      return fields.optional("advance", .string, default: "")
    }
    let scenario = Reader<Int>.object("a scenario") { fields in
      for key in ["format", "title", "why"] { _ = fields.required(key, .value) }
      return fields.required("steps", .array(of: step))?.count
    }
    let diagnostics = Diagnostics()
    #expect(scenario.parse(SourceFile(name: "scenarios/refresh/one-cycle.json", text: text), into: diagnostics) == nil)
    let expected = """
      scenarios/refresh/one-cycle.json:7:18: error: unknown key "advanse"
         7 |     { "id": "x", "advanse": "91m" }
           |                  ^~~~~~~~~
           at /steps/2/advanse
           hint: did you mean "advance"?
      """
    #expect(diagnostics.all.map { $0.rendered() } == [expected])
    #expect(diagnostics.all.map(\.description) == [expected])
  }

  @Test func `without a file, an excerpt or a hint there are fewer lines`() {
    let bare = Diagnostic(severity: .error, message: "no scenario matches \"x\"")
    #expect(bare.rendered() == "error: no scenario matches \"x\"")
    let hinted = Diagnostic(severity: .warning, message: "m", hint: "did you mean \"y\"?")
    #expect(hinted.rendered() == "warning: m\n     hint: did you mean \"y\"?")
    let placed = Diagnostic(severity: .error, message: "m", place: Place(file: "f", line: 3, column: 4, pointer: "/a"))
    #expect(placed.rendered() == "f:3:4: error: m\n     at /a")
    let shown = Diagnostic(
      severity: .error, message: "m", place: Place(file: "f", line: 3, column: 4, pointer: ""), excerpt: "abcdef",
      width: 2)
    #expect(shown.rendered() == "f:3:4: error: m\n   3 | abcdef\n     |    ^~")
  }

  @Test func `an empty line, and a place behind the end of a line`() {
    #expect(Reading("").rendered.hasPrefix("file.json:1:1: error: the file is empty\n   1 |\n     | ^\n"))
    #expect(
      Reading("[1").rendered.hasPrefix(
        "file.json:1:3: error: expected \",\" or \"]\", found the end of the file\n   1 | [1\n     |   ^\n"))
  }

  @Test func `an excerpt made elsewhere, with control characters and a place far behind its end`() {
    let place = Place(file: "f", line: 3, column: 7, pointer: "")
    let shown = Diagnostic(severity: .error, message: "m", place: place, excerpt: "a\u{1B}[b", width: 9)
    #expect(shown.rendered() == "f:3:7: error: m\n   3 | a␛[b\n     |       ^")
    let absurd = Place(file: "f", line: 3, column: .max, pointer: "")
    let bounded = Diagnostic(severity: .error, message: "m", place: absurd, excerpt: "ab", width: .max).rendered()
    #expect(bounded.count < 200)
  }

  @Test func `the underline reaches to the end of a string with escaped quotes`() {
    let result = ReaderResult(.array(of: .bool), #"["a\"b\\", 12.5e1, null]"#)
    #expect(result.found.map(\.width) == [8, 6, 4])
  }

  @Test func `the gutter grows with the number of the line`() {
    let shown = Reading(String(repeating: "\n", count: 12_344) + "oops").rendered
    #expect(shown.contains("\n12345 | oops\n      | ^~~~\n      hint: "))
  }

  @Test(arguments: [0, 1, 50, 90, 97, 120, 700, 5000])
  func `a very long line is cut around the caret`(length: Int) throws {
    for suffix in ["]", "," + String(repeating: "2,", count: 2000) + "2]"] {
      let lines = lines(prefix: String(repeating: "1,", count: length), suffix: suffix)
      #expect(try marked(lines) == "oops")
      #expect(lines[1].count <= 110)
    }
  }

  @Test func `a cut is shown by an ellipsis on the side where it is`() {
    let ones = String(repeating: "1,", count: 2000)
    #expect(lines(prefix: "", suffix: "," + ones + "1]")[1].hasSuffix("…"))
    #expect(!lines(prefix: "", suffix: "," + ones + "1]")[1].contains("| …"))
    #expect(lines(prefix: ones)[1].contains("| …"))
    #expect(!lines(prefix: ones)[1].hasSuffix("…"))
    #expect(!lines(prefix: "1,")[1].contains("…"))
  }

  @Test func `the underline ends with what is shown`() {
    let word = String(repeating: "a", count: 3000)
    let lines = Reading("[\(word)]").rendered.split(separator: "\n")
    #expect(lines[2].count <= 110)
    #expect(lines[2].hasSuffix("~"))
  }

  @Test(arguments: [
    ("\t\t", "[  oops]", 3), ("\"é\", ", "[\"é\", oops]", 6), ("\"e\u{301}\", ", "[\"e\u{301}\", oops]", 6),
    ("\"漢字\", ", "[\"漢字\", oops]", 9), ("\"😀\", ", "[\"😀\", oops]", 7), ("\"ｆ\", ", "[\"ｆ\", oops]", 7),
    ("\"\u{200B}\u{202E}\", ", "[\"\u{FFFD}\u{FFFD}\", oops]", 7),
    ("\"\u{85}\u{2028}\", ", "[\"\u{FFFD}\u{FFFD}\", oops]", 7),
    ("\"❤\u{FE0F}\", ", "[\"❤\", oops]", 6), ("\"\u{7F}\", ", "[\"␡\", oops]", 6),
  ])
  func `the caret stands below the place whatever stands before it`(prefix: String, shown: String, cells: Int) {
    let lines = lines(prefix: prefix)
    #expect(lines[1] == "   1 | " + shown)
    #expect(lines[2] == "     | " + String(repeating: " ", count: cells) + "^~~~")
  }

  @Test func `what is wide is underlined over its whole width`() throws {
    let result = ReaderResult(.bool, "\"漢e\u{301}字\"")
    let diagnostic = try #require(result.found.first)
    #expect(diagnostic.width == 6)
    #expect(
      diagnostic.rendered()
        == "file.json:1:1: error: expected true or false, found a string\n   1 | \"漢e\u{301}字\"\n     | ^~~~~~~")
  }

  @Test func `nothing that a terminal obeys gets through, from text, key, name or pointer`() {
    let evil = "\u{1B}[31m\u{7}\u{9B}2J\u{202E}\u{2066}\u{200D}\u{E000}\r\u{8}"
    let key = JSONValue.string("k" + evil).encoded()
    let object = Reader<Int>.object("an \(evil) object") { $0.required(evil, .count(in: 0...1)) }
    let diagnostics = Diagnostics()
    _ = object.parse(SourceFile(name: "f\(evil)", text: "{\(key): 1}"), into: diagnostics)
    _ = object.parse(SourceFile(name: "f\(evil)", text: "[\"\(evil)\", \(evil)"), into: diagnostics)
    diagnostics.add(Diagnostic(severity: .error, message: evil + "\n", hint: evil + "\n"))
    #expect(diagnostics.all.count > 4)
    for diagnostic in diagnostics.all {
      let shown = diagnostic.rendered().unicodeScalars.filter { $0 != "\n" }
      #expect(
        shown.allSatisfy { $0.properties.generalCategory != .control && $0.properties.generalCategory != .format })
      #expect(diagnostic.rendered().split(separator: "\n").count <= 5)
    }
  }

  @Test func `in order means file by file and line by line`() {
    let diagnostics = Diagnostics()
    func add(_ file: String?, _ line: Int, _ column: Int, _ message: String) {
      let place = file.map { Place(file: $0, line: line, column: column, pointer: "") }
      diagnostics.add(Diagnostic(severity: .warning, message: message, place: place))
    }
    add("b", 2, 1, "1")
    add("a", 1, 1, "2")
    add("b", 1, 9, "3")
    add("b", 1, 2, "4")
    add(nil, 0, 0, "5")
    add("b", 1, 2, "6")
    #expect(diagnostics.inOrder.map(\.message) == ["5", "4", "6", "3", "1", "2"])
    #expect(!diagnostics.hasErrors)
  }

  @Test func `errors and warnings of values and keys`() throws {
    let json = try #require(Reading(#"{"a": [1]}"#).json)
    let member = try #require(json.members?.first)
    let diagnostics = Diagnostics()
    diagnostics.warning("w", at: member.value)
    diagnostics.warning("k", atKeyOf: member)
    #expect(!diagnostics.hasErrors)
    diagnostics.error("e", at: json, hint: "h")
    diagnostics.error("k", atKeyOf: member)
    #expect(diagnostics.hasErrors)
    #expect(diagnostics.all.map(\.brief) == ["1:7 w", "1:2 k", "1:1 e", "1:2 k"])
    #expect(diagnostics.all.map(\.width) == [1, 3, 1, 3])
    #expect(diagnostics.all.map(\.severity) == [.warning, .warning, .error, .error])
    #expect(diagnostics.all.map(\.hint) == [nil, nil, "h", nil])
  }
}
