import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// What a profile changes at the authorization endpoint.
struct AuthorizeKnobTests {
  private static let asked = [
    ("response_type", "code"), ("client_id", TestWorld.client.id), ("redirect_uri", "http://localhost:4100/callback"),
    ("state", "s"),
  ]

  private func request(_ changed: [String: String], environment: Deployment = .production) -> Request {
    let known = Self.asked.map { Parameter($0.0, changed[$0.0] ?? $0.1) }.filter { !$0.value.isEmpty }
    let more = changed.filter { change in !Self.asked.contains { $0.0 == change.key } }
    return Request(
      host: .login, method: "GET", path: "/oauth/authorize",
      query: known + more.sorted { $0.key < $1.key }.map { Parameter($0.key, $0.value) }, environment: environment)
  }

  private func facts(_ user: Int64? = TestWorld.rita, client: Client = TestWorld.client) -> Authorize.Facts {
    Authorize.Facts(client: client, user: user.map(TestWorld.person), remembered: false, people: [])
  }

  private func show(
    _ changed: [String: String] = [:], client: Client = TestWorld.client,
    environment: Deployment = .production, _ turn: (inout Profile) -> Void = { _ in }
  ) -> Decision {
    var profile = Profile()
    turn(&profile)
    var ids = IDSource(seed: 1)
    return Authorize.show(
      request(changed, environment: environment), facts(client: client), profile: profile, ordinals: TokenOrdinals(),
      now: TestWorld.now, ids: &ids)
  }

  private func allow(_ changed: [String: String], _ turn: (inout Profile) -> Void) -> Decision {
    var profile = Profile()
    turn(&profile)
    var ids = IDSource(seed: 1)
    return Authorize.allow(
      request(changed), facts(), profile: profile, ordinals: TokenOrdinals(), now: TestWorld.now, ids: &ids)
  }

  private func code(_ decision: Decision) -> AuthorizationCode? {
    decision.changes.compactMap { if case .insertCode(let code) = $0 { code } else { nil } }.first
  }

  private func description(_ decision: Decision) -> String? {
    if case .error(_, let description) = decision.answer.page { description } else { nil }
  }

  // MARK: Scopes

  @Test func `a scope is refused, and passed over where the profile says so`() {
    let refused = show(["scope": "read"])
    #expect(refused.grounds == .scopeUnknown)
    #expect(description(refused) == "The requested scope is invalid, unknown, or malformed.")
    #expect(show(["scope": ""]).grounds == .consentShown)
    #expect(show(["scope": "read"]) { $0.scopes = .ignored }.grounds == .consentShown)
  }

  // MARK: PKCE

  @Test func `a challenge is kept where it will be looked at`() {
    let challenge = ["code_challenge": "abc", "code_challenge_method": "S256"]
    #expect(code(allow(challenge) { _ in })?.challenge == nil)
    let kept = code(allow(challenge) { $0.pkce = .verified })
    #expect(kept?.challenge == "abc" && kept?.challengeMethod == "S256")
  }

  @Test func `without a challenge no code is asked for where one is required`() {
    let refused = show { $0.pkce = .required }
    #expect(refused.grounds == .codeChallengeMissing)
    #expect(description(refused) == "Code challenge is required.")
    #expect(show { $0.pkce = .verified }.grounds == .consentShown)
    #expect(show { $0.pkce = .accepted }.grounds == .consentShown)
  }

  @Test(arguments: ["S512", "s256", ""])
  func `an unknown method is refused unless challenges are ignored`(method: String) {
    let challenge = ["code_challenge": "abc", "code_challenge_method": method]
    let refused = show(challenge) { $0.pkce = .accepted }
    #expect(refused.grounds == .codeChallengeMethodUnknown)
    #expect(description(refused) == "The code_challenge_method must be one of plain, S256.")
    #expect(show(challenge).grounds == .consentShown)
  }

  // MARK: The implicit grant

