import JSONSource
import MockCore
import Testing

@Suite struct ProfileKnobsTests {
  private func read(_ text: String) -> (knobs: JSONValue?, messages: [String]) {
    let diagnostics = Diagnostics()
    let json = JSONParser.parse(SourceFile(name: "knobs.json", text: text), into: diagnostics)
    return (json.flatMap { Reader<JSONValue>.profileKnobs.read($0, diagnostics) }, diagnostics.all.map(\.message))
  }

  @Test func `knobs are turned, and what they do not name stays`() throws {
    var profile = Profile()
    profile.codeLifetime = .seconds(5)
    let knobs = try #require(read(#"{"accessTokenLifetime": "60s", "refreshRotation": "none"}"#).knobs)
    let turned = profile.turning(knobs)
    #expect(turned.accessTokenLifetime == .seconds(60))
    #expect(turned.refreshRotation == .none)
    #expect(turned.codeLifetime == .seconds(5))
  }

  @Test func `a wrong knob, a wrong value and no knob at all are told`() {
    #expect(read(#"{"acessTokenLifetime": "60s"}"#).messages == [#"unknown key "acessTokenLifetime""#])
    #expect(read(#"{"refreshRotation": "late"}"#).messages.count == 1)
    #expect(read("{}").messages == ["no knob is turned"])
    #expect(read(#"{"format": 1, "pkce": 3}"#).knobs == nil || !read(#"{"format": 1}"#).messages.isEmpty)
  }

  @Test func `calls are counted anew at the next full hour`() {
    #expect(RateHeaders.reset(after: Instant(seconds: 3599)) == Instant(seconds: 3600))
    #expect(RateHeaders.reset(after: Instant(seconds: 3600)) == Instant(seconds: 7200))
  }
}
