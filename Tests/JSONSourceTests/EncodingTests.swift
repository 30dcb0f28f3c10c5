import Foundation
import JSONSource
import Testing

@Suite struct `how values are written` {
  @Test func `pretty, with two spaces and with none`() {
    let value: JSONValue = ["a": [1, [], ["b": nil]], "c": [:]]
    let expected = """
      {
        "a": [
          1,
          [],
          {
            "b": null
          }
        ],
        "c": {}
      }
      """
    #expect(value.encoded(indent: 2) == expected)
    #expect(value.encoded(indent: 0).split(separator: "\n").allSatisfy { !$0.hasPrefix(" ") })
    #expect(value.encoded(indent: -1) == value.encoded(indent: 0))
    #expect(JSONParser.parse(text: value.encoded(indent: 2)) == value)
  }

  @Test func `only what must be escaped is`() {
    let text = "\"\\/\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}é\u{2028}😀"
    #expect(JSONValue.string(text).encoded() == #""\"\\/\u0000\u0001\b\t\n\u000b\f\r\u001f"# + "\u{7F}é\u{2028}😀\"")
    #expect((["\n": 1] as JSONValue).encoded() == #"{"\n":1}"#)
  }

  @Test func `a line feed behind a carriage return is escaped, though Swift takes both for one character`() {
    #expect(JSONValue.string("\r\n").encoded() == #""\r\n""#)
    #expect(JSONValue.string("\"\u{301}").encoded() == "\"\\\"\u{301}\"")
  }

  @Test func `a decimal that is no number becomes a string, so that the text stays well-formed`() {
    #expect(JSONValue.decimal("1,5").encoded() == #""1,5""#)
    #expect(JSONValue.decimal("").encoded() == #""""#)
    #expect(JSONValue.decimal("NaN").encoded() == #""NaN""#)
    #expect(JSONValue.decimal("1e5").encoded() == "1e5")
  }

  @Test func `text, bytes and appending agree`() {
    let value: JSONValue = ["é": [1, 2.5]]
    var text = "x: "
    value.append(to: &text)
    #expect(text == "x: " + value.encoded())
    #expect(value.encodedBytes() == Array(value.encoded().utf8))
  }

  @Test(arguments: [
    "null", "[true,false]", "[9223372036854775807,-9223372036854775808]", #"{"a":{"b":[]},"c":"\n\u0000"}"#, "1e3",
    "[1.50]",
  ])
  func `what was read is written as it stood`(text: String) {
    #expect(JSONParser.parse(text: text)?.encoded() == text)
  }

  @Test func `values stand in codable types`() throws {
    struct Body: Codable, Equatable {
      let id: Int
      let fields: JSONValue
      let object: JSONObject
    }
    let fields: JSONValue = [
      "text": "é", "list": [1, -2, nil, true, [], [:]], "large": .integer(.max),
      "beyond": .decimal("18446744073709551615"),
      "half": 0.5,
    ]
    let body = Body(id: 1, fields: fields, object: ["a": 1])
    let data = try JSONEncoder().encode(body)
    #expect(try JSONDecoder().decode(Body.self, from: data) == body)
    #expect(JSONParser.parse(Array(data))?["fields"] == fields)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(JSONObject.self, from: Data("[1]".utf8)) }
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(JSONValue.decimal("1e999")) }
  }
}
