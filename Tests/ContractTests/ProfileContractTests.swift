import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Each profile that ships differs from the documented present in what it is named after, and a login works in all.
struct ProfileContractTests {
  private static let names = [
    "procore", "fifteen-minutes", "strict", "lenient", "one-minute", "two-hours", "opaque-tokens",
    "bearer-capitalised", "previous-until-first-use", "grace", "no-rotation", "failed-refresh-burns-token",
    "old-access-token-revoked", "invalid-grant-401", "older-doorkeeper", "newer-doorkeeper", "errors-by-redirect",
    "one-step-login", "code-on-page", "company-header-400", "company-header-403", "company-header-optional",
    "not-found-without-permission", "tool-disabled-404", "not-installed-401", "retry-after-on-429",
    "rate-limited", "rate-limited-with-retry-after", "heavy-load", "validation-errors-as-list",
    "validation-errors-under-base", "errors-wrapped", "errors-as-text", "errors-of-the-specification",
    "refusals-of-operations", "empty-lists-without-permission",
  ]

  private static let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"

  @Test(arguments: names)
  func `a connector that does as documented works under each profile`(name: String) async throws {
    try await withMock(.socket, profile: name) { mock in
      let tokens = try await mock.connect()
      #expect(try await mock.call(Self.rfis, token: tokens.access).status == 200)
      let next = try mock.tokens(in: try await mock.token(await mock.refreshing(tokens.refresh)))
      #expect(try await mock.call(Self.rfis, token: next.access).status == 200)
      let last = try mock.tokens(in: try await mock.token(await mock.refreshing(next.refresh)))
      #expect(try await mock.call(Self.rfis, token: last.access).status == 200)
    }
  }

  /// What a token answer says under a profile.
  private func answer(_ profile: String) async throws -> JSONObject {
    try await withMock(.inProcess, profile: profile) { mock in
      let reply = try await mock.token(await mock.redeeming(try await mock.code()))
      return try #require(reply.json?.objectValue)
    }
  }

  @Test func `lives, forms and spellings of tokens`() async throws {
    let documented = try await answer("procore")
    #expect(documented["expires_in"] == 5400 && documented["token_type"] == "bearer")
    #expect(documented["access_token"]?.stringValue.map { $0.count >= 600 } == true)
    #expect(try await answer("one-minute")["expires_in"] == 60)
    #expect(try await answer("fifteen-minutes")["expires_in"] == 900)
    #expect(try await answer("two-hours")["expires_in"] == 7200)
    #expect(try await answer("opaque-tokens")["access_token"]?.stringValue?.count == 64)
    for profile in ["bearer-capitalised", "newer-doorkeeper"] {
      #expect(try await answer(profile)["token_type"] == "Bearer")
    }
  }

  // MARK: Rotation

  /// The statuses of a replay of the first refresh token: at once, after the new access token was used, and after a
  /// minute.
  private func replays(_ profile: String, _ transport: Transport) async throws -> [Int] {
    try await withMock(transport, profile: profile) { mock in
      let first = try await mock.connect()
      let second = try mock.tokens(in: try await mock.token(await mock.refreshing(first.refresh)))
      let atOnce = try await mock.token(await mock.refreshing(first.refresh)).status
      _ = try await mock.call("/rest/v1.0/me", token: second.access)
      let afterUse = try await mock.token(await mock.refreshing(first.refresh)).status
      await mock.mock.advance(by: .seconds(61))
      return [atOnce, afterUse, try await mock.token(await mock.refreshing(first.refresh)).status]
    }
  }

  @Test(arguments: Transport.allCases)
  func `a refresh token that was used is good for as long as the profile says`(transport: Transport) async throws {
    #expect(try await replays("procore", transport) == [400, 400, 400])
    #expect(try await replays("previous-until-first-use", transport) == [200, 400, 400])
    #expect(try await replays("grace", transport) == [200, 200, 400])
    #expect(try await replays("no-rotation", transport) == [200, 200, 200])
    #expect(try await replays("invalid-grant-401", transport) == [401, 401, 401])
  }

  @Test(arguments: Transport.allCases)
  func `asking about the new access token is a use of it`(transport: Transport) async throws {
    try await withMock(transport, profile: "previous-until-first-use") { mock in
      let first = try await mock.connect()
      let second = try mock.tokens(in: try await mock.token(await mock.refreshing(first.refresh)))
      let headers = ["Authorization": "Bearer \(second.access)"]
      #expect(try await mock.send("GET", "/oauth/token/info", host: .login, headers: headers).status == 200)
      #expect(try await mock.token(await mock.refreshing(first.refresh)).error == "invalid_grant")
      #expect(try await mock.mock.exchanges().last?.grounds == .refreshTokenReplaced)
    }
  }

