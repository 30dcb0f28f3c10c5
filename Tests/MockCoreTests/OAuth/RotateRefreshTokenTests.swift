import JSONSource
import Testing

@testable import MockCore

/// The refresh, with Procore's rotation and its variants.
struct RotateRefreshTokenTests {
  private static let good = RefreshToken(
    token: "r1", ordinal: 1, grant: 1, client: TestWorld.client.id, user: TestWorld.rita)

  private func refresh(_ token: RefreshToken?, _ change: (inout Profile) -> Void = { _ in }) -> Decision {
    var profile = Profile()
    change(&profile)
    let request = Request(
      host: .login, method: "POST", path: "/oauth/token", query: [Parameter("refresh_token", "r1")])
    var ids = IDSource(seed: 1)
    return RotateRefreshToken.decide(
      RequestParameters(request), client: TestWorld.client, token: token, profile: profile,
      ordinals: TokenOrdinals(codes: 1, grants: 1, accessTokens: 1, refreshTokens: 1), now: TestWorld.now, ids: &ids)
  }

  private func replaced(ago span: Duration) -> RefreshToken {
    var token = Self.good
    token.replacedAt = Instant(milliseconds: TestWorld.now.milliseconds - span.milliseconds)
    return token
  }

  @Test func `a good refresh token is replaced by a new pair of the same grant`() throws {
    let decision = refresh(Self.good)
    let tokens = try #require(decision.answer.tokens)
    #expect(decision.grounds == .tokensRefreshed)
    #expect(tokens.refreshToken != "r1" && tokens.refreshToken?.count == 64)
    #expect(decision.changes.first == .replaceRefreshToken("r1", at: TestWorld.now))
    #expect(decision.about.presented == "refresh#1")
    #expect(decision.about.issued == ["access#2", "refresh#2"])
    #expect(decision.about.grant == 1)
    let issued = decision.changes.compactMap { if case .insertRefreshToken(let token) = $0 { token } else { nil } }
    #expect(issued.map(\.grant) == [1])
    #expect(issued.map(\.user) == [TestWorld.rita])
  }

  @Test func `a refresh token that was replaced is refused at once`() {
    let decision = refresh(replaced(ago: .zero))
    #expect(decision.grounds == .refreshTokenReplaced)
    #expect(decision.answer.value?["error"] == "invalid_grant")
    #expect(decision.changes.isEmpty)
  }

  @Test func `under a grace of thirty seconds a replaced token is taken for thirty seconds`() {
    let decision = refresh(replaced(ago: .milliseconds(29_999))) { $0.refreshRotation = .grace(.seconds(30)) }
    #expect(decision.grounds == .tokensRefreshed)
    #expect(!decision.changes.contains { if case .replaceRefreshToken = $0 { true } else { false } })
  }

  @Test func `under a grace of thirty seconds a replaced token is refused after thirty seconds`() {
    let decision = refresh(replaced(ago: .seconds(30))) { $0.refreshRotation = .grace(.seconds(30)) }
    #expect(decision.grounds == .refreshTokenReplaced)
  }

  @Test func `without rotation the same refresh token comes back`() throws {
    let decision = refresh(Self.good) { $0.refreshRotation = .none }
    let tokens = try #require(decision.answer.tokens)
    #expect(tokens.refreshToken == "r1")
    #expect(decision.about.issued == ["access#2"])
    #expect(decision.changes.count == 1)
  }

  @Test func `an unknown refresh token is refused`() {
    #expect(refresh(nil).grounds == .refreshTokenUnknown)
    #expect(refresh(nil).about.presented == nil)
  }

  @Test func `a revoked refresh token is refused, whatever the rotation`() {
    var token = Self.good
    token.revokedAt = TestWorld.now
    #expect(refresh(token).grounds == .refreshTokenRevoked)
    #expect(refresh(token) { $0.refreshRotation = .none }.grounds == .refreshTokenRevoked)
    #expect(refresh(token) { $0.refreshRotation = .grace(.seconds(30)) }.grounds == .refreshTokenRevoked)
  }

  @Test func `the refresh token of another client is refused, and stays good`() {
    var token = Self.good
    token.client = "another"
    let decision = refresh(token)
    #expect(decision.grounds == .refreshTokenOfAnotherClient)
    #expect(decision.changes.isEmpty)
  }

  @Test func `the old access token survives a refresh`() {
    #expect(!refresh(Self.good).changes.contains(.revokeAccessTokens(grant: 1, before: 2, at: TestWorld.now)))
  }

  @Test func `a profile may revoke the old access token at a refresh, before the new one is stored`() throws {
    let changes = refresh(Self.good) { $0.oldAccessTokenAfterRefresh = .revoked }.changes
    let revoked = try #require(changes.firstIndex(of: .revokeAccessTokens(grant: 1, before: 2, at: TestWorld.now)))
    let inserted = try #require(changes.firstIndex { if case .insertAccessToken = $0 { true } else { false } })
    #expect(revoked < inserted)
  }

  @Test func `a refresh token has no end of its own`() {
    let profile = Profile()
    var ids = IDSource(seed: 1)
    let later = RotateRefreshToken.decide(
      RequestParameters(Request(host: .login, method: "POST", path: "/oauth/token")), client: TestWorld.client,
      token: Self.good, profile: profile, ordinals: TokenOrdinals(), now: TestWorld.now + .seconds(365 * 86_400),
      ids: &ids)
    #expect(later.grounds == .tokensRefreshed)
  }
}
