import JSONSource
import Testing

@Suite struct `JSON pointers` {
  /// The example of RFC 6901 section 5, and a little more.
  private let value: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
    "01": 9,
    "/\u{301}": 10,
  ]

  @Test(
    arguments: [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/foo/1", "baz"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
      ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8), ("/01", 9), ("/~1\u{301}", 10),
    ] as [(String, JSONValue)])
  func `a pointer leads to its value`(pointer: String, expected: JSONValue) {
    #expect(value.value(at: pointer) == expected)
    #expect(value.value(at: "") == value)
  }

  @Test(arguments: [
    "foo", "/bar", "/foo/2", "/foo/-1", "/foo/-", "/foo/01", "/foo/+1", "/foo/1e0", "/foo/",
    "/foo/99999999999999999999",
    "/a/b", "/m~n", "/m~", "/m~2", "/foo/0/0", "#/foo", "/\u{301}",
  ])
  func `any other pointer leads nowhere`(pointer: String) {
    #expect(value.value(at: pointer) == nil)
  }

  @Test func `steps are escaped and unescaped`() {
    #expect(JSONPointer.escaped("~1/a") == "~01~1a")
    #expect(JSONPointer.steps(of: "/~01~1a/b") == ["~1/a", "b"])
    #expect(JSONPointer.steps(of: "") == [])
    #expect(JSONPointer.steps(of: "a") == nil)
    #expect(JSONPointer.steps(of: "/a~b") == nil)
    #expect(JSONPointer.steps(of: "/a~") == nil)
  }
}
