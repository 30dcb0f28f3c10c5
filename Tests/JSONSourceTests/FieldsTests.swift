import JSONSource
import Testing

@Suite struct `reading objects` {
  private struct Step: Equatable {
    var id: String
    var times: Int
    var note: String?
  }

  private let step = Reader<Step>.object("a step") { fields in
    let id = fields.required("id", .nonEmptyString)
    let times = fields.optional("times", .count(in: 1...9), default: 1)
    let label = fields.optional("label", .string)
    return id.map { Step(id: $0, times: times, note: label) }
  }

  @Test func `what is there is read, what is not takes its default`() {
    #expect(ReaderResult(step, #"{"id": "a"}"#).value == Step(id: "a", times: 1, note: nil))
    #expect(ReaderResult(step, #"{"label": "l", "times": 2, "id": "a"}"#).value == Step(id: "a", times: 2, note: "l"))
  }

  @Test func `a missing key is named together with its object`() {
    #expect(ReaderResult(step, #" {"times": 2}"#).messages == [#"1:2 missing key "id" in a step"#])
  }

  @Test func `what is no object is told what it should be`() {
    #expect(ReaderResult(step, "[]").messages == ["1:1 expected an object (a step), found an array"])
  }

  @Test func `an unknown key is an error, with the word that was meant`() {
    let slip = ReaderResult(step, #"{"id": "a", "tiems": 2}"#)
    #expect(slip.value == nil)
    #expect(slip.messages == [#"1:13 unknown key "tiems""#])
    #expect(slip.hints == [#"did you mean "times"?"#])
    #expect(slip.found.map(\.place?.pointer) == ["/tiems"])
    #expect(slip.found.map(\.width) == [7])
  }

  @Test func `an unknown key that resembles nothing gets the known ones`() {
    #expect(ReaderResult(step, #"{"id": "a", "colour": 2}"#).hints == [#"known keys: "id", "times", "label""#])
    #expect(ReaderResult(step, #"{"id": "a", "idd": 2}"#).hints == [#"known keys: "id", "times", "label""#])
    #expect(ReaderResult(Reader<Int>.object("nothing") { _ in 1 }, #"{"a": 1}"#).hints == ["no key is known here"])
  }

  @Test func `a note and a schema are always allowed`() {
    #expect(ReaderResult(step, ##"{"$schema": "s.json", "note": "why", "id": "a"}"##).value?.id == "a")
    #expect(ReaderResult(step, #"{"note": ["why"], "id": "a"}"#).messages == ["1:10 expected a string, found an array"])
    #expect(ReaderResult(step, #"{"notes": "why", "id": "a"}"#).messages == [#"1:2 unknown key "notes""#])
  }

  @Test func `everything wrong with an object is told at once`() {
    let result = ReaderResult(step, #"{"times": 0, "label": 5, "tag": 1, "name": 2}"#)
    #expect(
      result.messages == [
        #"1:1 missing key "id" in a step"#, "1:11 expected an integer from 1 to 9, found 0",
        "1:23 expected a string, found an integer",
      ])
    let complete = ReaderResult(step, #"{"id": "a", "times": 0, "label": 5, "tag": 1, "name": 2}"#)
    #expect(complete.messages.count == 4)
  }

  @Test func `where reading gave up, only misspelt keys are unknown`() {
    let early = Reader<Int>.object("a pair") { fields in
      guard let first = fields.required("first", .count(in: 0...9)) else { return nil }
      guard let second = fields.required("second", .count(in: 0...9)) else { return nil }
      return first + second
    }
    #expect(ReaderResult(early, #"{"first": 1, "second": 2}"#).value == 3)
    #expect(ReaderResult(early, #"{"second": 2}"#).messages == [#"1:1 missing key "first" in a pair"#])
    #expect(
      ReaderResult(early, #"{"frist": 1, "second": 2}"#).messages == [
        #"1:1 missing key "first" in a pair"#, #"1:2 unknown key "frist""#,
      ])
  }

  @Test func `null is not the same as left out`() {
    #expect(ReaderResult(step, #"{"id": "a", "label": null}"#).messages == ["1:22 expected a string, found null"])
    let nullable = Reader<Int>.object("a thing") { fields in
      switch fields.optional("a", .nullable(.count(in: 0...9))) {
      case nil: -1
      case .some(nil): -2
      case .some(let count?): count
      }
    }
    #expect(ReaderResult(nullable, "{}").value == -1)
    #expect(ReaderResult(nullable, #"{"a": null}"#).value == -2)
    #expect(ReaderResult(nullable, #"{"a": 4}"#).value == 4)
  }

  @Test func `asking for a key makes it a known one`() {
    let reader = Reader<[String]>.object("a thing") { fields in
      fields.has("a") && fields["b"] != nil ? fields.keys : []
    }
    #expect(ReaderResult(reader, #"{"b": 1, "a": 2}"#).value == ["b", "a"])
    #expect(ReaderResult(reader, #"{"a": 2}"#).value == [])
    #expect(ReaderResult(reader, #"{"a": 2, "b": 1, "c": 3}"#).messages == [#"1:18 unknown key "c""#])
  }

  @Test func `errors of one's own, at a key or at the object`() {
    let reader = Reader<Int>.object("a range") { fields in
      _ = fields.keys
      fields.error("max is below min", at: "max", hint: "swap them")
      fields.error("nothing to count", at: "count")
      fields.error("odd")
      return fields.has("min") && fields.has("max") ? 1 : nil
    }
    let result = ReaderResult(reader, #"{"min": 2, "max": 1}"#)
    #expect(result.messages == ["1:12 max is below min", "1:1 nothing to count", "1:1 odd"])
    #expect(result.hints == ["swap them", nil, nil])
  }

  @Test func `a key that only looks like a known one is unknown`() {
    let reader = Reader<Int>.object("a thing") { fields in fields.optional("K", .count(in: 0...9), default: 0) }
    #expect(ReaderResult(reader, "{\"K\": 1}").value == 1)
    #expect(ReaderResult(reader, "{\"\u{212A}\": 1}").messages == ["1:2 unknown key \"\u{212A}\""])
  }

  @Test func `objects within lists within objects point at the right spot`() {
    let reader = Reader<[Step]>.object("a scenario") { $0.required("steps", .nonEmptyArray(of: step)) }
    let result = ReaderResult(reader, "{\"steps\": [\n  {\"id\": \"a\"},\n  {\"id\": 3, \"lable\": \"\"}\n]}")
    #expect(result.messages == ["3:10 expected a string, found an integer", #"3:13 unknown key "lable""#])
    #expect(result.found.map(\.place?.pointer) == ["/steps/1/id", "/steps/1/lable"])
  }
}
