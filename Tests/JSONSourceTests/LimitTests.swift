import JSONSource
import Testing

@Suite struct `how much is read` {
  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func `128 levels are read, 129 are not`() {
    #expect(JSONParser.parse(text: nested(128)) != nil)
    #expect(Reading(nested(128)).json != nil)
    #expect(JSONParser.parse(text: nested(129)) == nil)
    #expect(Reading(nested(129)).messages == ["1:129 arrays and objects are nested more than 128 deep"])
  }

  @Test func `objects count as levels, and depth is given back when they end`() {
    func mixed(_ pairs: Int) -> String {
      String(repeating: "{\"a\":[", count: pairs) + String(repeating: "]}", count: pairs)
    }
    #expect(JSONParser.parse(text: "[" + mixed(63) + "," + mixed(63) + "]") != nil)
    #expect(JSONParser.parse(text: mixed(64)) != nil)
    #expect(JSONParser.parse(text: mixed(65)) == nil)
  }

  @Test func `a million open brackets end as an error`() {
    #expect(JSONParser.parse([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) == nil)
    #expect(Reading(bytes: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)).found.count == 1)
  }

  @Test func `16 MiB are read, one byte more is not`() {
    let limit = 16 * 1024 * 1024
    let bytes = [UInt8(ascii: "1")] + [UInt8](repeating: UInt8(ascii: " "), count: limit - 1)
    #expect(JSONParser.parse(bytes) == 1)
    #expect(Reading(bytes: bytes).json?.value == 1)
    let larger = bytes + [UInt8(ascii: " ")]
    #expect(JSONParser.parse(larger) == nil)
    #expect(Reading(bytes: larger).messages == ["1:1 the file is larger than 16 MiB"])
  }

  @Test func `a run keeps a thousand diagnostics, and says that there were more`() {
    let diagnostics = Diagnostics()
    let text = "[" + String(repeating: "1,", count: 1500) + "1]"
    let strings = Reader.array(of: .string).parse(SourceFile(name: "f", text: text), into: diagnostics)
    #expect(strings == nil)
    #expect(diagnostics.all.count == 1001)
    #expect(diagnostics.all.last?.message == "too many problems; the others are not shown")
    #expect(diagnostics.hasErrors)
  }
}
