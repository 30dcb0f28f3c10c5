import ScenarioCore
import Testing

@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("node dist/server.js", ["node", "dist/server.js"]),
    ("  a   b  ", ["a", "b"]),
    (#"a "b c" 'd "e"' f\ g"#, ["a", "b c", #"d "e""#, "f g"]),
    (#"a "" '\' b"c"d"#, ["a", "", #"\"#, "bcd"]),
    (#""a\"b""#, [#"a"b"#]),
    ("", []),
  ])
  func `a command line is split as a shell would`(_ line: String, _ words: [String]) {
    #expect(CommandWords.split(line) == words)
  }

  @Test(arguments: ["a \"b", "a 'b", "a\\"]) func `what is left open is no command`(_ line: String) {
    #expect(CommandWords.split(line) == nil)
  }
}
