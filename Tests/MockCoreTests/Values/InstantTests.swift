import Foundation
import Testing

@testable import MockCore

/// Moments of the mock's clock.
struct InstantTests {
  @Test(arguments: [
    ("2026-11-23T12:00:00Z", Int64(1_795_435_200_000)), ("2026-11-23T12:00:00.250Z", 1_795_435_200_250),
    ("2026-11-23T13:30:00+01:30", 1_795_435_200_000), ("2026-11-23T07:00:00-05:00", 1_795_435_200_000),
    ("2026-11-23T12:00:00.5Z", 1_795_435_200_500), ("2026-11-23T12:00:00.123456789Z", 1_795_435_200_123),
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1000), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
  ])
  func `an instant with a zone is read`(text: String, milliseconds: Int64) {
    #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T12:00:00", "12:00:00Z", "2026-11-23T12:00:00Zebra", "2026-11-23T12:00:00Z ",
    " 2026-11-23T12:00:00Z", "2026-13-23T12:00:00Z", "2026-11-31T12:00:00Z", "2026-02-29T12:00:00Z",
    "2026-11-23T25:00:00Z", "2026-11-23T12:60:00Z", "2026-11-23T12:00Z", "2026-11-23T12:00:00+24:00",
    "2026-11-23T12:00:00.Z", "0000-00-00T00:00:00Z", "tomorrow", "1795435200",
  ])
  func `anything else is no instant`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test func `an instant is written as Procore writes it, in whole seconds`() {
    #expect(Instant(milliseconds: 1_795_435_200_999).rfc3339 == "2026-11-23T12:00:00Z")
    #expect(Instant(seconds: 0).rfc3339 == "1970-01-01T00:00:00Z")
  }

  @Test func `an instant is written as the Date header has it`() {
    #expect(Instant(milliseconds: 1_795_435_200_999).httpDate == "Mon, 23 Nov 2026 12:00:00 GMT")
    #expect(Instant(seconds: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT", "RFC 9110's own example")
    #expect(Instant(seconds: 0).httpDate == "Thu, 01 Jan 1970 00:00:00 GMT")
  }

  @Test func `seconds are rounded down, before 1970 too`() {
    #expect(Instant(milliseconds: 1999).seconds == 1)
    #expect(Instant(milliseconds: -1).seconds == -1)
    #expect(Instant(milliseconds: -1000).seconds == -1)
  }

  @Test func `spans are added and taken`() {
    let noon = Instant(seconds: 1_795_435_200)
    #expect((noon + .milliseconds(1500)).milliseconds == 1_795_435_201_500)
    #expect((noon + .seconds(90)) - noon == .seconds(90))
    #expect(noon - (noon + .seconds(90)) == .seconds(-90))
    #expect(noon < noon + .milliseconds(1))
    #expect(!(noon < noon))
  }

  @Test func `a span in whole units is rounded towards zero`() {
    #expect(Duration.microseconds(1999).milliseconds == 1)
    #expect(Duration.milliseconds(-1500).milliseconds == -1500)
    #expect(Duration.milliseconds(1999).wholeSeconds == 1)
  }

  @Test func `every day of eight centuries is written as the calendar has it`() {
    let noon = Instant(seconds: -11_676_052_800)
    for day in stride(from: Int64(0), to: 300_000, by: 13) {
      let instant = Instant(seconds: noon.seconds + day * 86_400 + day % 86_399)
      #expect(instant.rfc3339 == instant.date.formatted(Date.ISO8601FormatStyle()))
    }
  }

  @Test(arguments: [
    ("2026-11-23T12:00:00Z", "Mon, 23 Nov 2026 12:00:00 GMT"),
    ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ("2028-02-29T01:02:03Z", "Tue, 29 Feb 2028 01:02:03 GMT"),
  ])
  func `a date header names the weekday and the month`(text: String, header: String) throws {
    #expect(try #require(Instant(rfc3339: text)).httpDate == header)
  }
}
