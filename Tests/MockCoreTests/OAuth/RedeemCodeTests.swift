import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The exchange of a code for tokens.
struct RedeemCodeTests {
  private static let good = AuthorizationCode(
    code: "c0de", ordinal: 1, client: TestWorld.client.id, user: TestWorld.rita,
    redirectUri: "http://localhost:4100/callback", expiresAt: TestWorld.now + .seconds(600))

  private static let message =
    """
    The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the \
    authorization request, or was issued to another client.
    """

  private func redeem(
    _ code: AuthorizationCode?, redirectUri: String = "http://localhost:4100/callback", profile: Profile = Profile(),
    ordinals: TokenOrdinals = TokenOrdinals(), at now: Instant = TestWorld.now
  ) -> Decision {
    let request = Request(
      host: .login, method: "POST", path: "/oauth/token",
      query: [Parameter("code", "c0de"), Parameter("redirect_uri", redirectUri)])
    var ids = IDSource(seed: 1)
    return RedeemCode.decide(
      RequestParameters(request), client: TestWorld.client, code: code, profile: profile, ordinals: ordinals, now: now,
      ids: &ids)
  }

  @Test func `a good code gives an access token and a refresh token`() throws {
    let decision = redeem(Self.good)
    let tokens = try #require(decision.answer.tokens)
    #expect(decision.answer.status == 200)
    #expect(decision.grounds == .tokensIssued)
    #expect(tokens.tokenType == "bearer")
    #expect(tokens.expiresIn == 5400)
    #expect(tokens.createdAt == TestWorld.now.seconds)
    #expect(tokens.refreshToken?.count == 64)
    #expect(decision.answer.headers[.cacheControl] == "no-store")
    #expect(decision.answer.headers[.pragma] == "no-cache")
    #expect(decision.about.presented == "code#1")
    #expect(decision.about.issued == ["access#1", "refresh#1"])
  }

  @Test func `redeeming uses the code, makes a grant, and stores both tokens`() throws {
    let changes = redeem(Self.good, ordinals: TokenOrdinals(codes: 4, grants: 2, accessTokens: 7, refreshTokens: 5))
      .changes
    #expect(changes.contains(.insertGrant(Grant(number: 3, client: TestWorld.client.id, user: TestWorld.rita))))
    #expect(changes.contains(.useCode("c0de", at: TestWorld.now, grant: 3)))
    let access = changes.compactMap { if case .insertAccessToken(let token) = $0 { token } else { nil } }
    let refresh = changes.compactMap { if case .insertRefreshToken(let token) = $0 { token } else { nil } }
    #expect(access.map(\.ordinal) == [8])
    #expect(refresh.map(\.ordinal) == [6])
    #expect(access.first?.expiresAt == TestWorld.now + .seconds(5400))
    #expect(access.map(\.grant) == [3] && refresh.map(\.grant) == [3])
  }

  @Test func `a code that was used is refused, and the tokens that came of it are revoked`() {
    var used = Self.good
    used.usedAt = TestWorld.now
    used.grant = 9
    let decision = redeem(used)
    #expect(decision.grounds == .codeUsed)
    #expect(decision.answer.status == 400)
    #expect(decision.changes == [.revokeGrant(9, at: TestWorld.now)])
    #expect(decision.about.grant == 9)
  }

  @Test func `a code is good until its last millisecond`() {
    #expect(redeem(Self.good, at: TestWorld.now + .milliseconds(599_999)).grounds == .tokensIssued)
  }

  @Test func `a code is expired when its ten minutes are over`() {
    let decision = redeem(Self.good, at: TestWorld.now + .seconds(600))
    #expect(decision.grounds == .codeExpired)
    #expect(decision.changes.isEmpty)
  }

  @Test func `a code that is used and expired counts as used`() {
    var used = Self.good
    used.usedAt = TestWorld.now
    used.grant = 1
    #expect(redeem(used, at: TestWorld.now + .seconds(601)).grounds == .codeUsed)
  }

