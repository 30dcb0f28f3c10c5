import JSONSource
import Testing

@Suite struct `what strict JSON refuses` {
  /// Refused as a file, with an error at a place, and as a body.
  private func expectRefused(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    let reading = Reading(bytes: bytes)
    #expect(JSONParser.parse(bytes) == nil, sourceLocation: sourceLocation)
    #expect(reading.json == nil, sourceLocation: sourceLocation)
    #expect(reading.found.contains { $0.severity == .error && $0.place != nil }, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "[1,]", "[,1]", "[1,,2]", "[,]", "[1 2]", "[1", "[", "]", "[1]]", "[1}", "[\"a\" \"b\"]", "[\"a\":1]", "[1;2]",
    "[*]",
    "[\"\": 1]", "[1\n", "[[1]", "[a", "[\u{C}]", "[\u{A0}]", "[\u{2060}]", "[\u{FEFF}]",
  ])
  func `arrays it refuses`(text: String) { expectRefused(Array(text.utf8)) }

  @Test(arguments: [
    #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1,,"b":2}"#, #"{"a" 1}"#, #"{"a":}"#, #"{"a"}"#, #"{:1}"#, #"{"a":1"#, "{", "}",
    #"{"a""#, #"{"a":"#, #"{"a":1 "b":2}"#, #"{a:1}"#, #"{'a':1}"#, #"{1:1}"#, #"{null:1}"#, #"{"a":1]"#, #"{"a"::1}"#,
    #"{"a"=1}"#, #"{"a":1}}"#, #"{[1]:1}"#, #"{"a":1;"b":2}"#, #"{"a" b}"#, #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#,
    #"{"x":{"a":1,"a":2}}"#, "{🇨🇭}", #"{"a","b"}"#,
  ])
  func `objects it refuses`(text: String) { expectRefused(Array(text.utf8)) }

  @Test(arguments: [
    "01", "-01", "00", "+1", ".5", "-.5", "1.", "-1.", "1.e1", "1e", "1e+", "1E-", "-", "--1", "- 1", "1+2", "1-2",
    "0x1F",
    "1_000", "1,5", "0.1.2", "1e5.5", "0e", "0.e1", "9.e+", "1 000", "NaN", "-NaN", "Infinity", "-Infinity", "1a", "-a",
    "1.2a", "2.e3", "0e+-1", "１", "-１", "1eE2", "[-]", "[1.]", "[01]",
  ])
  func `numbers it refuses`(text: String) { expectRefused(Array(text.utf8)) }

  @Test(arguments: [
    "True", "FALSE", "nul", "nulll", "truefalse", "tru", "undefined", "None", "yes", "a", "nil", "true1", "t",
    "nul\u{0}",
  ])
  func `words it refuses`(text: String) { expectRefused(Array(text.utf8)) }

  @Test(arguments: [
    #"""#, #""a"#, #"a""#, #"'a'"#, #""\x""#, #""\a""#, #""\'""#, #""\""#, #""\u""#, #""\u1""#, #""\u12""#, #""\u123""#,
    #""\u12G4""#, #""\U0041""#, #""\u 041""#, #""\u+041""#, #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#,
    #""\ud800x""#,
    #""\ud800\n""#, #""\udc00\ud800""#, #""\ud800\u0041""#, #""\ud83d\ude0""#, #""\ud83d\"#, #""\ud83d\u"#, #""\"#,
    "\"\u{0}\"", "\"\t\"", "\"\n\"", "\"\r\"", "\"\u{1F}\"", "\"a\nb\"", "\"\\\n\"", "\"\\\u{0}\"", "\"\\é\"", #""\0""#,
    #""a" "b""#, "“a”", "`a`", #"{"\ud800":1}"#, "{\"a\tb\":1}",
  ])
  func `strings it refuses`(text: String) { expectRefused(Array(text.utf8)) }

  @Test(arguments: [
    [0xFF], [0x80], [0xC3], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
    [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    [0xC3, 0xA9, 0xA9], [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF],
  ])
  func `bytes that are not UTF-8`(bytes: [UInt8]) {
    expectRefused([0x22] + bytes + [0x22])
    expectRefused([0x22] + bytes)
    expectRefused([0x5B] + bytes + [0x5D])
  }

  @Test(arguments: ["", " ", "\n\n", "//", "1 2", "1,", "{}[]", "[]x", "1\u{0}", "\u{0}", "#", "/", "1/", "/**/"])
  func `texts that are not one value`(text: String) { expectRefused(Array(text.utf8)) }

  @Test(arguments: ["1//c", "[1/*c*/]", "[1 #c\n]", "/*c*/1", "{//\n}", "{\"a\":/*", "1/* *", "1/**/ //"])
  func `comments it refuses`(text: String) { expectRefused(Array(text.utf8)) }

  @Test func `a byte order mark, and other encodings`() {
    expectRefused([0xEF, 0xBB, 0xBF, 0x31])
    expectRefused([0xEF, 0xBB, 0xBF])
    expectRefused([0xFE, 0xFF, 0x00, 0x31])
    expectRefused([0xFF, 0xFE, 0x31, 0x00])
    expectRefused([0x00, 0x31])
    expectRefused([0x5B, 0x00, 0x5D, 0x00])
    #expect(Reading(bytes: [0xFF, 0xFE, 0x31, 0x00]).messages == ["1:1 the file is not UTF-8"])
  }

  @Test(arguments: 0..<0x20)
  func `every control character in a string, while its escape is fine`(code: Int) throws {
    let scalar = try #require(Unicode.Scalar(UInt32(code)))
    expectRefused([0x22, UInt8(code), 0x22])
    let escaped = JSONValue.string(String(scalar)).encoded()
    #expect(JSONParser.parse(text: escaped) == .string(String(scalar)))
  }
}