  @Test(arguments: Transport.allCases)
  func `of fifty refreshes at once without rotation all succeed`(transport: Transport) async throws {
    try await withMock(transport, profile: "no-rotation") { mock in
      let refreshing = await mock.refreshing(try await mock.connect().refresh)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<50 { group.addTask { try await mock.token(refreshing).status } }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 50))
    }
  }

  @Test(arguments: Transport.allCases, [("procore", 200), ("failed-refresh-burns-token", 400), ("strict", 400)])
  func `a refresh with a wrong secret leaves its token good or burns it`(
    transport: Transport, expected: (profile: String, status: Int)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let tokens = try await mock.connect()
      let wrong = try await mock.token(await mock.refreshing(tokens.refresh, ["client_secret": "wrong"]))
      #expect(wrong.status == 401)
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).status == expected.status)
    }
  }

  @Test(arguments: Transport.allCases, [("procore", 200), ("old-access-token-revoked", 401)])
  func `the old access token lives on after a refresh or dies`(
    transport: Transport, expected: (profile: String, status: Int)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let first = try await mock.connect()
      let second = try mock.tokens(in: try await mock.token(await mock.refreshing(first.refresh)))
      #expect(try await mock.call("/rest/v1.0/me", token: first.access).status == expected.status)
      #expect(try await mock.call("/rest/v1.0/me", token: second.access).status == 200)
    }
  }

  @Test(arguments: Transport.allCases, [("procore", 401), ("older-doorkeeper", 200)])
  func `a code that is used again takes its tokens along or not`(
    transport: Transport, expected: (profile: String, status: Int)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let redeeming = await mock.redeeming(try await mock.code())
      let tokens = try mock.tokens(in: try await mock.token(redeeming))
      #expect(try await mock.token(redeeming).error == "invalid_grant")
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == expected.status)
    }
  }

  // MARK: Errors and pages

  @Test(arguments: Transport.allCases)
  func `errors are told in the words and by the way of the profile`(transport: Transport) async throws {
    let bad: [String: String?] = ["response_type": "token"]
    try await withMock(transport, profile: "older-doorkeeper") { mock in
      let page = try await Browser(mock).open(await mock.authorize(["redirect_uri": "http://localhost/x"]))
      #expect(page.status == 200)
      #expect(Reply.unescaped(page.text[...]).contains("redirect uri is malformed or doesn't match client redirect"))
      let missing = try await mock.token(await mock.refreshing("", [:]))
      #expect(missing.json?["error_description"]?.stringValue?.hasPrefix("The request is missing a required") == true)
      #expect(try await mock.token(await mock.refreshing("undefined")).status == 401)
    }
    try await withMock(transport, profile: "errors-by-redirect") { mock in
      let redirected = try await Browser(mock).open(await mock.authorize(bad))
      #expect(redirected.query["error"] == "unsupported_response_type")
      #expect(redirected.query["state"] == "k3Jx9Qw7Lp2Vn8Rt")
      #expect(try await Browser(mock).open(await mock.authorize(["client_id": "x"])).location == nil)
    }
    try await withMock(transport) { mock in
      let page = try await Browser(mock).open(await mock.authorize(bad))
      #expect(page.status == 400)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a scope, a second authentication and an open redirect are refused, or taken by the lenient`(
    transport: Transport
  ) async throws {
    let open = "http://10.0.0.7:3000/cb"
    func statuses(_ profile: String) async throws -> [Int] {
      try await withMock(
        transport, profile: profile,
        world: { $0.apps[0].redirectUris.append(Interpolation(literal: open)) },
        { mock in
          let app = await mock.mock.app
          let scoped = try await Browser(mock).open(await mock.authorize(["scope": "read"])).status
          let insecure = try await Browser(mock).open(await mock.authorize(["redirect_uri": open])).status
          let header = ["Authorization": "Basic " + Self.base64("\(app.id):\(app.secret)")]
          let twice = try await mock.token(await mock.redeeming(try await mock.code()), headers: header).status
          return [scoped, insecure, twice]
        })
    }
    #expect(try await statuses("procore") == [400, 400, 400])
    #expect(try await statuses("lenient") == [200, 200, 200])
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  @Test(arguments: Transport.allCases)
  func `a code is shown where the profile shows it`(transport: Transport) async throws {
    let outOfBand = RegisteredRedirect.outOfBand
    func allowed(_ profile: String) async throws -> (answer: Reply, shown: Reply) {
      try await withMock(
        transport, profile: profile, world: { $0.apps[0].redirectUris = [Interpolation(literal: outOfBand)] },
        { mock in
          let browser = Browser(mock)
          let page = try await browser.open(await mock.authorize(["redirect_uri": outOfBand]))
          let back = try await browser.press(
            try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
          let consent = try await browser.open(try #require(back.location))
          let answer = try await browser.press(try #require(consent.form(withButton: "Allow")), button: "Allow")
          let shown = answer.location == nil ? answer : try await browser.open(try #require(answer.location))
          return (answer, shown)
        })
    }
    let code = /id="authorization_code">([0-9a-f]{64})</
    for (profile, address) in [
      ("procore", "/oauth/authorize/"), ("newer-doorkeeper", "/oauth/authorize/native?code="),
    ] {
      let (answer, shown) = try await allowed(profile)
      let text = String(try #require(shown.text.firstMatch(of: code)?.1))
      #expect(answer.location == address + text)
    }
    let (answer, _) = try await allowed("code-on-page")
    #expect(answer.status == 200 && answer.text.firstMatch(of: code) != nil)
  }

  @Test(arguments: Transport.allCases)
  func `the login page asks once or twice`(transport: Transport) async throws {
    func asksForPassword(_ profile: String) async throws -> Bool {
      try await withMock(transport, profile: profile) { mock in
        let page = try await Browser(mock).open(await mock.authorize())
        return page.forms.contains { $0.fields.contains { $0.name == "session[password]" } }
      }
    }
    #expect(try await asksForPassword("one-step-login"))
    #expect(try await !asksForPassword("procore"))
  }

  // MARK: The API

  @Test(
    arguments: Transport.allCases,
    [
      ("procore", 404), ("company-header-400", 400), ("company-header-403", 403), ("company-header-optional", 200),
    ])
  func `a call without its company header`(
    transport: Transport, expected: (profile: String, status: Int)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let token = try await mock.connect().access
      #expect(try await mock.call(Self.rfis, token: token, company: nil).status == expected.status)
      #expect(try await mock.call(Self.rfis, token: token).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `refusals of the API`(transport: Transport) async throws {
    func statuses(_ profile: String) async throws -> [Int] {
      try await withMock(transport, profile: profile) { mock in
        let nina = try await mock.connect(as: MockUnderTest.nina).access
        let none = try await mock.call(Self.rfis, token: nina).status
        let pat = try await mock.connect().access
        let disabled = try await mock.call("/rest/v1.0/punch_items?project_id=\(MockUnderTest.mill)", token: pat).status
        try await mock.mock.apply(.uninstallApp(company: MockUnderTest.granite))
        return [none, disabled, try await mock.call(Self.rfis, token: pat).status]
      }
    }
    #expect(try await statuses("procore") == [403, 403, 403])
    #expect(try await statuses("not-found-without-permission") == [404, 403, 403])
    #expect(try await statuses("tool-disabled-404") == [403, 404, 403])
    #expect(try await statuses("not-installed-401") == [403, 403, 401])
    #expect(try await statuses("empty-lists-without-permission") == [200, 403, 403])
  }

  @Test(
    arguments: Transport.allCases,
    [
      ("refusals-of-operations", [401, 404, 404], ["User does not have correct permissions"]),
      ("procore", [403, 403, 404], ["You do not have permission to perform this action."]),
      ("empty-lists-without-permission", [200, 200, 404], nil),
    ] as [(String, [Int], JSONValue?)])
  func `odd refusals are those of the operation, or by profile of the one rule`(
    transport: Transport, expected: (profile: String, statuses: [Int], words: JSONValue?)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let nina = try await mock.connect(as: MockUnderTest.nina).access
      let query = "?project_id=\(MockUnderTest.harbour)"
      var replies: [Reply] = []
      for path in ["change_order_packages", "potential_change_orders", "punch_items/1"] {
        replies.append(try await mock.call("/rest/v1.0/\(path)\(query)", token: nina))
      }
      #expect(replies.map(\.status) == expected.statuses)
      #expect(replies[0].json?["errors"] == expected.words)
      if expected.words == nil { #expect(replies[0].json == []) }
      let first = try await mock.mock.exchanges().last { $0.operation == "change_order_packages.list" }
      #expect(first?.grounds == .levelNone)
    }
  }

  @Test(arguments: Transport.allCases, [("procore", nil), ("retry-after-on-429", "3600")] as [(String, String?)])
  func `a scripted 429 has its limits, and by profile the time to wait`(
    transport: Transport, expected: (profile: String, wait: String?)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let reply = FaultReply.status(429, headers: [Parameter("X-Rate-Limit-Remaining", "0")], body: nil)
      await mock.mock.arm(Fault(name: "busy", match: Match(), reply: reply), action: nil)
      let busy = try await mock.call("/rest/v1.0/me", token: nil)
      #expect(busy.status == 429 && busy["Retry-After"] == expected.wait)
      #expect(busy["X-Rate-Limit-Limit"] == "3600" && busy["X-Rate-Limit-Remaining"] == "0")
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 401)
    }
  }
}
