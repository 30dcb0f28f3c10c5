import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The record of a sandbox over HTTP: as a list, and as it grows.
@Suite(.timeLimit(.minutes(5))) struct ControlExchangeTests {
  private static let exchanges = "/sandboxes/default/exchanges"

  @Test func `the record is listed in the shape of a history, and secrets are not in it`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      _ = try await mock.call("/rest/v1.0/me", token: tokens.access)
      let reply = try await control.send("GET", Self.exchanges)
      let list = try #require(reply.json?["exchanges"]?.arrayValue)
      let decoded = try list.map { try JSONDecoder().decode(Exchange.self, from: Data($0.encoded().utf8)) }
      #expect(try await mock.mock.exchanges() == decoded)
      #expect(reply.json?["more"] == false && reply.json?["last"] == .integer(Int64(decoded.count)))
      for text in [tokens.access, tokens.refresh, await mock.mock.app.secret] { #expect(!reply.text.contains(text)) }
      let last = try await control.send("GET", "\(Self.exchanges)/\(decoded.count)")
      #expect(last.json == list.last)
      #expect(last.json?["presented"] == "access#1")
    }
  }

  @Test func `the words of a match choose, and a limit says that there is more`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      for company in [4001, 4002, 4001] as [Int64] {
        _ = try await mock.call("/rest/v1.0/projects?company_id=\(company)", token: tokens.access, company: company)
      }
      func statuses(_ query: String) async throws -> [Int64] {
        let reply = try await control.send("GET", Self.exchanges + "?" + query)
        #expect(reply.status == 200, "\(reply.text)")
        return (reply.json?["exchanges"]?.arrayValue ?? []).compactMap { $0["status"]?.integerValue }
      }
      #expect(try await statuses("endpoint=projects.list") == [200, 403, 200])
      #expect(try await statuses("endpoint=projects.list&company=4002") == [403])
      #expect(try await statuses("host=api&status=%7B%22gte%22:400%7D") == [403])
      #expect(try await statuses("token=access%231&because=not-in-company") == [403])
      #expect(try await statuses("endpoint=oauth.code") == [200])
      let page = try await control.send("GET", Self.exchanges + "?endpoint=api&limit=2").json
      #expect(page?["more"] == true && page?["exchanges"]?.arrayValue?.count == 2)
      let last = try #require(page?["exchanges"]?[1]?["number"]?.integerValue)
      #expect(try await statuses("endpoint=api&after=\(last)") == [200])
    }
  }

  @Test func `a query that is not understood is refused, and so is a number of nothing`() async throws {
    try await ControlUnderTest.run { control async throws in
      let reply = try await control.send("GET", Self.exchanges + "?stats=403")
      #expect(reply.status == 400 && reply.json?["hint"] == "did you mean \"status\"?")
      #expect(try await control.refusal("GET", Self.exchanges + "?because=whim") == "400 invalid-query")
      for number in ["1", "0", "-1", "x", "01", "99999999999999999999"] {
        #expect(try await control.refusal("GET", Self.exchanges + "/" + number) == "404 unknown-exchange")
      }
      let follower = try await control.send(
        "GET", Self.exchanges, headers: ["Accept": "text/event-stream", "Last-Event-ID": "yesterday"])
      #expect(follower.status == 400)
    }
  }

  @Test func `who follows is told what was and what comes, and goes on where the last one stopped`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      _ = try await mock.call("/rest/v1.0/me", token: nil)
      var last = ""
      try await control.follow(Self.exchanges) { events in
        let first = try #require(try await events.next())
        #expect(first.name == "exchange" && first.data?["number"] == 1 && first.data?["path"] == "/rest/v1.0/me")
        _ = try await mock.call("/rest/v1.0/companies", token: nil)
        let second = try #require(try await events.next())
        #expect(second.data?["number"] == 2)
        last = second.id
      }
      for _ in 0..<3 { _ = try await mock.call("/rest/v1.0/me", token: nil) }
      try await control.follow(Self.exchanges, from: last) { events in
        for number in 3...5 as ClosedRange<Int64> {
          let event = try await events.next()
          #expect(event?.data?["number"] == .integer(number))
        }
      }
      let list = try await control.send("GET", Self.exchanges + "/3")
      try await control.follow(Self.exchanges + "?after=2") { events in
        let event = try await events.next()
        #expect(event?.data == list.json)
      }
    }
  }

  @Test func `who follows a choice is told of nothing else`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      try await control.follow(Self.exchanges + "?endpoint=oauth.refresh") { events in
        _ = try await mock.call("/rest/v1.0/me", token: nil)
        _ = try await mock.token(await mock.refreshing("0000000000000000"))
        let event = try await events.next()
        #expect(event?.data?["operation"] == "oauth.refresh")
      }
    }
  }

  @Test func `a reset is told, and then the new record; a new follower knows nothing of it`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      for _ in 0..<2 { _ = try await mock.call("/rest/v1.0/me", token: nil) }
      var beforeReset = ""
      try await control.follow(Self.exchanges) { events in
        _ = try await events.next()
        beforeReset = try #require(try await events.next()).id
        #expect(try await control.send("POST", "/sandboxes/default/reset").status == 200)
        let reset = try #require(try await events.next())
        #expect(reset.name == "reset")
        _ = try await mock.call("/rest/v1.0/companies", token: nil)
        let next = try #require(try await events.next())
        #expect(next.data?["number"] == 1 && next.data?["path"] == "/rest/v1.0/companies")
      }
      try await control.follow(Self.exchanges, from: beforeReset) { events in
        let reset = try await events.next()
        #expect(reset?.name == "reset")
        let first = try await events.next()
        #expect(first?.data?["number"] == 1)
      }
      try await control.follow(Self.exchanges) { events in
        let event = try await events.next()
        #expect(event?.name == "exchange")
      }
    }
  }

  @Test func `a sandbox that is deleted lets those go who follow it`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.open(["id": "short"])
      try await control.follow("/sandboxes/short/exchanges") { events in
        _ = try await mock.call("/rest/v1.0/me", token: nil)
        let event = try await events.next()
        #expect(event?.data?["number"] == 1)
        #expect(try await control.send("DELETE", "/sandboxes/short").status == 204)
        let end = try await events.next()
        #expect(end?.name == nil)
      }
    }
  }
}
