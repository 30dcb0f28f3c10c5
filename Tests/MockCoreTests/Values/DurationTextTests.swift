import JSONSource
import Testing

@testable import MockCore

/// Durations as people write them.
struct DurationTextTests {
  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("5s", .seconds(5)), ("90m", .seconds(5400)), ("1h30m", .seconds(5400)),
    ("14d", .seconds(14 * 86_400)), ("1d2h3m4s5ms", .milliseconds(93_784_005)), ("0s", .zero), ("007s", .seconds(7)),
    ("36525d", .seconds(36_525 * 86_400)),
  ])
  func `a number with a unit is a span`(text: String, span: Duration) {
    #expect(DurationText.parse(text) == span)
  }

  @Test(arguments: ["", "5", "5 s", "s", "-5s", "+5s", "1.5h", "5S", "5sec", "5w", "1h 30m", " 5s", "5s ", "٥s"])
  func `a span without a unit, or with one that is none, is no span`(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test func `a unit twice is no span, and two units are`() {
    #expect(DurationText.parse("1m30m") == nil)
    #expect(DurationText.parse("1m30s") == .seconds(90))
  }

  @Test func `units out of order are no span, and in order they are`() {
    #expect(DurationText.parse("30m1h") == nil)
    #expect(DurationText.parse("5ms1s") == nil)
    #expect(DurationText.parse("1s5ms") == .milliseconds(1005))
  }

  @Test(arguments: [
    "36526d", "999999999999d", "999999999999h999999999999m", "9999999999999s", "100000000000000000000s",
  ])
  func `a span of more than a hundred years is no span, however long`(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(arguments: [
    (Duration.milliseconds(500), "500ms"), (.seconds(5), "5s"), (.seconds(5400), "1h30m"), (.zero, "0s"),
    (.seconds(90_061), "1d1h1m1s"), (.seconds(-90), "-1m30s"), (.microseconds(300), "0s"),
  ])
  func `the shortest text for a span`(span: Duration, text: String) {
    #expect(DurationText.text(for: span) == text)
  }

  @Test(arguments: ["1ms", "59s", "1h1ms", "13d23h59m59s999ms"])
  func `a text reads back as it was written`(text: String) throws {
    #expect(DurationText.text(for: try #require(DurationText.parse(text))) == text)
  }

  @Test func `a file's duration without a unit is told with examples`() {
    let diagnostics = Diagnostics()
    let source = SourceFile(name: "x.json", text: #""90""#)
    #expect(Reader<Duration>.duration.parse(source, into: diagnostics) == nil)
    #expect(
      diagnostics.all.first?.message
        == #"expected a duration with a unit, such as "5s", "90m" or "1h30m", found "90""#)
  }
}
