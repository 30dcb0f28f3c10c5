import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The authorization endpoint: what a browser is shown and where it is sent.
struct AuthorizeTests {
  private static let asked = [
    Parameter("response_type", "code"), Parameter("client_id", TestWorld.client.id),
    Parameter("redirect_uri", "http://localhost:4100/callback"), Parameter("state", "k3Jx9Qw7Lp2Vn8Rt"),
  ]

  private func request(_ parameters: [Parameter], method: String = "GET") -> Request {
    let form = Array(FormEncoding.encode(parameters).utf8)
    return Request(
      host: .login, method: method, path: "/oauth/authorize", query: method == "GET" ? parameters : [],
      body: method == "GET" ? [] : form)
  }

  private func facts(_ user: Int64?, remembered: Bool = false, client: Client? = TestWorld.client) -> Authorize.Facts {
    Authorize.Facts(
      client: client, user: user.map(TestWorld.person), remembered: remembered,
      people: LogIn.people(TestWorld.directory))
  }

  private func show(
    _ facts: Authorize.Facts, _ parameters: [Parameter] = asked, profile: Profile = Profile()
  ) -> Decision {
    var ids = IDSource(seed: 1)
    return Authorize.show(
      request(parameters), facts, profile: profile, ordinals: TokenOrdinals(), now: TestWorld.now, ids: &ids)
  }

  private func allow(
    _ facts: Authorize.Facts, _ parameters: [Parameter] = asked, profile: Profile = Profile()
  ) -> Decision {
    var ids = IDSource(seed: 1)
    return Authorize.allow(
      request(parameters, method: "POST"), facts, profile: profile, ordinals: TokenOrdinals(codes: 1),
      now: TestWorld.now, ids: &ids)
  }

  private func replacing(_ name: String, with value: String?) -> [Parameter] {
    Self.asked.compactMap { $0.name == name ? value.map { Parameter(name, $0) } : $0 }
  }

  private func insertedCode(_ decision: Decision) -> AuthorizationCode? {
    decision.changes.compactMap { if case .insertCode(let code) = $0 { code } else { nil } }.first
  }

