import MockCore
import Testing

@testable import MockServer

/// Logins in two steps, forms, and who a browser is.
struct PeopleContractTests {
  private func passwordForm(_ reply: Reply) -> Form? {
    reply.forms.first { $0.fields.contains { $0.name == "session[password]" } }
  }

  @Test(arguments: Transport.allCases)
  func `a person types the address, then the password, and is asked for consent`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock)
      let first = try await browser.open(await mock.authorize())
      #expect(passwordForm(first) == nil)
      let second = try await browser.press(
        try #require(first.forms.first), filling: ["session[email]": MockUnderTest.rita])
      #expect(second.status == 200 && second.text.contains(MockUnderTest.rita))
      // Whoever uses no mouse types on, and whoever mistyped the address goes back to where it is asked for.
      #expect(first.text.matches(of: /<input [^>]*autofocus/).count == 1)
      #expect(second.text.matches(of: /type="password"[^>]*autofocus/).count == 1)
      let back = try #require(second.text.firstMatch(of: /<a href="([^"]*)">Use another account</)?.1)
      let again = try await browser.open(Reply.unescaped(back))
      #expect(again.status == 200 && passwordForm(again) == nil)
      let form = try #require(passwordForm(second))
      let wrong = try await browser.press(form, filling: ["session[password]": "wrong"])
      #expect(wrong.text.contains("Wrong e-mail address or password."))
      let loggedIn = try await browser.press(
        try #require(passwordForm(wrong)), filling: ["session[password]": "password"])
      #expect(loggedIn.status == 302)
      #expect(try await browser.open(try #require(loggedIn.location)).form(withButton: "Allow") != nil)
      let grounds = try await mock.mock.exchanges().map(\.grounds)
      #expect(grounds == [.loginShown, .passwordAsked, .loginShown, .wrongPassword, .loggedIn, .consentShown])
    }
  }

  @Test(arguments: Transport.allCases)
  func `nobody learns from the first step whether an address exists`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let typed = ["session[email]": "nobody@granite.example"]
      let second = try await browser.press(try #require(page.forms.first), filling: typed)
      let refused = try await browser.press(
        try #require(passwordForm(second)), filling: ["session[password]": "password"])
      #expect(refused.text.contains("Wrong e-mail address or password."))
    }
  }

  @Test(arguments: Transport.allCases)
  func `a form from elsewhere changes nothing`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let form = try #require(page.form(withButton: MockUnderTest.pat))
      let forged = try await browser.press(form, button: MockUnderTest.pat, filling: ["authenticity_token": "x"])
      #expect(forged.status == 422 && forged.location == nil)
      #expect(forged.text.contains("The change you wanted was rejected."))
      let back = try await browser.press(form, button: MockUnderTest.pat)
      let consent = try await browser.open(try #require(back.location))
      let allow = try #require(consent.form(withButton: "Allow"))
      let other = try await Browser(mock).press(allow, button: "Allow")
      #expect(other.status == 422, "another browser has not seen the page")
      #expect(try await browser.press(allow, button: "Allow").status == 302)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a login gives the browser another session than it had`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let before = try #require(browser.cookies["_session_id"])
      _ = try await browser.press(
        try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
      #expect(browser.cookies["_session_id"] != before)
      let planted = try await mock.send("GET", "/", host: .login, headers: ["Cookie": "_session_id=\(before)"])
      #expect(planted.text.contains("Nobody is signed in"))
    }
  }

  @Test(arguments: Transport.allCases)
  func `who is not logged in is asked to log in before a denial counts`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let back = try await browser.press(
        try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
      let consent = try await browser.open(try #require(back.location))
      let deny = try #require(consent.form(withButton: "Deny"))
      try await mock.mock.apply(.disableUser(100))
      let refused = try await browser.press(deny, button: "Deny")
      #expect(refused.status == 200 && refused.location == nil && refused.forms.count == 2)
    }
  }

  @Test(arguments: Transport.allCases)
  func `the whole login works at the API host too`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let browser = Browser(mock, at: .api)
      let page = try await browser.open(await mock.authorize())
      let back = try await browser.press(
        try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
      let consent = try await browser.open(try #require(back.location))
      let allowed = try await browser.press(try #require(consent.form(withButton: "Allow")), button: "Allow")
      let redeeming = await mock.redeeming(try #require(allowed.query["code"]))
      #expect(try await mock.token(redeeming, host: .api).status == 200)
      #expect(try await mock.mock.exchanges().allSatisfy { $0.host == .api })
    }
  }

  @Test(arguments: Transport.allCases)
  func `only who allowed a code sees the page that shows it`(transport: Transport) async throws {
    let outOfBand = RegisteredRedirect.outOfBand
    try await withMock(transport, world: { $0.apps[0].redirectUris = [Interpolation(literal: outOfBand)] }) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize(["redirect_uri": outOfBand]))
      let back = try await browser.press(
        try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
      let consent = try await browser.open(try #require(back.location))
      let allowed = try await browser.press(try #require(consent.form(withButton: "Allow")), button: "Allow")
      let address = try #require(allowed.location)
      #expect(address.wholeMatch(of: /\/oauth\/authorize\/[0-9a-f]{64}/) != nil)
      #expect(try await Browser(mock).open(address).forms.count == 2, "the login page")
      #expect(try await browser.open("/oauth/authorize/" + String(repeating: "0", count: 64)).status == 404)
      let shown = try await browser.open(address + "/")
      #expect(shown.status == 200 && shown.text.contains("Authorization code:"))
      let recorded = try #require(try await mock.mock.exchanges().last)
      #expect(recorded.path == "/oauth/authorize/⟨code#1⟩/" && recorded.operation == "session.code")
    }
  }
}
