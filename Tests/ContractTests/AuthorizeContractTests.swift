import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The authorization endpoint: who may be sent where, with what, and in which order mistakes are told.
struct AuthorizeContractTests {
  /// The consent page of a browser that somebody has just logged in with.
  private func consent(
    _ mock: MockUnderTest, _ changed: [String: String?] = [:], at host: MockCore.Host = .login
  ) async throws -> (browser: Browser, page: Reply) {
    let browser = Browser(mock, at: host)
    let page = try await browser.open(await mock.authorize(changed))
    let back = try await browser.press(
      try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
    return (browser, try await browser.open(try #require(back.location)))
  }

  // MARK: Redirect URIs

  private static let registered = [
    "http://localhost:4567/callback", "http://localhost/cb", "http://127.0.0.1:4100/cb",
    "https://acme.example/oauth/cb",
    "https://acme.example/cb?tenant=7",
  ]

  @Test(arguments: Transport.allCases)
  func `an app has several redirect URIs, and each is as good as the first`(transport: Transport) async throws {
    let uris = Self.registered.map { Interpolation(literal: $0) }
    try await withMock(transport, world: { $0.apps[0].redirectUris += uris }) { mock in
      for uri in Self.registered {
        let code = try await mock.code(redirectUri: uri)
        #expect(try await mock.token(await mock.redeeming(code)).error == "invalid_grant", "\(uri)")
        #expect(try await mock.token(await mock.redeeming(code, ["redirect_uri": uri])).status == 200, "\(uri)")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `every character of a redirect URI counts, and plain HTTP is for this machine alone`(
    transport: Transport
  ) async throws {
    let insecure = ["http://acme.example/cb", "http://192.168.0.7:3000/cb"]
    let uris = (Self.registered + insecure).map { Interpolation(literal: $0) }
    let others = [
      "http://localhost:4567/callback/", "http://localhost:4567/Callback", "http://localhost:4568/callback",
      "https://localhost:4567/callback", "http://127.0.0.1:4567/callback", "https://acme.example/oauth/cb?x=1",
      "https://acme.example/oauth/cb#x", "https://sub.acme.example/oauth/cb", "http://127.0.0.1:4101/cb",
    ]
    try await withMock(transport, world: { $0.apps[0].redirectUris += uris }) { mock in
      for uri in others + insecure {
        let page = try await Browser(mock).open(await mock.authorize(["redirect_uri": uri]))
        #expect(page.status == 400 && page.location == nil, "\(uri)")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app on the user's machine listens on any port where the profile lets it`(transport: Transport) async throws {
    let uris = [Interpolation(literal: "http://127.0.0.1:1/cb"), Interpolation(literal: "http://localhost:1/cb")]
    func status(_ uri: String, _ profile: String) async throws -> Int {
      try await withMock(transport, profile: profile, world: { $0.apps[0].redirectUris += uris }) { mock in
        let page = try await Browser(mock).open(await mock.authorize(["redirect_uri": uri]))
        guard page.status == 200 else { return page.status }
        let code = try await mock.code(redirectUri: uri)
        return try await mock.token(await mock.redeeming(code, ["redirect_uri": uri])).status
      }
    }
    #expect(try await status("http://127.0.0.1:55001/cb", "newer-doorkeeper") == 200)
    #expect(try await status("http://127.0.0.1:55001/cb", "procore") == 400)
    #expect(try await status("http://127.0.0.1:1/cb", "procore") == 200)
    #expect(try await status("http://localhost:55001/cb", "newer-doorkeeper") == 400)
    #expect(try await status("http://127.0.0.1:1/cb", "strict") == 400)
    #expect(try await status("http://localhost:1/cb", "strict") == 200)
  }

  // MARK: Mistakes

  @Test(arguments: Transport.allCases)
  func `of several mistakes the first in Doorkeeper's order is told`(transport: Transport) async throws {
    let ways: [(put: [String: String?], grounds: Grounds)] = [
      (["client_id": nil], .parameterMissing), (["client_id": "another"], .clientUnknown),
      (["redirect_uri": "http://localhost/x"], .redirectUriUnregistered), (["response_type": nil], .parameterMissing),
      (["response_type": "id_token"], .responseTypeUnsupported), (["scope": "read"], .scopeUnknown),
      (["code_challenge": nil], .codeChallengeMissing), (["code_challenge_method": "S1"], .codeChallengeMethodUnknown),
    ]
    try await withMock(transport, profile: "pkce-required") { mock in
      for first in ways.indices {
        // All mistakes from this one on, the earlier ones of one parameter counting.
        var changed: [String: String?] = ["code_challenge": "abc", "code_challenge_method": "S256"]
        for way in ways[first...].reversed() { changed.merge(way.put) { $1 } }
        let page = try await Browser(mock).open(await mock.authorize(changed))
        #expect((400...401).contains(page.status) && page.location == nil)
        let last = try #require(try await mock.mock.exchanges().last)
        #expect(last.grounds == ways[first].grounds, "\(ways[first].put)")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app that may not use codes is told so before anything else of its request is looked at`(
    transport: Transport
  ) async throws {
    try await withMock(transport, world: { $0.apps[0].grants = ["client_credentials"] }) { mock in
      let page = try await Browser(mock).open(await mock.authorize(["response_type": "x"]))
      #expect(page.status == 400)
      #expect(page.text.contains("The client is not authorized to perform this request using this method."))
    }
  }

  @Test(arguments: Transport.allCases)
  func `a mistake is a page with a title and the sentence in a block of its own`(transport: Transport) async throws {
    try await withMock(transport, profile: "newer-doorkeeper") { mock in
      let page = try await Browser(mock).open(
        await mock.authorize(["code_challenge": "abc", "code_challenge_method": "S1"]))
      #expect(page.status == 400 && page["Content-Type"] == "text/html; charset=utf-8")
      #expect(page.text.contains("<h1>An error has occurred</h1>"))
      #expect(page.text.contains("<pre>The code_challenge_method must be one of plain, S256.</pre>"))
    }
  }

  // MARK: Ways to the same place

  @Test(arguments: Transport.allCases)
  func `a denial by DELETE is one, and its words come back as Rails writes them`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let (browser, page) = try await consent(mock)
      var form = try #require(page.form(withButton: "Deny"))
      form.method = "DELETE"
      form.fields.removeAll { $0.name == "_method" }
      let denied = try await browser.press(form)
      let words = "The+resource+owner+or+authorization+server+denied+the+request."
      #expect(denied.status == 302)
      #expect(
        denied.location
          == "\(MockUnderTest.redirectUri)?error=access_denied&error_description=\(words)&state=k3Jx9Qw7Lp2Vn8Rt")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a slash at the end does not matter at any endpoint, on either host`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      for host in [MockCore.Host.login, .api] {
        let browser = Browser(mock, at: host)
        let query = FormEncoding.encode(await mock.authorization())
        #expect(try await browser.open("/oauth/authorize/?" + query).forms.count == 2)
        let tokens = try await mock.connect()
        let bearer = ["Authorization": "Bearer \(tokens.access)"]
        for path in ["/oauth/token/info", "/oauth/token/info/"] {
          #expect(try await mock.send("GET", path, host: host, headers: bearer).status == 200)
        }
        let app = await mock.mock.app
        let revoking = [
          Parameter("token", tokens.refresh), Parameter("client_id", app.id), Parameter("client_secret", app.secret),
        ]
        #expect(try await mock.token(revoking, target: "/oauth/revoke/", host: host).json == [:])
        #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 401)
        #expect(try await browser.open("/logout/").location == "/")
      }
    }
  }

  @Test(arguments: Transport.allCases, [("procore", 302), ("strict", 200)])
  func `who allowed an app before is asked again or not`(
    transport: Transport, expected: (profile: String, status: Int)
  ) async throws {
    try await withMock(transport, profile: expected.profile) { mock in
      let (browser, page) = try await consent(mock)
      let allowed = try await browser.press(try #require(page.form(withButton: "Allow")), button: "Allow")
      _ = try await mock.token(await mock.redeeming(try #require(allowed.query["code"])))
      #expect(try await browser.open(await mock.authorize()).status == expected.status)
    }
  }

  @Test(arguments: Transport.allCases)
  func `people are offered to click on, unless the profile offers nobody`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let page = try await Browser(mock).open(await mock.authorize())
      #expect(page.form(withButton: MockUnderTest.pat) != nil)
    }
    try await withMock(transport, knobs: { $0.peopleOffered = false }) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      #expect(page.forms.count == 1 && !page.text.contains(MockUnderTest.pat))
      let clicked = try await browser.press(
        Form(
          method: "POST", action: "/login", fields: page.forms[0].fields + [Parameter("session[person]", "")],
          buttons: []), filling: ["session[person]": MockUnderTest.pat])
      #expect(clicked.status == 200 && clicked.text.contains("Wrong e-mail address or password."))
    }
  }

  // MARK: The implicit grant

  @Test(arguments: Transport.allCases, [Profile.AccessTokenFormat.jwtES512, .opaque])
  func `a token that is asked for directly is refused, or by profile comes in the fragment`(
    transport: Transport, format: Profile.AccessTokenFormat
  ) async throws {
    let asking: [String: String?] = ["response_type": "token", "state": "a b&c"]
    try await withMock(transport, knobs: { $0.accessTokenFormat = format }) { mock in
      let page = try await Browser(mock).open(await mock.authorize(asking))
      #expect(page.status == 400 && page.location == nil)
      #expect(page.text.contains("The authorization server does not support this response type."))
    }
    try await withMock(
      transport,
      knobs: {
        $0.accessTokenFormat = format
        $0.implicitGrant = .allowed
      },
      { mock in
        let (browser, page) = try await consent(mock, asking)
        let allowed = try await browser.press(try #require(page.form(withButton: "Allow")), button: "Allow")
        #expect(allowed.status == 302 && allowed.body.isEmpty)
        let halves = try #require(allowed.location).split(separator: "#")
        #expect(halves.first.map(String.init) == MockUnderTest.redirectUri && halves.count == 2)
        let carried = FormEncoding.decode(halves[1])
        #expect(carried.map(\.name) == ["access_token", "token_type", "expires_in", "state"])
        #expect(carried.dropFirst().map(\.value) == ["bearer", "5400", "a b&c"])
        let token = carried[0].value
        #expect(format == .opaque ? token.count == 64 : (600...1200).contains(token.count))
        #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
        let issued = try #require(try await mock.mock.exchanges().first { $0.grounds == .tokensIssued })
        #expect(issued.issued == ["access#1"])
        let recorded = "\(MockUnderTest.redirectUri)#access_token=⟨access#1⟩&token_type=bearer&expires_in=5400"
        #expect(issued.answerHeaders[.location] == recorded + "&state=a%20b%26c")
        let code = try await mock.code()
        #expect(try await mock.token(await mock.redeeming(code)).status == 200, "codes work beside it")
      })
  }

  @Test(arguments: Transport.allCases)
  func `a token for an app without an address goes nowhere`(transport: Transport) async throws {
    let outOfBand = RegisteredRedirect.outOfBand
    try await withMock(
      transport, profile: "lenient", world: { $0.apps[0].redirectUris = [Interpolation(literal: outOfBand)] },
      { mock in
        let page = try await Browser(mock).open(
          await mock.authorize(["response_type": "token", "redirect_uri": outOfBand]))
        #expect(page.status == 400 && page.location == nil)
      })
  }
}
