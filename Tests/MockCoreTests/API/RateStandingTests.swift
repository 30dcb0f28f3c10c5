import Testing

@testable import MockCore

/// Counting calls against both limits.
struct RateStandingTests {
  private let limits: Profile.RateLimits = {
    var limits = Profile.RateLimits()
    limits.hour = 5
    limits.spike = 2
    limits.isEnforced = true
    return limits
  }()
  private let start = Instant(milliseconds: 1_800_000_000_400)

  @Test func `a window begins with its first call and lets in as many as its limit`() {
    var calls = CountedCalls()
    let first = calls.count(for: "a", limits, now: start)
    #expect(first == RateStanding(limit: 2, remaining: 1, reset: start + .seconds(10)))
    #expect(!calls.count(for: "a", limits, now: start + .seconds(9)).isExceeded)
    let third = calls.count(for: "a", limits, now: start + .milliseconds(9999))
    #expect(third.isExceeded && third.remaining == 0 && third.reset == start + .seconds(10))
    #expect(!calls.count(for: "a", limits, now: start + .seconds(10)).isExceeded)
  }

  @Test func `callers are counted apart`() {
    var calls = CountedCalls()
    for _ in 1...3 { _ = calls.count(for: "a", limits, now: start) }
    #expect(!calls.count(for: "b", limits, now: start).isExceeded)
  }

  @Test func `a refused call counts against neither limit`() {
    var calls = CountedCalls()
    for _ in 1...9 { _ = calls.count(for: "a", limits, now: start) }
    var admitted = 0
    for window in 1...3 {
      for _ in 1...2 {
        if !calls.count(for: "a", limits, now: start + .seconds(10 * Int64(window))).isExceeded { admitted += 1 }
      }
    }
    #expect(admitted == 3, "five in the hour, of which two were let in at first")
  }

  @Test func `the headers speak of the limit that is nearest to being used up`() {
    var calls = CountedCalls()
    #expect(calls.count(for: "a", limits, now: start).limit == 2)
    for seconds in [10, 11, 20] { _ = calls.count(for: "a", limits, now: start + .seconds(seconds)) }
    let last = calls.count(for: "a", limits, now: start + .seconds(30))
    #expect(last.limit == 5 && last.remaining == 0 && last.reset == start + .seconds(3600))
  }

  @Test func `a reset is told in whole seconds after which the limit is really new`() {
    let fields = RateHeaders.fields(RateStanding(limit: 2, remaining: 0, reset: start + .seconds(10)))
    #expect(fields[.rateLimitReset] == "1800000011")
  }

  @Test func `nobody waits longer than until the last limit that is used up is new`() {
    var calls = CountedCalls()
    #expect(calls.reset(limits, now: start) == start + .seconds(10))
    for _ in 1...2 { _ = calls.count(for: "a", limits, now: start) }
    #expect(calls.reset(limits, now: start + .seconds(3)) == start + .seconds(10))
  }
}
