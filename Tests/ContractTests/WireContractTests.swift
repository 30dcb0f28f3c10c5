import HTTPTypes
import JSONSource
import Logging
import MockCore
import Testing

@testable import MockServer

/// What is true of every answer, and of the listeners themselves.
struct WireContractTests {
  /// A header of the answer to a call without a token.
  private func header(_ name: String, _ mock: MockUnderTest, _ target: String = "/rest/v1.0/me") async throws -> String?
  {
    try await mock.call(target, token: nil)[name]
  }

  @Test(arguments: Transport.allCases)
  func `the Date of an answer follows the mock's clock`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let first = try await header("Date", mock)
      #expect(first == "Mon, 23 Nov 2026 12:00:00 GMT")
      await mock.mock.advance(by: .seconds(91 * 60))
      #expect(try await header("Date", mock) == "Mon, 23 Nov 2026 13:31:00 GMT")
    }
  }

  @Test(arguments: Transport.allCases)
  func `every answer has an identifier of its own`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let first = try #require(try await header("X-Request-Id", mock))
      let second = try #require(try await header("X-Request-Id", mock, "/nowhere"))
      #expect(first != second)
    }
  }

  @Test(arguments: Transport.allCases)
  func `every answer of the API tells of the limit, and the login host of none`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let first = try await mock.call("/rest/v1.0/me", token: nil)
      #expect(first["X-Rate-Limit-Limit"] == "3600")
      #expect(first["X-Rate-Limit-Remaining"] == "3599")
      #expect(first["X-Rate-Limit-Reset"] == String(MockUnderTest.start.seconds + 3600))
      #expect(try await header("X-Rate-Limit-Remaining", mock, "/nowhere") == "3598")
      await mock.mock.advance(by: .seconds(3600))
      #expect(try await header("X-Rate-Limit-Remaining", mock) == "3599")
      let login = try await mock.send("GET", "/", host: .login)
      #expect(login["X-Rate-Limit-Limit"] == nil)
    }
  }

  @Test(arguments: Transport.allCases)
  func `grounds are told only where that was asked for`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let grounds = try await header("X-Mock-Grounds", mock)
      #expect(grounds == nil)
    }
    try await withMock(transport, explains: true) { mock in
      let grounds = try await header("X-Mock-Grounds", mock)
      #expect(grounds == "token-missing")
    }
  }

  @Test(arguments: Transport.allCases)
  func `another method of a route that exists finds nothing, and so does an unknown route`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      for method in ["DELETE", "PUT", "POST"] {
        let reply = try await mock.call(method, "/rest/v1.0/me", token: token)
        #expect(reply.status == 404)
        #expect(reply.json == ["message": "Resource not found"])
      }
      #expect(try await mock.call("/vapid/me", token: token).status == 404)
      #expect(try await mock.call("/rest/v1.0/me/", token: token).status == 200)
      #expect(try await mock.send("GET", "/oauth/token", host: .login).status == 404)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a HEAD is answered like a GET, and recorded as what it was`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let get = try await mock.call("GET", "/rest/v1.0/companies", token: token)
      let head = try await mock.call("HEAD", "/rest/v1.0/companies", token: token)
      #expect(head.status == 200)
      #expect(head["Total"] == get["Total"])
      #expect(head["Content-Length"] == String(get.body.count))
      if transport == .socket { #expect(head.body.isEmpty) }
      #expect(try await mock.mock.exchanges().suffix(2).map(\.method) == ["GET", "HEAD"])
      #expect(try await mock.call("GET", "/rest/v1.0/me", token: token).status == 200, "the connection goes on")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a target may hold anything that a client can write`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      for target in ["/rest/v1.0/me?", "/rest/v1.0/me?a", "/rest/v1.0/me?&&=&a=b=c", "/rest/v1.0/me?a=%00+%C3%BC"] {
        #expect(try await mock.call(target, token: token).status == 200)
      }
      #expect(try await mock.call("/rest/v1.0/projects/%31/rfis", token: token).status == 404)
    }
  }

  @Test func `a body beyond the limit is refused with 413, and one within it is read`() async throws {
    try await withMock(.socket) { mock in
      let token = try await mock.connect().access
      let target = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      let headers = ["Authorization": "Bearer \(token)", "Procore-Company-Id": "4001"]
      let subject = String(repeating: "x", count: RequestLimits.body - 1000)
      let within = #"{"rfi":{"subject":"\#(subject)","assignee_ids":[101]}}"#
      #expect(try await mock.send("POST", target, headers: headers, body: within).status == 201)
      let beyond = String(repeating: "x", count: RequestLimits.body + 1)
      #expect(try await mock.send("POST", target, headers: headers, body: beyond).status == 413)
      let refused = try #require(try await mock.mock.exchanges().last)
      #expect(refused.status == 413 && refused.grounds == .requestTooLarge && refused.requestBody == nil)
      #expect(refused.operation == "rfis.create" && refused.presented == "access#1")
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
    }
  }

  @Test func `another mock answers in the place of the first, under the same addresses, and knows none of its tokens`()
    async throws
  {
    try await withMock(.socket) { first in
      let listeners = try #require(first.listeners)
      let second = try Self.anotherMock { _ in }
      let token = try await first.connect().access
      #expect(try await first.call("/rest/v1.0/me", token: token).status == 200)
      let count = await first.mock.exchangeCount
      #expect(await listeners.suit(second))
      try await second.recognise([token: "access#1 of before"])
      await listeners.replaceMock(by: second)
      #expect(try await first.call("/rest/v1.0/me", token: token).status == 401)
      #expect(await first.mock.exchangeCount == count)
      #expect(try await second.exchanges().map(\.presented) == ["access#1 of before"])
      #expect(listeners.mock === second)
      #expect(await second.apiBaseURLs == [.production: listeners.apiURL])
    }
  }

  @Test func `a mock that needs hosts of the sandbox does not suit listeners without them`() async throws {
    try await withMock(.socket) { first in
      let listeners = try #require(first.listeners)
      let other = try Self.anotherMock {
        $0.apps.append($0.apps[0])
        $0.apps[1].environment = .sandbox
      }
      #expect(await !listeners.suit(other))
    }
  }

  private static func anotherMock(_ change: (inout World) -> Void) throws -> Mock {
    var world = try ContractFixtures.world()
    change(&world)
    return try Mock(
      world: world, profile: try ContractFixtures.profile("procore"), catalog: try ContractFixtures.catalog(),
      redirectUri: MockUnderTest.redirectUri, clock: MockClock { MockUnderTest.start }, seed: 8)
  }

  @Test func `a port that is taken is told with its address and what to do`() async throws {
    try await withMock(.socket) { mock in
      let url = try #require(mock.listeners?.apiURL)
      let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
      let expected =
        "cannot listen on 127.0.0.1:\(port): another program already listens there; stop it, or choose another port"
      for (login, api) in [(port, 0), (0, port)] {
        let error = await #expect(throws: ListenerError.self) {
          try await MockListeners.start(mock.mock, loginPort: login, apiPort: api, logger: MockUnderTest.quiet)
        }
        #expect(error?.description == expected)
      }
    }
  }

  @Test func `an address that is none of this machine's is told too`() async throws {
    try await withMock(.inProcess) { mock in
      let error = await #expect(throws: ListenerError.self) {
        try await MockListeners.start(mock.mock, address: "192.0.2.1", logger: MockUnderTest.quiet)
      }
      #expect(error?.description.hasPrefix("cannot listen on 192.0.2.1:0: ") == true)
    }
  }
}
