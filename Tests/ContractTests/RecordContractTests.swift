import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The record of a run: whole, in order, and without a secret.
struct RecordContractTests {
  @Test(arguments: Transport.allCases)
  func `every request is recorded exactly once, in order, with its grounds`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      _ = try await mock.call("/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis/9001?view=x", token: tokens.access)
      _ = try await mock.call("/nowhere", token: nil)
      let exchanges = try await mock.mock.exchanges()
      #expect(exchanges.map(\.number) == Array(1...7))
      #expect(
        exchanges.map(\.grounds) == [
          .loginShown, .loggedIn, .consentShown, .codeIssued, .tokensIssued, .granted, .tokenMissing,
        ])
      #expect(
        exchanges.map(\.operation) == [
          "oauth.authorize", "session.login", "oauth.authorize", "oauth.authorize", "oauth.code", "rfis.show", nil,
        ])
      #expect(await mock.mock.exchangeCount == 7)
    }
  }

  @Test(arguments: Transport.allCases)
  func `the record of a call says who asked for what, with which token, and what was shown`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      _ = try await mock.call("/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis/9001?view=x", token: tokens.access)
      let exchange = try #require(try await mock.mock.exchanges().last)
      #expect(exchange.host == .api && exchange.method == "GET" && exchange.status == 200)
      #expect(exchange.path == "/rest/v1.0/projects/598134326177405/rfis/9001")
      #expect(exchange.route == "/rest/v1.0/projects/:project_id/rfis/:id")
      #expect(exchange.query == [Parameter("view", "x")])
      #expect(exchange.user == MockUnderTest.rita)
      #expect(exchange.company == 4001 && exchange.project == MockUnderTest.harbour)
      #expect(exchange.presented == "access#1" && exchange.grant == 1)
      #expect(exchange.records == [9001])
      #expect(exchange.needed?.tool == Tool(rawValue: "RFIs") && exchange.needed?.level == .readOnly)
      #expect(exchange.requestHeaders[.authorization] == "Bearer ⟨access#1⟩")
      #expect(exchange.answerBody?.contains("Beam B4 clash") == true)
      #expect(exchange.at == MockUnderTest.start)
    }
  }

  @Test(arguments: Transport.allCases)
  func `tokens are named in the order in which they were issued`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let first = try await mock.connect()
      _ = try await mock.connect(as: MockUnderTest.rita)
      _ = try await mock.token(await mock.refreshing(first.refresh))
      let exchanges = try await mock.mock.exchanges().filter { !$0.issued.isEmpty }
      #expect(
        exchanges.map(\.issued) == [
          ["code#1"], ["access#1", "refresh#1"], ["code#2"], ["access#2", "refresh#2"], ["access#3", "refresh#3"],
        ])
      #expect(exchanges.map(\.grant) == [nil, 1, nil, 2, 1])
      #expect(exchanges.last?.presented == "refresh#1")
      #expect(exchanges.last?.user == MockUnderTest.pat)
    }
  }

  @Test(arguments: Transport.allCases)
  func `no secret of a run stands in its record, wherever a careless client puts it`(transport: Transport) async throws
  {
    try await withMock(transport) { mock in
      let code = try await mock.code()
      let tokens = try mock.tokens(in: try await mock.token(await mock.redeeming(code)))
      let secret = await mock.mock.app.secret
      let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      for leaked in [code, tokens.access, tokens.refresh, secret] {
        _ = try await mock.call(
          "POST", rfis, token: tokens.access,
          body: ["rfi": ["subject": .string("it is \(leaked)!"), "assignee_ids": [101], "key": .string(leaked)]])
        _ = try await mock.call("\(rfis)?token=\(leaked)&x=\(leaked)&\(leaked)=y", token: tokens.access)
        _ = try await mock.call("/rest/v1.0/\(leaked)/me", token: leaked)
        _ = try await mock.send(
          "GET", "/oauth/authorize?state=\(leaked)", host: .login,
          headers: [
            "Referer": "http://localhost/cb?code=\(leaked)", "X-Key": "key=\(leaked)", "Cookie": "k=\(leaked)",
            "Authorization": "Token \(leaked)",
          ])
        for type in ["application/json", "text/plain", "application/xml", ""] {
          let headers = type.isEmpty ? [:] : ["Content-Type": type]
          _ = try await mock.send(
            "POST", "/oauth/token", host: .login, headers: headers, body: #"{"refresh_token": "\#(leaked)" "#)
        }
      }
      _ = try await mock.call(rfis, token: tokens.access)
      let record = try JSONEncoder().encode(try await mock.mock.exchanges())
      let text = String(decoding: record, as: UTF8.self)
      let secrets = try await mock.mock.secrets()
      #expect(Set(secrets.map(\.name)) == ["code#1", "access#1", "refresh#1", "client-secret"])
      for secret in secrets {
        #expect(!text.contains(secret.text), "\(secret.name) stands in the record")
        #expect(text.contains("⟨\(secret.name)⟩"))
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `passwords and sessions stand nowhere in the record`(transport: Transport) async throws {
    try await withMock(
      transport, world: { $0.directory.users[0].password = "correct horse battery" },
      knobs: { $0.loginPage = .oneStep }
    ) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let form = try #require(page.forms.first)
      for password in ["correct horse", "correct horse battery"] {
        _ = try await browser.press(
          form, filling: ["session[email]": MockUnderTest.pat, "session[password]": password])
      }
      _ = try await browser.open("/")
      let session = try #require(browser.cookies["_session_id"])
      let text = String(decoding: try JSONEncoder().encode(try await mock.mock.exchanges()), as: UTF8.self)
      #expect(!text.contains("horse"))
      #expect(!text.contains(session))
      #expect(text.contains("⟨password⟩") && text.contains("⟨session⟩"))
    }
  }

  @Test(arguments: Transport.allCases)
  func `whoever follows is told of each exchange as it happens`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let numbers = await mock.mock.follow()
      for _ in 0..<3 { _ = try await mock.call("/rest/v1.0/me", token: nil) }
      var seen: [Int] = []
      for await number in numbers {
        seen.append(number)
        if number == 3 { break }
      }
      #expect(seen == [1, 2, 3])
    }
  }

  @Test(arguments: Transport.allCases)
  func `a run of more exchanges than one batch is recorded whole`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      for _ in 0..<600 { _ = try await mock.call("/rest/v1.0/me", token: nil) }
      #expect(try await mock.mock.exchanges().map(\.number) == Array(1...600))
      #expect(try await mock.mock.exchanges(after: 598).map(\.number) == [599, 600])
    }
  }
}
