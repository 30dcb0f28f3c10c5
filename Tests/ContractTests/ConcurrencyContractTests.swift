import MockCore
import Testing

@testable import MockServer

/// Many at once: one decision after the other, whatever the number of connections.
struct ConcurrencyContractTests {
  private func statuses(_ count: Int, _ send: @escaping @Sendable () async throws -> Reply) async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<count { group.addTask { try await send().status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test(arguments: Transport.allCases)
  func `of fifty uses of one code at once, exactly one succeeds`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let redeeming = await mock.redeeming(try await mock.code())
      let statuses = try await statuses(50) { try await mock.token(redeeming) }
      #expect(statuses.count { $0 == 200 } == 1)
      #expect(statuses.count { $0 == 400 } == 49)
    }
  }

  @Test(arguments: Transport.allCases)
  func `of fifty uses of one refresh token at once, exactly one succeeds`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let refreshing = await mock.refreshing(try await mock.connect().refresh)
      let statuses = try await statuses(50) { try await mock.token(refreshing) }
      #expect(statuses.count { $0 == 200 } == 1)
      #expect(statuses.count { $0 == 400 } == 49)
    }
  }

  @Test(arguments: Transport.allCases)
  func `fifty logins at once give fifty grants, and every token works`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await withThrowingTaskGroup(of: Tokens.self) { group in
        for _ in 0..<50 { group.addTask { try await mock.connect(as: MockUnderTest.rita) } }
        return try await group.reduce(into: [Tokens]()) { $0.append($1) }
      }
      #expect(Set(tokens.map(\.access)).count == 50)
      #expect(Set(tokens.map(\.refresh)).count == 50)
      for token in tokens { #expect(try await mock.call("/rest/v1.0/me", token: token.access).status == 200) }
    }
  }

  @Test(arguments: Transport.allCases)
  func `a change of the world lies between two exchanges, even while many calls are made`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect(as: MockUnderTest.sam).access
      let rfis = "/rest/v1.1/projects/\(MockUnderTest.harbour)/rfis"
      let calls = Task { try await statuses(200) { try await mock.call(rfis, token: token) } }
      for await number in await mock.mock.follow() where number > 50 { break }
      let count = try await mock.mock.apply([
        .setLevel(user: 102, company: 4001, project: MockUnderTest.harbour, tool: Tool(rawValue: "RFIs"), level: .none)
      ])
      _ = try await calls.value
      #expect(try await mock.call(rfis, token: token).status == 403)
      let exchanges = try await mock.mock.exchanges().filter { $0.operation == "rfis.list" }
      #expect(exchanges.filter { $0.number <= count }.allSatisfy { $0.status == 200 })
      #expect(exchanges.filter { $0.number > count }.allSatisfy { $0.status == 403 })
    }
  }

  @Test(arguments: Transport.allCases)
  func `calls made at once are numbered without a gap, each recorded once`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let before = await mock.mock.exchangeCount
      let statuses = try await statuses(200) { try await mock.call("/rest/v1.0/me", token: token) }
      #expect(statuses.allSatisfy { $0 == 200 })
      let exchanges = try await mock.mock.exchanges(after: before)
      #expect(exchanges.map(\.number) == Array(before + 1...before + 200))
      #expect(Set(exchanges.compactMap { $0.answerHeaders[.requestID] }).count == 200)
    }
  }
}
