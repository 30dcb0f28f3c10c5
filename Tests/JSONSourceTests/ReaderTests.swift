import JSONSource
import Testing

private enum Decision: String, CaseIterable {
  case allow
  case deny
  case wrongPassword = "wrong-password"
}

@Suite struct `reading values` {
  @Test func `a string`() {
    #expect(ReaderResult(.string, #""x""#).value == "x")
    #expect(ReaderResult(.string, #""""#).value == "")
    #expect(ReaderResult(.string, "[1]").messages == ["1:1 expected a string, found an array"])
    #expect(ReaderResult(.string, "null").messages == ["1:1 expected a string, found null"])
    #expect(ReaderResult(.string, "1").messages == ["1:1 expected a string, found an integer"])
    #expect(ReaderResult(.nonEmptyString, #""x""#).value == "x")
    #expect(ReaderResult(.nonEmptyString, #"" ""#).messages == ["1:1 expected a string that is not empty, found \" \""])
    #expect(ReaderResult(.nonEmptyString, "{}").messages == ["1:1 expected a string, found an object"])
  }

  @Test func `an integer, and one within bounds`() {
    #expect(ReaderResult(.integer, "9223372036854775807").value == .max)
    #expect(ReaderResult(.integer, "-9223372036854775808").value == .min)
    #expect(ReaderResult(.integer, "1.0").messages == ["1:1 expected an integer, found a number"])
    #expect(ReaderResult(.integer, #""1""#).messages == ["1:1 expected an integer, found a string"])
    #expect(
      ReaderResult(.integer, "9223372036854775808").messages == [
        "1:1 expected a 64-bit integer, found 9223372036854775808"
      ])
    #expect(ReaderResult(.integer(in: 1...65_535), "65535").value == 65_535)
    #expect(
      ReaderResult(.integer(in: 1...65_535), "0").messages == ["1:1 expected an integer from 1 to 65535, found 0"])
    #expect(ReaderResult(.count(in: 0...3), "3").value == 3)
    #expect(ReaderResult(.count(in: 0...3), "4").messages == ["1:1 expected an integer from 0 to 3, found 4"])
    #expect(ReaderResult(.count(in: 0...3), "true").messages == ["1:1 expected an integer, found a boolean"])
  }

  @Test func `a truth value, a number, anything`() {
    #expect(ReaderResult(.bool, "false").value == false)
    #expect(ReaderResult(.bool, "0").messages == ["1:1 expected true or false, found an integer"])
    #expect(ReaderResult(.number, "2").value == 2)
    #expect(ReaderResult(.number, "2.5e1").value == 25)
    #expect(ReaderResult(.number, #""2""#).messages == ["1:1 expected a number, found a string"])
    #expect(
      ReaderResult(.number, "1e999").messages == ["1:1 expected a number within the range of a double, found 1e999"])
    #expect(ReaderResult(.value, "null").value == .null)
    #expect(ReaderResult(.value, #"{"a":[1]}"#).value == ["a": [1]])
    #expect(ReaderResult(.located, "[1, 2]").value?.items?.last?.place.column == 5)
  }

  @Test func `lists show all that is wrong with them`() {
    #expect(ReaderResult(.array(of: .string), #"["a","b"]"#).value == ["a", "b"])
    #expect(ReaderResult(.array(of: .string), "[]").value == [])
    let wrong = ReaderResult(.array(of: .string), #"[1,"a",null]"#)
    #expect(wrong.value == nil)
    #expect(wrong.messages == ["1:2 expected a string, found an integer", "1:8 expected a string, found null"])
    #expect(ReaderResult(.array(of: .string), "{}").messages == ["1:1 expected an array, found an object"])
    #expect(ReaderResult(.nonEmptyArray(of: .integer), "[1]").value == [1])
    #expect(
      ReaderResult(.nonEmptyArray(of: .integer), "[]").messages == [
        "1:1 expected at least one item, found an empty array"
      ])
    #expect(ReaderResult(.oneOrMany(of: .string), #""a""#).value == ["a"])
    #expect(ReaderResult(.oneOrMany(of: .string), #"["a","b"]"#).value == ["a", "b"])
    #expect(ReaderResult(.oneOrMany(of: .string), "{}").messages == ["1:1 expected a string, found an object"])
  }

  @Test func `free keys are kept in order, and a note is skipped only where asked`() {
    let text = #"{"b": 1, "note": 2, "a": 3}"#
    #expect(ReaderResult(.dictionary(of: .integer), text).value?.map(\.key) == ["b", "note", "a"])
    #expect(ReaderResult(.dictionary(of: .integer), text).value?.map(\.value) == [1, 2, 3])
    #expect(ReaderResult(.dictionary(of: .integer, allowingNote: true), text).value?.count == 3)
    let noted = #"{"note": "why", "a": 3}"#
    #expect(ReaderResult(.dictionary(of: .integer, allowingNote: true), noted).value?.map(\.key) == ["a"])
    #expect(
      ReaderResult(.dictionary(of: .integer), noted).messages == ["1:10 expected an integer, found a string"])
    #expect(ReaderResult(.dictionary(of: .integer), "[]").messages == ["1:1 expected an object, found an array"])
  }

  @Test func `one word of a closed list`() {
    #expect(ReaderResult(.oneOf(Decision.self), #""wrong-password""#).value == .wrongPassword)
    let slip = ReaderResult(.oneOf(Decision.self), #""alow""#)
    #expect(slip.messages == [#"1:1 expected "allow", "deny" or "wrong-password", found "alow""#])
    #expect(slip.hints == [#"did you mean "allow"?"#])
    let other = ReaderResult(.oneOf(Decision.self), #""banana""#)
    #expect(other.messages == [#"1:1 expected "allow", "deny" or "wrong-password", found "banana""#])
    #expect(other.hints == [nil])
    #expect(ReaderResult(.oneOf(Decision.self), "1").messages == ["1:1 expected a string, found an integer"])
  }

  @Test func `a value turned into another`() {
    let letters = Reader<String>.string.compactMap(expected: "a single letter") { $0.count == 1 ? $0.first : nil }
    #expect(ReaderResult(letters, #""x""#).value == "x")
    #expect(ReaderResult(letters, #""xyz""#).messages == [#"1:1 expected a single letter, found "xyz""#])
    #expect(ReaderResult(letters, "[]").messages == ["1:1 expected a string, found an array"])
    #expect(ReaderResult(Reader<Int64>.integer.map { $0 * 2 }, "4").value == 8)
    let placed = ReaderResult(Reader.array(of: Reader<Bool>.bool.keepingPlace()), "[true, false]").value
    #expect(placed?.map(\.value) == [true, false])
    #expect(placed?.map(\.json.place.column) == [2, 8])
  }

  @Test func `a very long text is cut where it is quoted`() {
    let digits = Reader<String>.string.compactMap(expected: "digits") { Int($0) }
    let message = ReaderResult(digits, "\"" + String(repeating: "x", count: 5000) + "\"").messages.first ?? ""
    #expect(message.hasSuffix("xxx…\""))
    #expect(message.count < 120)
  }

  @Test func `a choice by kind`() {
    let size = Reader<String>.byKind(
      integer: Reader<Int64>.integer.map { "\($0)" }, string: .string,
      object: .object("a range") { fields in
        fields.required("min", .integer).map { "from \($0)" }
      })
    #expect(ReaderResult(size, "3").value == "3")
    #expect(ReaderResult(size, #""all""#).value == "all")
    #expect(ReaderResult(size, #"{"min": 2}"#).value == "from 2")
    #expect(ReaderResult(size, "true").messages == ["1:1 expected an integer, a string or an object, found a boolean"])
    #expect(ReaderResult(size, "1.5").messages == ["1:1 expected an integer, a string or an object, found a number"])
    #expect(ReaderResult(Reader<Double>.byKind(number: .number), "3").value == 3)
    #expect(
      ReaderResult(Reader<Double>.byKind(number: .number), "null").messages == ["1:1 expected a number, found null"])
  }

  @Test func `a choice by looking`() {
    let action = Reader<String>.either(
      expected: "a request or a command",
      [
        (matches: { $0["request"] != nil }, reader: .object("a request") { $0.required("request", .string) }),
        (
          matches: { $0["run"] != nil }, reader: .object("a command") { $0.required("run", .array(of: .string))?.first }
        ),
      ])
    #expect(ReaderResult(action, #"{"request": "GET /"}"#).value == "GET /")
    #expect(ReaderResult(action, #"{"run": ["ls"]}"#).value == "ls")
    #expect(ReaderResult(action, #"{"run": "ls"}"#).messages == ["1:9 expected an array, found a string"])
    #expect(ReaderResult(action, "{}").messages == ["1:1 expected a request or a command, found an object"])
  }

  @Test func `null, where a reader takes it`() {
    #expect(ReaderResult(.nullable(.string), "null").value == .some(nil))
    #expect(ReaderResult(.nullable(.string), #""x""#).value == "x")
    #expect(ReaderResult(.nullable(.string), "1").messages == ["1:1 expected a string, found an integer"])
  }

  @Test func `a file with a syntax error is not read any further`() {
    #expect(ReaderResult(.string, "[1,]").messages == ["1:3 trailing comma"])
  }
}
