import JSONSource
import Testing

@testable import MockCore

/// `${…}` in texts and in JSON.
struct InterpolationTests {
  private let values: [String: JSONValue] = ["n": 7, "name": "Harbour", "flag": true, "empty": ""]

  private func text(_ text: String) throws -> String {
    try #require(Interpolation(text)).text { values[$0] }
  }

  private func value(_ template: JSONValue) throws -> JSONValue {
    try InterpolatedJSON(template).value { values[$0] }
  }

  @Test func `names are replaced where they stand`() throws {
    #expect(try text("Item ${n} of ${name}") == "Item 7 of Harbour")
    #expect(try text("${n}${n}") == "77")
    #expect(try text("no name") == "no name")
    #expect(try text("") == "")
  }

  @Test func `a dollar alone, or a brace alone, is a character like any other`() throws {
    #expect(try text("$5 {n} $n $") == "$5 {n} $n $")
    #expect(try text("$${n}") == "$7")
  }

  @Test func `a name that is not closed is no interpolation, and a closed one is`() {
    #expect(Interpolation("${n") == nil)
    #expect(Interpolation("a ${n} ${m") == nil)
    #expect(Interpolation("${n}") != nil)
  }

  @Test func `a default stands in for a name without a value, and only then`() throws {
    #expect(try text("${missing:-here}") == "here")
    #expect(try text("${missing:-}") == "")
    #expect(try text("${name:-here}") == "Harbour")
    #expect(try text("${empty:-here}") == "", "an empty value is a value")
  }

  @Test func `a name with neither value nor default is told`() throws {
    let interpolation = try #require(Interpolation("a ${missing} b"))
    #expect(throws: Interpolation.UnknownName(name: "missing")) { try interpolation.text { values[$0] } }
    #expect(throws: Interpolation.UnknownName(name: "missing")) { try value(["a": ["${missing}"]]) }
  }

  @Test func `a string that is exactly one name keeps the value's type`() throws {
    #expect(try value("${n}") == 7)
    #expect(try value("${flag}") == true)
    #expect(try value("${missing:-7}") == "7", "a default is text")
  }

  @Test func `a string with anything beside a name becomes text`() throws {
    #expect(try value("${n} ") == "7 ")
    #expect(try value("${n}${n}") == "77")
    #expect(try value("is ${flag}") == "is true")
  }

  @Test func `names are replaced throughout a value, keys and other kinds left alone`() throws {
    let template: JSONValue = ["${n}": ["${n}", 1, nil, ["a": "x${n}"]], "b": .decimal("1.50")]
    #expect(try value(template) == ["${n}": [7, 1, nil, ["a": "x7"]], "b": .decimal("1.50")])
  }

  @Test func `a text of a value that is no interpolation stays as it is`() throws {
    #expect(try value("cost ${") == "cost ${")
  }

  @Test func `the names of a text are known before they are replaced`() {
    #expect(Interpolation("${a} and ${b:-c} and ${a}")?.names == ["a", "b", "a"])
    #expect(Interpolation(literal: "${a}").names.isEmpty)
  }
}
