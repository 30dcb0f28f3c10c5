import JSONSource
import Testing

@Suite struct `all that is wrong with a file in one reading` {
  @Test func `several mistakes, each with its place and its next step`() {
    let text = #"""
      {
        "format": 01,
        "title": "a \q b",
        // what it is about
        "title": "again",
        "tags": ["x" "y",],
        "needs": [read],
        "why" "because",
        "steps": [ { "id": True, } ]
      }
      """#
    let expected = #"""
      file.json:2:13: error: a number must not have leading zeros
         2 |   "format": 01,
           |             ^
           at /format
           hint: write 1
      file.json:3:15: error: unknown escape: a backslash before "q"
         3 |   "title": "a \q b",
           |               ^~
           at /title
           hint: a backslash itself is written \\
      file.json:4:3: error: JSON has no comments
         4 |   // what it is about
           |   ^~~~~~~~~~~~~~~~~~~
           hint: in an object, a "note" may say it
      file.json:5:3: error: duplicate key "title"
         5 |   "title": "again",
           |   ^~~~~~~
           at /title
           hint: it stands already on line 3
      file.json:6:16: error: missing comma before a double quote
         6 |   "tags": ["x" "y",],
           |                ^
           at /tags
           hint: put one behind the value before it
      file.json:6:19: error: trailing comma
         6 |   "tags": ["x" "y",],
           |                   ^
           at /tags
           hint: remove it
      file.json:7:13: error: unknown word "read"
         7 |   "needs": [read],
           |             ^~~~
           at /needs/0
           hint: text must stand in double quotes
      file.json:8:9: error: expected ":" behind the key "why", found a double quote
         8 |   "why" "because",
           |         ^
           at /why
      file.json:9:22: error: unknown word "True"
         9 |   "steps": [ { "id": True, } ]
           |                      ^~~~
           at /steps/0/id
           hint: did you mean true?
      file.json:9:26: error: trailing comma
         9 |   "steps": [ { "id": True, } ]
           |                          ^
           at /steps/0
           hint: remove it
      """#
    let reading = Reading(text)
    #expect(reading.json == nil)
    #expect(reading.rendered == expected)
  }

  @Test(arguments: [
    (#"{"a":[1,2}"#, ["1:10 expected \",\" or \"]\", found \"}\""]),
    (#"{"a":1"#, ["1:7 expected \",\" or \"}\", found the end of the file"]),
    ("[1,\n\n", ["1:4 expected a value, found the end of the file"]),
    (#"{"a":1,"#, ["1:8 expected a key in double quotes, found the end of the file"]),
    (#"{"a":1} x"#, ["1:9 nothing may follow the value, found \"x\""]),
    ("[\"a]\n", ["1:2 the string is not closed before the end of the line"]),
    (
      "[1,\n\"x\\q\n]",
      [
        "2:3 unknown escape: a backslash before \"q\"", "2:1 the string is not closed before the end of the line",
      ]
    ),
    (#"["a"#, ["1:2 the string is not closed before the end of the file"]),
    (
      #"{'a': 'b', c: 1}"#,
      [
        "1:2 a string must stand in double quotes", "1:7 a string must stand in double quotes",
        "1:12 a key must stand in double quotes",
      ]
    ),
    ("[\u{201C}a\u{201D}]", ["1:2 expected a value, found \"\u{201C}\" (U+201C)"]),
    (
      "[,1,,2,,]",
      [
        "1:2 expected a value before the comma", "1:5 expected a value before the comma",
        "1:8 expected a value before the comma",
      ]
    ),
    ("", ["1:1 the file is empty"]), (" \n ", ["1:1 the file holds no value"]),
    (
      #"["\ud83d", "\ude00", "\u12", "\u{7}"]"#,
      [
        "1:3 lone surrogate U+D83D in a string", "1:13 lone surrogate U+DE00 in a string",
        "1:23 expected four hexadecimal digits behind \\u", "1:31 expected four hexadecimal digits behind \\u",
      ]
    ),
    (
      "[\"a\tb\", \"c\u{1}\"]",
      [
        "1:4 unescaped control character U+0009 in a string", "1:11 unescaped control character U+0001 in a string",
      ]
    ),
    ("\u{FEFF}[1,]", ["1:1 the file begins with a byte order mark", "1:4 trailing comma"]),
    (
      "[1 2 /* c */ 3]",
      [
        "1:4 missing comma before \"2\"", "1:6 JSON has no comments", "1:14 missing comma before \"3\"",
      ]
    ),
    ("[1]]", ["1:4 nothing may follow the value, found \"]\""]),
    (#"{"a":{"a":1,"b":2,"a":3},"a":4}"#, ["1:19 duplicate key \"a\"", "1:26 duplicate key \"a\""]),
  ])
  func `what is said of each mistake`(text: String, messages: [String]) {
    #expect(Reading(text).messages == messages)
  }

  @Test func `stray bytes are counted one by one, so that the caret stays right`() {
    let reading = Reading(bytes: [0x5B, 0x22, 0xC3, 0xA9, 0xE9, 0x22, 0x2C, 0x30, 0x31, 0x5D])
    #expect(
      reading.messages == [
        "1:4 the string is not UTF-8: found the byte 0xE9, which is not UTF-8",
        "1:7 a number must not have leading zeros",
      ])
    #expect(reading.found.first?.excerpt == "[\"é\u{FFFD}\",01]")
  }

  @Test func `an unclosed bracket is told where it was opened`() {
    #expect(Reading("{\n\"a\": [\n1\n").found.first?.hint == "the array begins on line 2")
    #expect(Reading("{\n\"a\":\n[\n1\n").found.first?.hint == "the array begins on line 3")
    #expect(Reading("{\n\"a\": [\n1]\n").found.first?.hint == "the object begins on line 1")
  }

  @Test func `of very many mistakes the first hundred are reported, and that there are more`() {
    let exactly = Reading("[" + String(repeating: "01,", count: 99) + "01]")
    #expect(exactly.found.count == 100)
    #expect(exactly.found.allSatisfy { $0.message.contains("leading zeros") })
    let more = Reading("[" + String(repeating: "01,", count: 200) + "01]")
    #expect(more.found.count == 101)
    #expect(more.found.last?.message == "too many errors; the rest of the file was not read")
  }
}
