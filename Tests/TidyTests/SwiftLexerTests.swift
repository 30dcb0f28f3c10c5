import Testing

struct SwiftLexerTests {
  private func code(_ text: String) -> String { SwiftText(path: "X.swift", text).lines[0].code }

  @Test func `a comment is no code`() {
    let line = SwiftText(path: "X.swift", "let a = 1  // Date()").lines[0]
    #expect(line.code == "let a = 1           ")
    #expect(line.comment == "           // Date()")
  }

  @Test func `what a string says is no code, and what it interpolates is`() {
    #expect(code(#"say("Date() \(f(Date.now)) // UUID()", x)"#) == #"say("        (f(Date.now))          ", x)"#)
  }

  @Test func `an escaped quote does not end a string`() {
    #expect(code(#"let a = "\" Date()" + b"#) == #"let a = "         " + b"#)
  }

  @Test func `hashes are part of a string's delimiters`() {
    #expect(code(##"let a = #"" Date()"# + b"##) == ##"let a = #"        "# + b"##)
    #expect(code(##"let a = #"\(Date()) \#(b)"# + c"##) == ##"let a = #"            (b)"# + c"##)
    #expect(code(##"let a = #"""# + b"##) == ##"let a = #" "# + b"##)
    #expect(code("#if os(Linux)") == "#if os(Linux)")
  }

  @Test func `a string of many lines goes on until its end`() {
    let text = SwiftText(path: "X.swift", "let a = \"\"\"\n  \"Date()\"\n  \"\"\" + b\nDate()")
    #expect(text.lines.map(\.code) == ["let a = \"\"\"", "          ", "  \"\"\" + b", "Date()"])
  }

  @Test func `a name between backticks is no code`() {
    #expect(code("func `Date() is banned`() {}") == "func `                `() {}")
  }

  @Test func `comments between marks are nested`() {
    #expect(code("a /* b /* c */ d */ e") == "a                   e")
  }

  @Test func `a lone quote in a regular expression ends with its line`() {
    let text = SwiftText(path: "X.swift", "let a = /\"/\nDate()")
    #expect(text.lines[1].code == "Date()")
    #expect(text.isComplete)
  }

  @Test func `an open comment is noticed`() {
    #expect(!SwiftText(path: "X.swift", "a /* b").isComplete)
    #expect(!SwiftText(path: "X.swift", "a \"\"\"\n b").isComplete)
    #expect(SwiftText(path: "X.swift", "a // b").isComplete)
  }

  @Test func `every source is read to its end`() throws {
    expectNone(
      try Repository.current().swift.filter { !$0.isComplete }.map {
        $0.file.finding($0.lines.count, "a string or comment is open at the end, the rules cannot judge this file")
      })
  }
}