  @Test(arguments: [
    "http://localhost:4100/callback/", "http://localhost:4100/Callback", "http://localhost:4101/callback",
    "https://localhost:4100/callback", "http://127.0.0.1:4100/callback",
  ])
  func `a redirect URI that differs in one character is refused`(uri: String) {
    let decision = redeem(Self.good, redirectUri: uri)
    #expect(decision.grounds == .redirectUriDiffers)
    #expect(decision.changes.isEmpty)
  }

  @Test func `a differing redirect URI is noticed before the code is known to be used`() {
    var used = Self.good
    used.usedAt = TestWorld.now
    used.grant = 1
    let decision = redeem(used, redirectUri: "http://elsewhere.example")
    #expect(decision.grounds == .redirectUriDiffers)
    #expect(decision.changes.isEmpty, "nothing is revoked on the word of somebody who does not know the redirect URI")
  }

  @Test func `an unknown code is refused`() {
    #expect(redeem(nil).grounds == .codeUnknown)
    #expect(redeem(nil).changes.isEmpty)
  }

  @Test func `the code of another client is refused before its redirect URI is looked at`() {
    var foreign = Self.good
    foreign.client = "another"
    #expect(redeem(foreign, redirectUri: "http://elsewhere.example").grounds == .codeOfAnotherClient)
  }

  @Test func `every refusal is invalid_grant in the words that Procore uses`() throws {
    let decision = redeem(nil)
    let body = try #require(decision.answer.value)
    #expect(body["error"] == "invalid_grant")
    #expect(body["error_description"]?.stringValue == Self.message)
    #expect(
      decision.answer.headers[.wwwAuthenticate]
        == #"Bearer realm="Doorkeeper", error="invalid_grant", error_description="\#(Self.message)""#)
    #expect(decision.answer.headers[.cacheControl] == "no-store")
    #expect(decision.answer.headers[.pragma] == "no-cache")
  }

  @Test func `a profile of an older Doorkeeper answers 401 to invalid_grant`() {
    var older = Profile()
    older.invalidGrantStatus = 401
    #expect(redeem(nil, profile: older).answer.status == 401)
    #expect(redeem(nil).answer.status == 400)
  }

  @Test func `a signed token names the app first and never holds the refresh token`() throws {
    let tokens = try #require(redeem(Self.good).answer.tokens)
    let claims = try #require(tokens.claims)
    #expect(claims.keys.first == "aid")
    #expect(claims["aid"]?.stringValue == TestWorld.client.id)
    #expect(claims["uid"]?.integerValue == TestWorld.rita)
    #expect(claims["exp"]?.integerValue == TestWorld.now.seconds + 5400)
    #expect(claims["jti"]?.stringValue == tokens.accessTokenID)
    #expect(!JSONValue.object(claims).encoded().contains(try #require(tokens.refreshToken)))
  }

  @Test func `an opaque token says nothing and is 64 hexadecimal digits`() throws {
    var profile = Profile()
    profile.accessTokenFormat = .opaque
    let tokens = try #require(redeem(Self.good, profile: profile).answer.tokens)
    #expect(tokens.claims == nil)
    #expect(tokens.accessTokenID.count == 64)
    #expect(tokens.accessTokenID.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }

  @Test func `the lives and the spelling of a token come from the profile`() throws {
    var profile = Profile()
    profile.accessTokenLifetime = .seconds(900)
    profile.tokenType = "Bearer"
    let tokens = try #require(redeem(Self.good, profile: profile).answer.tokens)
    #expect(tokens.expiresIn == 900)
    #expect(tokens.tokenType == "Bearer")
  }

  @Test func `by profile the second use of a code revokes nothing`() {
    var used = Self.good
    used.usedAt = TestWorld.now
    used.grant = 4
    var profile = Profile()
    profile.reusedCodeRevokesTokens = false
    #expect(redeem(used, profile: profile).grounds == .codeUsed)
    #expect(redeem(used, profile: profile).changes.isEmpty)
    #expect(redeem(used).changes == [.revokeGrant(4, at: TestWorld.now)])
  }
}
