import JSONSource
import MockCore
import Testing

@Suite struct ValueTestTests {
  /// Whether a test, written as in a file, holds for a value.
  private func holds(_ test: String, _ value: JSONValue?) throws -> Bool {
    let read = reading(.valueTest, test)
    #expect(read.messages == [])
    return try #require(read.value).holds(value)
  }

  @Test(
    arguments: [
      (#""rfis""#, "rfis", "submittals"), ("403", 403, 404), (#"{"eq": 403}"#, 403, 404), (#"{"ne": 403}"#, 404, 403),
      (#"{"lt": 300}"#, 299, 300), (#"{"lte": 300}"#, 300, 301), (#"{"gt": 300}"#, 301, 300),
      (#"{"gte": 300}"#, 300, 299), (#"{"contains": "nst"}"#, "install", "uninvited"),
      (#"{"contains": 7}"#, [7, 8], [8, 9]), (#"{"startsWith": "Bearer "}"#, "Bearer x", "Basic x"),
      (#"{"matches": "^[0-9]+$"}"#, "4711", "47a"), (#"{"oneOf": [502, 503]}"#, 503, 500),
      (#"{"eq": {"a": [1]}}"#, ["a": [1]], ["a": [2]]), (#"{"eq": null}"#, nil, 0), ("true", true, false),
    ] as [(String, JSONValue, JSONValue)])
  func `each operator holds for one value and not for another`(test: String, right: JSONValue, wrong: JSONValue) throws
  {
    #expect(try holds(test, right))
    #expect(try !holds(test, wrong))
  }

  @Test func `an absent value is unequal to everything and fails every other operator`() throws {
    #expect(try holds(#"{"exists": false}"#, nil as JSONValue?))
    #expect(try !holds(#"{"exists": true}"#, nil as JSONValue?))
    #expect(try holds(#"{"ne": 1}"#, nil as JSONValue?))
    for test in ["1", #"{"lt": 9}"#, #"{"contains": ""}"#, #"{"matches": ""}"#, #"{"oneOf": [1]}"#] {
      #expect(try !holds(test, nil as JSONValue?))
    }
    #expect(try holds(#"{"exists": true}"#, .null))
    #expect(try !holds(#"{"exists": false}"#, .null))
  }

  @Test func `digits in a header or a query are numbers where the file writes a number`() throws {
    #expect(try holds("100", "100"))
    #expect(try holds(#"{"lt": 300}"#, "29"))
    #expect(try holds(#"{"gte": "5"}"#, 10))
    #expect(try holds("true", "true"))
    #expect(try holds("1.50", 1.5))
    #expect(try !holds(#""100""#, "100.0"), "two texts are compared as texts")
    #expect(try !holds(#"{"lt": 300}"#, "nan"))
    #expect(try !holds(#"{"gt": 300}"#, "0x1p20"))
  }

  @Test func `identifiers beyond what a double can hold are told apart`() throws {
    #expect(try holds("9007199254740993", "9007199254740993"))
    #expect(try !holds("9007199254740993", 9_007_199_254_740_992))
    #expect(try !holds("9007199254740993", "9007199254740992"))
  }

  @Test func `a value of several passes where one does; what must not be must be in none`() {
    #expect(ValueTest.eq("a").holds(texts: ["b", "a"]))
    #expect(!ValueTest.eq("a").holds(texts: ["b"]))
    #expect(!ValueTest.ne("a").holds(texts: ["b", "a"]))
    #expect(ValueTest.ne("a").holds(texts: ["b", "c"]))
    #expect(ValueTest.exists(false).holds(texts: []))
    #expect(!ValueTest.exists(false).holds(texts: ["a"]))
  }

  @Test(arguments: [
    (#"{"lq": 1}"#, #"unknown operator "lq"; did you mean "eq"?"#),
    (#"{"gte": 200, "lt": 300}"#, #"expected exactly one operator, found "gte" and "lt""#),
    ("{}", "expected exactly one operator, found none"),
    ("[1, 2]", #"expected a value or one operator, found an array; write {"oneOf": […]}"#),
    (#"{"oneOf": []}"#, "expected at least one item"),
    (#"{"exists": "yes"}"#, "expected true or false, found a string"),
    (#"{"lt": true}"#, #""lt" compares with a number or a text, found a boolean"#),
    (#"{"matches": "("}"#, #""(" is no regular expression"#),
  ])
  func `a test that means nothing is told`(test: String, message: String) throws {
    let read = reading(.valueTest, test)
    #expect(read.value == nil)
    #expect(try #require(read.messages.first).hasPrefix(message))
    #expect(read.messages.count == 1)
  }
}
