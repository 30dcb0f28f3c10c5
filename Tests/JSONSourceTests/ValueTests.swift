import JSONSource
import Testing

@Suite struct `values without a place` {
  private let value: JSONValue = [
    "a": nil, "b": true, "c": 3, "d": 1.5, "e": "text", "f": [1, "two"], "g": ["h": false],
  ]

  @Test func `literals say what they look like`() {
    #expect(value.encoded() == #"{"a":null,"b":true,"c":3,"d":1.5,"e":"text","f":[1,"two"],"g":{"h":false}}"#)
    let number = 4
    #expect(("/projects/\(number)" as JSONValue) == .string("/projects/4"))
  }

  @Test func `each kind is found by its own property and by no other`() {
    #expect(value["a"]?.isNull == true)
    #expect(value["b"]?.boolValue == true)
    #expect(value["c"]?.integerValue == 3)
    #expect(value["d"]?.doubleValue == 1.5)
    #expect(value["e"]?.stringValue == "text")
    #expect(value["f"]?.arrayValue == [1, "two"])
    #expect(value["g"]?.objectValue == ["h": false])
    #expect(value["b"]?.isNull == false)
    #expect(value["a"]?.boolValue == nil)
    #expect(value["d"]?.integerValue == nil)
    #expect(value["e"]?.doubleValue == nil)
    #expect(value["c"]?.stringValue == nil)
    #expect(value["g"]?.arrayValue == nil)
    #expect(value["f"]?.objectValue == nil)
  }

  @Test func `subscripts reach in, and come back empty-handed`() {
    #expect(value["g"]?["h"] == false)
    #expect(value["f"]?[1] == "two")
    #expect(value["f"]?[2] == nil)
    #expect(value["f"]?[-1] == nil)
    #expect(value["missing"] == nil)
    #expect(value["e"]?["x"] == nil)
    #expect(value["e"]?[0] == nil)
  }

  @Test func `kinds have names`() {
    let names = ["a", "b", "c", "d", "e", "f", "g"].compactMap { value[$0]?.typeName }
    #expect(names == ["null", "a boolean", "an integer", "a number", "a string", "an array", "an object"])
    let located = Reading(value.encoded()).json
    #expect(located?.members?.map(\.value.typeName) == names)
    #expect(located?.typeName == "an object")
    #expect(located?.value == value)
  }

  @Test func `equality is by kind and code unit`() {
    #expect(JSONValue.integer(1) != .decimal("1.0"))
    #expect(JSONValue.decimal("1.0") != .decimal("1.00"))
    #expect(JSONValue.string("1") != 1)
    #expect(JSONValue.bool(false) != .null)
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(JSONValue.string("\u{E9}") == .string("\u{E9}"))
    #expect(([1, 2] as JSONValue) != [2, 1])
    #expect(Set<JSONValue>([1, 1.0, "1", true, nil, [1], ["a": 1], "\u{E9}", "e\u{301}"]).count == 9)
  }

  @Test func `a double without a JSON form is no value`() {
    #expect(JSONValue(double: 0.1) == .decimal("0.1"))
    #expect(JSONValue(double: Double.infinity) == nil)
    #expect(JSONValue(double: Double.nan) == nil)
    #expect(JSONParser.parse(text: JSONValue(double: 1e300)?.encoded() ?? "")?.doubleValue == 1e300)
  }
}

@Suite struct `members in order` {
  @Test func `setting, changing and removing members`() {
    var object: JSONObject = ["a": 1, "b": 2, "c": 3]
    object["b"] = 20
    object["d"] = 4
    object["a"] = nil
    object["x"] = nil
    #expect(object.keys == ["b", "c", "d"])
    #expect(object.map(\.value) == [20, 3, 4])
    #expect(object.count == 3)
    #expect(!object.isEmpty)
    #expect(object["a"] == nil)
    #expect(JSONObject().isEmpty)
  }

  @Test func `the same, with many members`() {
    var object = JSONObject((0..<100).map { ("k\($0)", JSONValue.integer($0)) })
    object["k50"] = "changed"
    object["k10"] = nil
    object["new"] = true
    #expect(object.count == 100)
    #expect(object["k50"] == "changed")
    #expect(object["k99"] == 99)
    #expect(object["k10"] == nil)
    #expect(object["k11"] == 11)
    #expect(object.keys.firstIndex(of: "k50") == 49)
    #expect(object.keys.last == "new")
  }

  @Test func `of two equal keys the later value stands at the earlier place`() {
    let object: JSONObject = ["a": 1, "b": 2, "a": 3]
    #expect(object.keys == ["a", "b"])
    #expect(object["a"] == 3)
  }

  @Test func `order does not matter for equality and hash, everything else does`() {
    let object: JSONObject = ["a": 1, "b": [2]]
    let turned: JSONObject = ["b": [2], "a": 1]
    #expect(object == turned)
    #expect(object.hashValue == turned.hashValue)
    #expect(Set([object, turned, ["a": 1]]).count == 2)
    #expect(object.keys != turned.keys)
    #expect(object != ["a": 1])
    #expect(object != ["a": 1, "b": [3]])
    #expect(object != ["a": 1, "c": [2]])
  }
}
