import MockCore
import Testing

@testable import MockServer

/// Limits on the mock's clock, where a profile enforces them.
struct RateLimitContractTests {
  private static let me = "/rest/v1.0/me"

  private func calls(_ count: Int, _ mock: MockUnderTest, _ token: String) async throws -> [Int] {
    var statuses: [Int] = []
    for _ in 0..<count { statuses.append(try await mock.call(Self.me, token: token).status) }
    return statuses
  }

  @Test(arguments: Transport.allCases)
  func `the 26th call within ten seconds is refused, and one after them is not`(transport: Transport) async throws {
    try await withMock(transport, profile: "rate-limited") { mock in
      let token = try await mock.connect().access
      #expect(try await calls(25, mock, token).allSatisfy { $0 == 200 })
      let refused = try await mock.call(Self.me, token: token)
      #expect(refused.status == 429)
      #expect(
        refused.json == [
          "message":
            "You have surpassed the max number of requests for an hour. Please wait until your limit resets."
        ])
      #expect(refused["X-Rate-Limit-Limit"] == "25" && refused["X-Rate-Limit-Remaining"] == "0")
      #expect(refused["X-Rate-Limit-Reset"] == String(MockUnderTest.start.seconds + 10))
      #expect(refused["Retry-After"] == nil)
      await mock.mock.advance(by: .seconds(9))
      #expect(try await mock.call(Self.me, token: token).status == 429)
      await mock.mock.advance(by: .seconds(1))
      let answered = try await mock.call(Self.me, token: token)
      #expect(answered.status == 200 && answered["X-Rate-Limit-Remaining"] == "24")
    }
  }

  @Test func `Retry-After is there where the profile has it`() async throws {
    try await withMock(.inProcess, profile: "rate-limited-with-retry-after") { mock in
      let token = try await mock.connect().access
      _ = try await calls(25, mock, token)
      await mock.mock.advance(by: .milliseconds(2500))
      let refused = try await mock.call(Self.me, token: token)
      #expect(refused.status == 429 && refused["Retry-After"] == "8")
    }
  }

  @Test func `the hour has a limit of its own, and until its reset can be advanced`() async throws {
    try await withMock(.inProcess, profile: "rate-limited", knobs: { $0.rateLimits.hour = 30 }) { mock in
      let token = try await mock.connect().access
      _ = try await calls(20, mock, token)
      await mock.mock.advance(by: .seconds(10))
      #expect(try await calls(10, mock, token).allSatisfy { $0 == 200 })
      let refused = try await mock.call(Self.me, token: token)
      #expect(refused.status == 429 && refused["X-Rate-Limit-Limit"] == "30")
      let reset = await mock.mock.rateLimitReset
      #expect(reset == MockUnderTest.start + .seconds(3600))
      await mock.mock.advance(by: reset - (await mock.mock.now))
      #expect(try await mock.call(Self.me, token: token).status == 200)
    }
  }

  @Test func `people are counted each for themselves, and a bad token is told first`() async throws {
    try await withMock(.inProcess, profile: "rate-limited") { mock in
      let pat = try await mock.connect().access
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      _ = try await calls(26, mock, pat)
      #expect(try await mock.call(Self.me, token: rita).status == 200)
      await mock.mock.advance(by: .seconds(2))
      try await mock.mock.apply(.revoke(.access, user: 100))
      #expect(try await mock.call(Self.me, token: pat).status == 401)
    }
  }

  @Test func `without enforcement nobody is refused, and one call is always left`() async throws {
    try await withMock(.inProcess, knobs: { $0.rateLimits.hour = 3 }) { mock in
      let token = try await mock.connect().access
      #expect(try await calls(30, mock, token).allSatisfy { $0 == 200 })
      #expect(try await mock.call(Self.me, token: token)["X-Rate-Limit-Remaining"] == "1")
    }
  }
}