  @Test func `somebody unknown sees the login page, which leads back to the request`() throws {
    let decision = show(facts(nil))
    guard case .login(let page) = try #require(decision.answer.page) else {
      Issue.record("expected the login page")
      return
    }
    #expect(decision.grounds == .loginShown)
    #expect(page.returnTo == "/oauth/authorize?" + FormEncoding.encode(Self.asked))
    #expect(page.message == nil)
    #expect(page.people.map(\.login).contains("rita.reader@granite.example"))
    #expect(!page.people.map(\.login).contains("dora.disabled@granite.example"))
  }

  @Test func `somebody who is logged in sees the consent page, which carries the request along`() throws {
    let decision = show(facts(TestWorld.rita), Self.asked + [Parameter("utm", "x")])
    guard case .consent(let page) = try #require(decision.answer.page) else {
      Issue.record("expected the consent page")
      return
    }
    #expect(decision.grounds == .consentShown)
    #expect(decision.about.user == "rita.reader@granite.example")
    #expect(page.app == "Connector under test")
    #expect(page.user == "Rita Reader")
    #expect(page.request == Self.asked, "what is not part of an authorization request is left behind")
    #expect(decision.changes.isEmpty)
  }

  @Test func `a client that was allowed before gets its code without a question`() {
    let decision = show(facts(TestWorld.rita, remembered: true))
    #expect(decision.grounds == .codeIssued)
    #expect(decision.answer.status == 302)
  }

  @Test func `a profile that does not remember asks again`() {
    var profile = Profile()
    profile.consentRemembered = false
    #expect(show(facts(TestWorld.rita, remembered: true), profile: profile).grounds == .consentShown)
  }

  @Test func `a remembered consent of nobody in particular is no consent`() {
    #expect(show(facts(nil, remembered: true)).grounds == .loginShown)
  }

  @Test func `allowing sends the browser back with a code of 64 digits and the state`() throws {
    let decision = allow(facts(TestWorld.rita))
    let code = try #require(insertedCode(decision))
    #expect(decision.grounds == .codeIssued)
    #expect(decision.answer.status == 302)
    #expect(
      decision.answer.headers[.location]
        == "http://localhost:4100/callback?code=\(code.code)&state=k3Jx9Qw7Lp2Vn8Rt")
    #expect(code.code.count == 64)
    #expect(code.ordinal == 2)
    #expect(code.user == TestWorld.rita)
    #expect(code.expiresAt == TestWorld.now + .seconds(600))
    #expect(decision.about.issued == ["code#2"])
  }

  @Test func `without a state none goes back`() throws {
    let decision = allow(facts(TestWorld.rita), replacing("state", with: nil))
    let code = try #require(insertedCode(decision))
    #expect(decision.answer.headers[.location] == "http://localhost:4100/callback?code=\(code.code)")
  }

  @Test(arguments: [#"a"b'c<d>"#, "a b+c&d=e", "ü→%25", "a%20b"])
  func `a state goes back exactly as it came`(state: String) throws {
    let decision = allow(facts(TestWorld.rita), replacing("state", with: state))
    let location = try #require(decision.answer.headers[.location])
    let query = try #require(location.split(separator: "?").last)
    #expect(FormEncoding.decode(query).last == Parameter("state", state))
  }

  @Test func `a redirect URI that has a query of its own keeps it`() throws {
    var client = TestWorld.client
    client.redirectUris = ["http://localhost:4100/callback?tenant=7"]
    let decision = allow(
      facts(TestWorld.rita, client: client), replacing("redirect_uri", with: client.redirectUris[0]))
    let location = try #require(decision.answer.headers[.location])
    #expect(location.hasPrefix("http://localhost:4100/callback?tenant=7&code="))
  }

  @Test func `allowing without a login leads to the login page and makes no code`() throws {
    let decision = allow(facts(nil))
    #expect(decision.grounds == .loginShown)
    #expect(decision.changes.isEmpty)
    guard case .login(let page) = try #require(decision.answer.page) else {
      Issue.record("expected the login page")
      return
    }
    #expect(page.returnTo == "/oauth/authorize?" + FormEncoding.encode(Self.asked))
  }

  @Test func `out of band the denial is shown and nobody is redirected`() {
    let outOfBand = replacing("redirect_uri", with: "urn:ietf:wg:oauth:2.0:oob")
    let decision = Authorize.deny(request(outOfBand, method: "POST"), facts(TestWorld.rita), profile: Profile())
    #expect(decision.grounds == .consentDenied)
    #expect(decision.answer.page == OAuthError.accessDenied.page(Profile()).page)
    #expect(decision.answer.headers[.location] == nil)
  }

  @Test func `denying sends the browser back with access_denied and the state`() {
    let decision = Authorize.deny(request(Self.asked, method: "POST"), facts(TestWorld.rita), profile: Profile())
    #expect(decision.grounds == .consentDenied)
    #expect(decision.answer.status == 302)
    #expect(
      decision.answer.headers[.location]
        == """
        http://localhost:4100/callback?error=access_denied&error_description=The+resource+owner+or+\
        authorization+server+denied+the+request.&state=k3Jx9Qw7Lp2Vn8Rt
        """
    )
    #expect(decision.changes.isEmpty)
  }

  @Test func `out of band a denial is shown and nobody is redirected`() {
    let asked = replacing("redirect_uri", with: "urn:ietf:wg:oauth:2.0:oob")
    let decision = Authorize.deny(request(asked, method: "POST"), facts(TestWorld.rita), profile: Profile())
    #expect(decision.grounds == .consentDenied)
    #expect(decision.answer.page == OAuthError.accessDenied.page(Profile()).page)
    #expect(decision.answer.headers[.location] == nil)
    #expect(decision.changes.isEmpty)
  }

  @Test(arguments: [
    ("client_id", nil, Grounds.parameterMissing, 400, "Missing required parameter: client_id."),
    (
      "client_id", "another", .clientUnknown, 401,
      """
      Client authentication failed due to unknown client, no client authentication included, or unsupported \
      authentication method.
      """
    ),
    (
      "redirect_uri", nil, .redirectUriUnregistered, 400,
      "The requested redirect URI is malformed or doesn't match the client redirect URI."
    ),
    (
      "redirect_uri", "http://localhost:4100/callback/", .redirectUriUnregistered, 400,
      "The requested redirect URI is malformed or doesn't match the client redirect URI."
    ),
    ("response_type", nil, .parameterMissing, 400, "Missing required parameter: response_type."),
    (
      "response_type", "token", .responseTypeUnsupported, 400,
      "The authorization server does not support this response type."
    ),
  ])
  func `a bad request is answered with a page and never redirected`(
    name: String, value: String?, grounds: Grounds, status: Int, description: String
  ) {
    let parameters = replacing(name, with: value)
    let known = facts(TestWorld.rita, client: value == "another" || name == "client_id" ? nil : TestWorld.client)
    let decisions = [
      show(known, parameters), allow(known, parameters),
      Authorize.deny(request(parameters, method: "POST"), known, profile: Profile()),
    ]
    for decision in decisions {
      #expect(decision.grounds == grounds)
      #expect(decision.answer.status == status)
      #expect(decision.answer.page == .error(title: "An error has occurred", description: description))
      #expect(decision.answer.headers[.location] == nil)
      #expect(decision.changes.isEmpty)
    }
  }

  @Test func `the client comes before the redirect URI, and that before the response type`() {
    let nothing = [Parameter("client_id", "another")]
    #expect(show(facts(nil, client: nil), nothing).grounds == .clientUnknown)
    #expect(show(facts(nil), [Parameter("client_id", "c11e47")]).grounds == .redirectUriUnregistered)
  }

  @Test func `an app that may not use codes is told so on a page`() {
    var client = TestWorld.client
    client.grants = ["refresh_token"]
    let decision = show(facts(TestWorld.rita, client: client))
    #expect(decision.grounds == .grantTypeNotAllowed)
    #expect(decision.answer.status == 400)
  }
}
