import JSONSource
import Testing

@testable import MockCore

/// What else a refresh may bring about, by profile.
struct RotationPolicyTests {
  private static let good = RefreshToken(
    token: "r1", ordinal: 1, grant: 1, client: TestWorld.client.id, user: TestWorld.rita)

  private func refresh(
    _ token: RefreshToken? = good, client: Client? = TestWorld.client, _ turn: (inout Profile) -> Void = { _ in }
  ) -> Decision {
    var profile = Profile()
    turn(&profile)
    let query = [
      ("grant_type", "refresh_token"), ("client_id", client?.id ?? ""), ("client_secret", client?.secret ?? ""),
      ("refresh_token", "r1"),
    ]
    let request = Request(
      host: .login, method: "POST", path: "/oauth/token", query: query.map { Parameter($0.0, $0.1) })
    let facts = TokenEndpoint.Facts(
      client: client, code: nil, refreshToken: token,
      ordinals: TokenOrdinals(codes: 1, grants: 1, accessTokens: 1, refreshTokens: 1))
    var ids = IDSource(seed: 1)
    return TokenEndpoint.decide(
      request, RequestParameters(request), facts, profile: profile, now: TestWorld.now, ids: &ids)
  }

  private func access(_ decision: Decision) -> AccessToken? {
    decision.changes.compactMap { if case .insertAccessToken(let token) = $0 { token } else { nil } }.first
  }

  // MARK: Previous until first use

  @Test func `the previous refresh token stays until the new access token is used`() throws {
    let decision = refresh { $0.refreshRotation = .previousUntilFirstUse }
    let token = try #require(access(decision))
    #expect(token.replaces == "r1")
    #expect(decision.about.issued == ["access#2", "refresh#2"])
    #expect(!decision.changes.contains(.replaceRefreshToken("r1", at: TestWorld.now)))
    #expect(
      token.confirmation(profile: Profile(), now: TestWorld.now) == [
        .confirmRotation(accessToken: token.id, refreshToken: "r1", at: TestWorld.now)
      ])
  }

  @Test func `under immediate rotation nothing waits for a use`() throws {
    let token = try #require(access(refresh()))
    #expect(token.replaces == nil)
    #expect(token.confirmation(profile: Profile(), now: TestWorld.now).isEmpty)
  }

  @Test func `where the old access token is revoked, that waits for the use too`() throws {
    var profile = Profile()
    profile.oldAccessTokenAfterRefresh = .revoked
    let decision = refresh {
      $0.refreshRotation = .previousUntilFirstUse
      $0.oldAccessTokenAfterRefresh = .revoked
    }
    let revocation = Change.revokeAccessTokens(grant: 1, before: 2, at: TestWorld.now)
    #expect(!decision.changes.contains(revocation))
    #expect(try #require(access(decision)).confirmation(profile: profile, now: TestWorld.now).contains(revocation))
  }

  // MARK: A refresh that fails

  private static let stranger: Client = {
    var stranger = TestWorld.client
    stranger.id = "another"
    return stranger
  }()

  @Test func `a refresh that is refused leaves its token alone`() {
    #expect(refresh(client: nil).changes.isEmpty)
    #expect(refresh(client: Self.stranger).grounds == .refreshTokenOfAnotherClient)
    #expect(refresh(client: Self.stranger).changes.isEmpty)
  }

  @Test func `by profile a refresh that is refused burns its token`() {
    let burnt = [Change.replaceRefreshToken("r1", at: TestWorld.now)]
    #expect(refresh(client: nil) { $0.failedRefreshBurnsToken = true }.changes == burnt)
    #expect(refresh(client: Self.stranger) { $0.failedRefreshBurnsToken = true }.changes == burnt)
  }

  @Test func `a refresh that succeeds burns nothing beyond its rotation`() {
    let plain = refresh { $0.refreshRotation = .none }
    let burning = refresh {
      $0.refreshRotation = .none
      $0.failedRefreshBurnsToken = true
    }
    #expect(plain.changes == burning.changes)
    #expect(refresh(nil) { $0.failedRefreshBurnsToken = true }.changes.isEmpty)
  }
}
