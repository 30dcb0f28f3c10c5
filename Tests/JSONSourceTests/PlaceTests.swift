import JSONSource
import Testing

@Suite struct `where values stand` {
  /// Every value and key of a file as `POINTER LINE:COLUMN`, keys marked.
  private func places(in json: LocatedJSON) -> [String] {
    let own = "\(json.place.pointer) \(json.place.line):\(json.place.column)"
    let items = (json.items ?? []).flatMap(places)
    let members = (json.members ?? []).flatMap { member in
      let key = member.keyPlace
      return ["key \(key.pointer) \(key.line):\(key.column)"] + places(in: member.value)
    }
    return [own] + items + members
  }

  @Test func `every value and every key knows line, column and pointer`() throws {
    let text = """
      {
        "title": "x",
        "steps": [ { "id": 1 }, [true,null],
          -2.5 ],
        "a/b": { "~": {} }
      }
      """
    let json = try #require(Reading(text).json)
    let expected = [
      " 1:1", "key /title 2:3", "/title 2:12", "key /steps 3:3", "/steps 3:12", "/steps/0 3:14", "key /steps/0/id 3:16",
      "/steps/0/id 3:22", "/steps/1 3:27", "/steps/1/0 3:28", "/steps/1/1 3:33", "/steps/2 4:5", "key /a~1b 5:3",
      "/a~1b 5:10",
      "key /a~1b/~0 5:12", "/a~1b/~0 5:17",
    ]
    #expect(places(in: json) == expected)
    #expect(json["steps"]?.place.description == "file.json:3:12")
  }

  @Test func `columns count Unicode scalars`() throws {
    let json = try #require(Reading("[\"é😀漢\", 1, \"e\u{301}\", 2]").json)
    #expect(json.items?.map(\.place.column) == [2, 9, 12, 18])
  }

  @Test func `carriage returns before line feeds, and tabs, are one column each`() throws {
    let json = try #require(Reading("[\r\n\t1,\r\n2]").json)
    #expect(json.items?.map { [$0.place.line, $0.place.column] } == [[2, 2], [3, 1]])
  }

  @Test func `the pointer of every value leads back to it`() throws {
    let json = try #require(Reading(#"{"a/b":[{"~1":1},{"":[2]}],"":{"é":3}}"#).json)
    func check(_ json: LocatedJSON, in whole: JSONValue) {
      #expect(whole.value(at: json.place.pointer) == json.value)
      for item in json.items ?? [] { check(item, in: whole) }
      for member in json.members ?? [] { check(member.value, in: whole) }
    }
    check(json, in: json.value)
  }

  @Test func `places are equal when file, line, column and pointer are, wherever they come from`() throws {
    let read = try #require(Reading("{\"a\": 1}").json?["a"]?.place)
    let told = Place(file: "file.json", line: 1, column: 7, pointer: "/a")
    #expect(read == told)
    #expect(Set([read, told]).count == 1)
    #expect(read != Place(file: "file.json", line: 1, column: 7, pointer: "/b"))
    #expect(read != Place(file: "file.json", line: 1, column: 8, pointer: "/a"))
    #expect(read != Place(file: "other.json", line: 1, column: 7, pointer: "/a"))
  }

  @Test func `a source file hands out its lines`() {
    let file = SourceFile(name: "f", text: "one\r\n\ntwo\u{301}\n")
    #expect((0...5).map(file.line) == ["", "one", "", "two\u{301}", "", ""])
    #expect(SourceFile(name: "f", bytes: [0x61, 0xFF, 0x62]).line(1) == "a\u{FFFD}b")
    #expect(SourceFile(name: "f", bytes: []).line(1) == "")
  }
}