  @Test func `a token for the browser is refused, and by profile issued without a refresh token`() throws {
    let asked = ["response_type": "token"]
    #expect(allow(asked) { _ in }.grounds == .responseTypeUnsupported)
    let decision = allow(asked) { $0.implicitGrant = .allowed }
    guard case .fragment(let tokens, let others) = decision.answer.body else {
      Issue.record("expected a token in a fragment")
      return
    }
    #expect(decision.grounds == .tokensIssued && decision.about.issued == ["access#1"] && decision.about.grant == 1)
    #expect(decision.answer.status == 302 && others == [Parameter("state", "s")] && tokens.refreshToken == nil)
    let token = decision.changes.compactMap { if case .insertAccessToken(let token) = $0 { token } else { nil } }.first
    #expect(token?.user == TestWorld.rita && token?.isOfService == false)
    #expect(
      decision.answer.bearing(accessToken: "t.o").headers[.location]
        == "http://localhost:4100/callback#access_token=t.o&token_type=bearer&expires_in=5400&state=s")
    #expect(allow([:]) { $0.implicitGrant = .allowed }.grounds == .codeIssued)
  }

  @Test func `a token needs an address to be sent to, and no challenge`() {
    let outOfBand = show(["response_type": "token", "redirect_uri": RegisteredRedirect.outOfBand]) {
      $0.implicitGrant = .allowed
    }
    #expect(outOfBand.grounds == .responseTypeUnsupported)
    let bare = show(["response_type": "token"]) {
      $0.implicitGrant = .allowed
      $0.pkce = .required
    }
    #expect(bare.grounds == .consentShown)
  }

  // MARK: How errors are told

  @Test func `an error after the redirect URI is a page, or by profile a redirect with the state`() {
    #expect(show(["response_type": "token"]).answer.status == 400)
    let redirected = show(["response_type": "token"]) { $0.authorizeErrors = .redirect }
    #expect(redirected.answer.status == 302)
    #expect(
      redirected.answer.headers[.location]?.hasPrefix(
        "http://localhost:4100/callback?error=unsupported_response_type&error_description=") == true)
    #expect(redirected.answer.headers[.location]?.hasSuffix("&state=s") == true)
  }

  @Test func `a bad client or redirect URI is never redirected, whatever the profile`() {
    let bad = show(["redirect_uri": "http://localhost:4100/other"]) { $0.authorizeErrors = .redirect }
    #expect(bad.answer.status == 400 && bad.answer.headers[.location] == nil)
    let outOfBand = show(["redirect_uri": RegisteredRedirect.outOfBand, "response_type": "token"]) {
      $0.authorizeErrors = .redirect
    }
    #expect(outOfBand.answer.status == 400 && outOfBand.answer.headers[.location] == nil)
  }

  @Test func `an error page has the status of its error, and by profile 200`() {
    #expect(show(["client_id": ""]).answer.status == 400)
    #expect(show(["client_id": ""]) { $0.errorPageStatus = .ok }.answer.status == 200)
  }

  @Test func `older versions have other sentences`() {
    let missing = show(["response_type": ""]) { $0.oauthWords = .old }
    #expect(description(missing)?.hasPrefix("The request is missing a required parameter, includes") == true)
    #expect(description(show(["response_type": ""])) == "Missing required parameter: response_type.")
    let redirect = show(["redirect_uri": "http://x"]) { $0.oauthWords = .old }
    #expect(
      description(redirect) == "The requested redirect uri is malformed or doesn't match client redirect URI.")
  }

  // MARK: Where the code is shown

  @Test(arguments: [
    (Profile.OutOfBandPage.path, "/oauth/authorize/"), (.query, "/oauth/authorize/native?code="),
  ])
  func `out of band the browser goes to the page of the code`(page: Profile.OutOfBandPage, prefix: String) throws {
    let decision = allow(["redirect_uri": RegisteredRedirect.outOfBand]) { $0.outOfBandPage = page }
    let code = try #require(self.code(decision)).code
    #expect(decision.grounds == .codeIssued)
    #expect(decision.answer.headers[.location] == prefix + code)
  }

  @Test func `by profile the answer itself shows the code`() throws {
    let decision = allow(["redirect_uri": RegisteredRedirect.outOfBand]) { $0.outOfBandPage = .answer }
    #expect(decision.grounds == .codeShown)
    #expect(decision.answer.page == .code(try #require(code(decision)).code))
    #expect(decision.answer.headers[.location] == nil)
  }

  // MARK: Environments, and who decides

  @Test func `credentials of the sandbox are unknown in production, and the other way round`() {
    var sandbox = TestWorld.client
    sandbox.environment = .sandbox
    #expect(show(client: sandbox).grounds == .clientOfAnotherEnvironment)
    #expect(show(client: sandbox).answer.status == 401)
    #expect(show(environment: .sandbox).grounds == .clientOfAnotherEnvironment)
    #expect(show(client: sandbox, environment: .sandbox).grounds == .consentShown)
  }

  @Test func `who is not logged in cannot deny`() {
    #expect(Authorize.deny(request([:]), facts(nil), profile: Profile()).grounds == .loginShown)
    #expect(Authorize.deny(request([:]), facts(), profile: Profile()).grounds == .consentDenied)
  }
}

