import JSONSource
import MockCore
import Testing

@testable import MockServer

/// What goes wrong with an answer on the wire, and what stays true behind it.
struct FaultContractTests {
  private func fault(
    _ reply: FaultReply, on endpoint: String = "oauth.refresh", skip: Int = 0, times: Int = 1
  ) -> Fault {
    var match = Match()
    match.endpoint = .eq(.string(endpoint))
    return Fault(name: "trouble", match: match, reply: reply, skip: skip, times: times)
  }

  private func port(_ url: String?) throws -> Int {
    try #require(url?.split(separator: ":").last.flatMap { Int($0) })
  }

  /// A refresh in bytes, to see how its connection ends.
  private func rawRefresh(_ mock: MockUnderTest, _ token: String) async throws -> RawConnection.Ending {
    let form = FormEncoding.encode(await mock.refreshing(token))
    let request = RawConnection.request(
      "POST", "/oauth/token", headers: ["Content-Type": "application/x-www-form-urlencoded"], body: form)
    return try await RawConnection.send(request, port: try port(mock.listeners?.loginURL))
  }

  @Test(arguments: Transport.allCases)
  func `an answer lost after the commit leaves the old refresh token replaced`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      await mock.mock.arm(fault(.dropAfterCommit), action: nil)
      await #expect(throws: (any Error).self) { try await mock.token(await mock.refreshing(tokens.refresh)) }
      let lost = try #require(try await mock.mock.exchanges().last)
      #expect(lost.status == 200 && lost.issued == ["access#2", "refresh#2"])
      #expect(lost.fault == FaultPerformed(name: "trouble", committed: true, delivered: false))
      let again = try await mock.token(await mock.refreshing(tokens.refresh))
      #expect(again.error == "invalid_grant")
      #expect(try await mock.mock.exchanges().last?.grounds == .refreshTokenReplaced)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an answer lost before the commit leaves the old refresh token good`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      await mock.mock.arm(fault(.dropBeforeCommit), action: nil)
      await #expect(throws: (any Error).self) { try await mock.token(await mock.refreshing(tokens.refresh)) }
      let lost = try #require(try await mock.mock.exchanges().last)
      #expect(lost.fault == FaultPerformed(name: "trouble", committed: false, delivered: false))
      #expect(lost.issued.isEmpty && lost.presented == "refresh#1" && lost.user == MockUnderTest.rita)
      let again = try mock.tokens(in: try await mock.token(await mock.refreshing(tokens.refresh)))
      #expect(try await mock.call("/rest/v1.0/me", token: again.access).status == 200)
    }
  }

  @Test func `a dropped connection ends without a byte of an answer`() async throws {
    try await withMock(.socket) { mock in
      let tokens = try await mock.connect()
      for reply in [FaultReply.dropBeforeCommit, .dropAfterCommit] {
        await mock.mock.arm(fault(reply), action: nil)
        let ending = try await rawRefresh(mock, tokens.refresh)
        #expect(ending.text.isEmpty && !ending.isReset)
      }
    }
  }

  @Test func `a truncated answer promises more than arrives`() async throws {
    try await withMock(.socket) { mock in
      let tokens = try await mock.connect()
      await mock.mock.arm(fault(.truncate), action: nil)
      let ending = try await rawRefresh(mock, tokens.refresh)
      let promised = try #require(ending.number(of: "Content-Length"))
      #expect(ending.head.hasPrefix("HTTP/1.1 200 OK"))
      #expect(ending.body.hasPrefix(#"{"access_token":"#))
      #expect(ending.body.utf8.count == promised / 2)
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).error == "invalid_grant", "it was committed")
    }
  }

  @Test func `a truncated answer is an error to a client, and not a short answer`() async throws {
    try await withMock(.socket) { mock in
      let tokens = try await mock.connect()
      await mock.mock.arm(fault(.truncate, on: "companies.list"), action: nil)
      await #expect(throws: (any Error).self) { try await mock.call("/rest/v1.0/companies", token: tokens.access) }
      #expect(try await mock.call("/rest/v1.0/companies", token: tokens.access).status == 200)
    }
  }

  @Test func `a reset connection is reset, and the decision is committed`() async throws {
    try await withMock(.socket) { mock in
      let tokens = try await mock.connect()
      await mock.mock.arm(fault(.reset), action: nil)
      let ending = try await rawRefresh(mock, tokens.refresh)
      #expect(ending.text.isEmpty && ending.isReset)
      #expect(try await mock.mock.exchanges().last?.fault?.committed == true)
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).error == "invalid_grant")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a scripted status decides nothing and says Procore's own words`(transport: Transport) async throws {
    let gateway = try #require(try ContractFixtures.profile().statusBodies[502]?.stringValue)
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      for status in [429, 502, 503] {
        await mock.mock.arm(fault(.status(status, headers: [], body: nil)), action: nil)
      }
      let limited = try await mock.token(await mock.refreshing(tokens.refresh))
      #expect(limited.status == 429)
      #expect(limited["Content-Type"] == "application/json; charset=utf-8")
      #expect(
        limited.json?["message"]
          == "You have surpassed the max number of requests for an hour. Please wait until your limit resets.")
      let page = try await mock.token(await mock.refreshing(tokens.refresh))
      #expect(page.status == 502 && page.text == gateway)
      #expect(page["Content-Type"] == "text/html; charset=utf-8")
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).json == ["message": "Service Unavailable"])
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).status == 200, "the token is still good")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a scripted status may bring its own headers and body`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let reply = FaultReply.status(
        503, headers: [Parameter("Retry-After", "2"), Parameter("Content-Type", "application/problem+json")],
        body: ["busy": true])
      await mock.mock.arm(fault(reply, on: "me.show"), action: nil)
      let answer = try await mock.call("/rest/v1.0/me", token: nil)
      #expect(answer.status == 503)
      #expect(answer["Retry-After"] == "2")
      #expect(answer["Content-Type"] == "application/problem+json")
      #expect(answer.text == #"{"busy":true}"#)
      let exchange = try #require(try await mock.mock.exchanges().last)
      #expect(exchange.status == 503 && exchange.grounds == .faultScripted)
      #expect(exchange.fault == FaultPerformed(name: "trouble", committed: false, delivered: true))
    }
  }

  @Test(arguments: Transport.allCases)
  func `a fault skips and repeats as often as it says`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      await mock.mock.arm(
        fault(.status(500, headers: [], body: nil), on: "me.show", skip: 1, times: 2), action: nil)
      var statuses: [Int] = []
      for _ in 0..<4 { statuses.append(try await mock.call("/rest/v1.0/me", token: token).status) }
      #expect(statuses == [200, 500, 500, 200])
      #expect(await mock.mock.firedFaults.map(\.count) == [2])
    }
  }

  @Test(arguments: Transport.allCases)
  func `a fault of an action hits the API calls made while it runs`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      await mock.mock.arm(
        Fault(name: "busy", match: Match(), reply: .status(503, headers: [], body: nil), times: 9), action: "read")
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
      await mock.mock.begin(action: "read")
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 503)
      #expect(try await mock.send("GET", "/", host: .login).status == 200)
      await mock.mock.end(action: "read")
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a fault may mean one person's calls, or one company's`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let pat = try await mock.connect().access
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      var match = Match()
      match.user = .eq(.string(MockUnderTest.rita))
      match.company = .eq(4001)
      await mock.mock.arm(
        Fault(name: "busy", match: match, reply: .status(503, headers: [], body: nil), times: 9), action: nil)
      let target = "/rest/v1.0/projects?company_id=4001"
      #expect(try await mock.call(target, token: pat).status == 200)
      #expect(try await mock.call("/rest/v1.0/me", token: rita, company: nil).status == 200)
      #expect(try await mock.call(target, token: rita).status == 503)
      let exchange = try #require(try await mock.mock.exchanges().last)
      #expect(exchange.user == MockUnderTest.rita && exchange.company == 4001)
    }
  }
}
