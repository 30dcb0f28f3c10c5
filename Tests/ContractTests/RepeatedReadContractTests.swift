import JSONSource
import MockCore
import Testing

@testable import MockServer

/// A call that comes again is answered as before, until something changes that its answer rests on.
struct RepeatedReadContractTests {
  private static let list = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
  private static let tool = Tool(rawValue: "RFIs")

  /// Something after which the same call has another answer.
  private struct Change: Sendable {
    let name: String
    let status: Int
    let make: @Sendable (MockUnderTest, String) async throws -> Void
  }

  private static let changes = [
    Change(name: "the right is taken", status: 403) { mock, _ in
      let sam = try #require(await mock.mock.people.user(login: MockUnderTest.sam))
      try await mock.mock.apply(
        .setLevel(user: sam.id, company: 4001, project: MockUnderTest.harbour, tool: Self.tool, level: .none))
    },
    Change(name: "the tool is switched off", status: 403) { mock, _ in
      try await mock.mock.apply(.disableTool(project: MockUnderTest.harbour, tool: Self.tool))
    },
    Change(name: "the app is disconnected", status: 403) { mock, _ in
      try await mock.mock.apply(.uninstallApp(company: 4001))
    },
    Change(name: "the token is revoked", status: 401) { mock, _ in
      try await mock.mock.apply(.revoke(.access, user: nil))
    },
    Change(name: "the token ends", status: 401) { mock, _ in await mock.mock.advance(by: .seconds(91 * 60)) },
    Change(name: "a knob is turned", status: 429) { mock, _ in
      try await mock.mock.apply(.setProfile(["rateLimits": ["enforced": true, "hour": 1]]))
    },
    Change(name: "a fault is armed", status: 503) { mock, _ in
      await mock.mock.arm(Fault(name: "down", match: Match(), reply: .status(503, headers: [], body: nil)), action: nil)
    },
  ]

  @Test(arguments: Transport.allCases)
  func `only what no two answers share differs, and each is recorded`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let before = await mock.mock.exchangeCount
      let first = try await mock.call(Self.list, token: token)
      let second = try await mock.call(Self.list, token: token)
      #expect(first.status == 200 && first.body == second.body)
      #expect(first["X-Request-Id"] != second["X-Request-Id"])
      #expect(first["X-Rate-Limit-Remaining"] != second["X-Rate-Limit-Remaining"])
      #expect(first.headers.map(\.name) == second.headers.map(\.name))
      let exchanges = try await mock.mock.exchanges(after: before)
      #expect(exchanges.map(\.number) == [before + 1, before + 2])
      #expect(exchanges.first?.answerBody == exchanges.last?.answerBody)
      #expect(exchanges.map(\.records).first == exchanges.map(\.records).last)
      #expect(exchanges.allSatisfy { $0.user == MockUnderTest.pat && $0.presented == "access#1" })
    }
  }

  @Test(arguments: Transport.allCases)
  func `whatever changes, the next call is decided anew`(transport: Transport) async throws {
    for change in Self.changes {
      try await withMock(transport) { mock in
        let token = try await mock.connect(as: MockUnderTest.sam).access
        for _ in 1...3 { #expect(try await mock.call(Self.list, token: token).status == 200, "\(change.name)") }
        try await change.make(mock, token)
        var reply = try await mock.call(Self.list, token: token)
        // The limit lets one call through.
        if change.status == 429 { reply = try await mock.call(Self.list, token: token) }
        #expect(reply.status == change.status, "\(change.name)")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `a record that was written is shown to the next call, and to nobody who may not see it`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let before = try await mock.call(Self.list, token: token)
      #expect(try await mock.call(Self.list, token: token).ids == before.ids)
      let created = try await mock.call(
        "POST", Self.list, token: token, body: ["rfi": ["subject": "Beam clash", "assignee_ids": [101]]])
      #expect(created.status == 201)
      #expect(try await mock.call(Self.list, token: token).ids.count == before.ids.count + 1)
      #expect(try await mock.call(Self.list, token: nil).status == 401)
      #expect(try await mock.call(Self.list, token: token, company: 4002).status == 404)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an answer has one date, whatever a fault scripts`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let scripted = [Parameter("Date", "Mon, 01 Jan 2001 00:00:00 GMT")]
      await mock.mock.arm(
        Fault(name: "dated", match: Match(), reply: .status(503, headers: scripted, body: nil)), action: nil)
      let reply = try await mock.call(Self.list, token: token)
      #expect(reply.status == 503 && reply.headers.count { $0.name.lowercased() == "date" } == 1)
    }
  }
}