/// Which addresses a browser may be sent to.
struct RegisteredRedirectTests {
  private func refusal(_ requested: String, registered: String? = nil, _ turn: (inout Profile) -> Void = { _ in })
    -> Grounds?
  {
    var profile = Profile()
    turn(&profile)
    var client = TestWorld.client
    client.redirectUris = ["https://other.example/", registered ?? requested]
    return RegisteredRedirect.refusal(of: requested, client: client, profile: profile)
  }

  @Test(arguments: [
    "https://acme.example/cb", "http://localhost/cb", "http://localhost:3000/a/b", "http://127.0.0.1:8/cb",
    "http://[::1]:8/cb", "urn:ietf:wg:oauth:2.0:oob",
  ])
  func `what is registered and safe is taken`(uri: String) { #expect(refusal(uri) == nil) }

  @Test(arguments: ["http://acme.example/cb", "http://10.0.0.7:3000/cb", "acme:/cb", "http://localhost.example/"])
  func `what is registered and travels in the open is not, unless the profile takes anything`(uri: String) {
    #expect(refusal(uri) == .redirectUriInsecure)
    #expect(refusal(uri) { $0.plainHTTPRedirects = .any } == nil)
  }

  @Test func `a strict portal takes localhost by name only`() {
    #expect(refusal("http://127.0.0.1:8/cb") { $0.plainHTTPRedirects = .localhost } == .redirectUriInsecure)
    #expect(refusal("http://localhost:8/cb") { $0.plainHTTPRedirects = .localhost } == nil)
  }

  @Test(arguments: [
    "http://localhost:4100/cb/", "http://localhost:4100/CB", "http://localhost:4101/cb", "http://localhost:4100/cb?a",
    "https://localhost:4100/cb", "http://LOCALHOST:4100/cb",
  ])
  func `every character counts`(uri: String) {
    #expect(refusal(uri, registered: "http://localhost:4100/cb") == .redirectUriUnregistered)
  }

  @Test func `the port of a literal loopback address counts, unless the profile says otherwise`() {
    let registered = "http://127.0.0.1:1/cb"
    #expect(refusal("http://127.0.0.1:55001/cb", registered: registered) == .redirectUriUnregistered)
    #expect(refusal("http://127.0.0.1:55001/cb", registered: registered) { $0.loopbackPorts = .any } == nil)
    #expect(
      refusal("http://127.0.0.1:55001/other", registered: registered) { $0.loopbackPorts = .any }
        == .redirectUriUnregistered)
    #expect(
      refusal("http://localhost:2/cb", registered: "http://localhost:1/cb") { $0.loopbackPorts = .any }
        == .redirectUriUnregistered)
  }
}
