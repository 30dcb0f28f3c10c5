import MockCore
import Testing

@testable import MockServer

/// The way of a person: login page, consent page, and back to the connector.
struct LoginContractTests {
  private static let password = ["session[email]": MockUnderTest.rita, "session[password]": "password"]

  /// A browser that stands on the consent page.
  private func consent(
    _ mock: MockUnderTest, _ changed: [String: String?] = [:], as login: String = MockUnderTest.rita
  ) async throws -> (browser: Browser, page: Reply) {
    let browser = Browser(mock)
    let page = try await browser.open(await mock.authorize(changed))
    let back = try await browser.press(try #require(page.form(withButton: login)), button: login)
    return (browser, try await browser.open(try #require(back.location)))
  }

  @Test(arguments: Transport.allCases)
  func `a person logs in with a password, allows the app, and the code comes back with the state`(
    transport: Transport
  ) async throws {
    try await withMock(transport, knobs: { $0.loginPage = .oneStep }) { mock in
      let browser = Browser(mock)
      let login = try await browser.open(await mock.authorize())
      #expect(login.status == 200)
      #expect(login["Content-Type"] == "text/html; charset=utf-8")
      let form = try #require(login.forms.first { $0.fields.contains { $0.name == "session[password]" } })
      let back = try await browser.press(form, filling: Self.password)
      #expect(back.status == 302)
      let consent = try await browser.open(try #require(back.location))
      #expect(consent.text.contains("Allow Connector under test to use your account?"))
      #expect(consent.text.contains("Rita Reader"))
      let allowed = try await browser.press(try #require(consent.form(withButton: "Allow")), button: "Allow")
      #expect(allowed.status == 302)
      #expect(allowed.location?.hasPrefix("\(MockUnderTest.redirectUri)?code=") == true)
      #expect(allowed.query["state"] == "k3Jx9Qw7Lp2Vn8Rt")
      #expect(allowed.query["code"]?.count == 64)
      #expect(try await mock.token(await mock.redeeming(try #require(allowed.query["code"]))).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a person who denies sends the browser back with access_denied and no code`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let (browser, page) = try await consent(mock)
      let denied = try await browser.press(try #require(page.form(withButton: "Deny")), button: "Deny")
      #expect(denied.status == 302)
      #expect(
        denied.query == [
          "error": "access_denied",
          "error_description": "The resource owner or authorization server denied the request.",
          "state": "k3Jx9Qw7Lp2Vn8Rt",
        ])
    }
  }

  @Test(arguments: Transport.allCases)
  func `a wrong password shows the login page again, and the right one then works`(transport: Transport) async throws {
    try await withMock(transport, knobs: { $0.loginPage = .oneStep }) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let form = try #require(page.forms.first)
      let wrong = try await browser.press(
        form, filling: ["session[email]": MockUnderTest.rita, "session[password]": "wrong"])
      #expect(wrong.status == 200)
      #expect(wrong.text.contains("Wrong e-mail address or password."))
      #expect(wrong["Set-Cookie"] == nil)
      #expect(wrong.forms.first?.fields.contains(Parameter("session[email]", MockUnderTest.rita)) == true)
      let again = try await browser.press(
        try #require(wrong.forms.first), filling: ["session[password]": "password"])
      #expect(again.status == 302, "the address that was typed is still there")
      #expect(try await browser.open(try #require(again.location)).form(withButton: "Allow") != nil)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a deactivated person is not offered, and cannot log in`(transport: Transport) async throws {
    try await withMock(transport, knobs: { $0.loginPage = .oneStep }) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      #expect(page.form(withButton: "dora.disabled@granite.example") == nil)
      #expect(page.form(withButton: MockUnderTest.rita) != nil)
      let refused = try await browser.press(
        try #require(page.forms.first),
        filling: ["session[email]": "dora.disabled@granite.example", "session[password]": "password"])
      #expect(refused.text.contains("This account is deactivated."))
    }
  }

  @Test(arguments: Transport.allCases)
  func `a redirect URI that is not registered gives a page, and never a redirect`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      for uri in ["http://evil.example/", MockUnderTest.redirectUri + "/", MockUnderTest.redirectUri + "?a=b"] {
        let page = try await Browser(mock).open(await mock.authorize(["redirect_uri": uri]))
        #expect(page.status == 400)
        #expect(page.location == nil)
        #expect(page.text.contains("An error has occurred"))
        #expect(!page.text.contains("evil.example"))
      }
      #expect(try await Browser(mock).open(await mock.authorize()).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `each bad request of a browser is a page with its sentence`(transport: Transport) async throws {
    let unknown =
      """
      Client authentication failed due to unknown client, no client authentication included, or unsupported \
      authentication method.
      """
    let cases: [(changed: [String: String?], status: Int, sentence: String)] = [
      (["client_id": nil], 400, "Missing required parameter: client_id."), (["client_id": "another"], 401, unknown),
      (["redirect_uri": nil], 400, "The requested redirect URI is malformed or doesn't match the client redirect URI."),
      (["response_type": nil], 400, "Missing required parameter: response_type."),
      (["response_type": "token"], 400, "The authorization server does not support this response type."),
    ]
    try await withMock(transport) { mock in
      for bad in cases {
        let page = try await Browser(mock).open(await mock.authorize(bad.changed))
        #expect(page.status == bad.status)
        #expect(Reply.unescaped(page.text[...]).contains(bad.sentence))
        #expect(page.location == nil)
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `hostile names and states are text on every page`(transport: Transport) async throws {
    let name = #"<script>alert("x")</script> & 'Sons'"#
    let state = #""><script>alert('y')</script>&amp;"#
    try await withMock(transport, world: { $0.apps[0].name = name }) { mock in
      let login = try await Browser(mock).open(await mock.authorize(["state": state]))
      #expect(!login.text.contains("<script"))
      let (browser, consent) = try await consent(mock, ["state": state])
      #expect(!consent.text.contains("<script"))
      #expect(Reply.unescaped(consent.text[...]).contains("Allow \(name) to use your account?"))
      let allowed = try await browser.press(try #require(consent.form(withButton: "Allow")), button: "Allow")
      #expect(allowed.query["state"] == state, "and the state goes back as it came")
    }
  }

  @Test(arguments: Transport.allCases)
  func `nothing that is sent breaks out of a header of the answer`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock)
      let form = try #require(try await browser.open(await mock.authorize()).form(withButton: MockUnderTest.rita))
      let hostile = "/oauth/authorize?a=b\r\nX-Injected: yes\r\n\r\n<script>"
      let reply = try await browser.press(form, button: MockUnderTest.rita, filling: ["return_to": hostile])
      #expect(reply.status == 302)
      #expect(reply["X-Injected"] == nil)
      #expect(reply.location?.contains("\r") == false && reply.location?.contains("\n") == false)
    }
  }

  @Test(arguments: Transport.allCases)
  func `pages run no script and are kept by nobody`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let page = try await Browser(mock).open(await mock.authorize())
      #expect(page["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
      #expect(page["Cache-Control"] == "no-store")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a code is shown on a page where the app has no address`(transport: Transport) async throws {
    let outOfBand = "urn:ietf:wg:oauth:2.0:oob"
    try await withMock(transport, world: { $0.apps[0].redirectUris = [Interpolation(literal: outOfBand)] }) { mock in
      let (browser, page) = try await consent(mock, ["redirect_uri": outOfBand])
      let allowed = try await browser.press(try #require(page.form(withButton: "Allow")), button: "Allow")
      let shown = try await browser.open(try #require(allowed.location))
      #expect(shown.status == 200 && shown.location == nil)
      let code = try #require(shown.text.firstMatch(of: /id="authorization_code">([0-9a-f]{64})</)?.1)
      let redeemed = try await mock.token(await mock.redeeming(String(code), ["redirect_uri": outOfBand]))
      #expect(redeemed.status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a second login of a browser asks for neither password nor consent`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let (browser, page) = try await consent(mock)
      let first = try await browser.press(try #require(page.form(withButton: "Allow")), button: "Allow")
      #expect(try await browser.open(await mock.authorize()).form(withButton: "Allow") != nil, "no token lives yet")
      _ = try await mock.token(await mock.redeeming(try #require(first.query["code"])))
      let second = try await browser.open(await mock.authorize(["state": "another"]))
      #expect(second.status == 302)
      #expect(second.query["state"] == "another")
      #expect(second.query["code"] != first.query["code"])
    }
  }

  @Test(arguments: Transport.allCases)
  func `logging out ends the browser's session`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let (browser, _) = try await consent(mock)
      #expect(try await browser.open("/").text.contains("Signed in as Rita Reader"))
      let out = try await browser.open("/logout")
      #expect(out.status == 302 && out.location == "/")
      #expect(browser.cookies.isEmpty)
      #expect(try await browser.open("/").text.contains("Nobody is signed in"))
      #expect(try await browser.open(await mock.authorize()).forms.count == 2, "the login page")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a person who is deactivated meanwhile is no longer logged in`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let (browser, page) = try await consent(mock)
      try await mock.mock.apply(.disableUser(101))
      let refused = try await browser.press(try #require(page.form(withButton: "Allow")), button: "Allow")
      #expect(refused.location == nil && refused.forms.count == 2)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an address that the login host does not have is a page that says so`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let page = try await Browser(mock).open("/nowhere")
      #expect(page.status == 404)
      #expect(page.text.contains("Page not found"))
    }
  }
}
