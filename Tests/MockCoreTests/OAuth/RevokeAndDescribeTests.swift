import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// Revocation (RFC 7009).
struct RevokeTokensTests {
  private static let presented = RevokeTokens.Presented(name: "refresh#2", grant: 3, client: TestWorld.client.id)

  private func revoke(
    _ token: RevokeTokens.Presented?, from client: Result<Client, Grounds> = .success(TestWorld.client)
  ) -> Decision {
    RevokeTokens.decide(token, from: client, profile: Profile(), now: TestWorld.now)
  }

  @Test func `a known token takes its whole grant with it`() {
    let decision = revoke(Self.presented)
    #expect(decision.answer.status == 200)
    #expect(decision.answer.value == [:])
    #expect(decision.grounds == .tokensRevoked)
    #expect(decision.changes == [.revokeGrant(3, at: TestWorld.now)])
    #expect(decision.about.presented == "refresh#2")
  }

  @Test(arguments: [Result<Client, Grounds>.success(TestWorld.client), .failure(.clientUnknown)])
  func `an unknown token is answered alike whoever asks, and changes nothing`(client: Result<Client, Grounds>) {
    let decision = revoke(nil, from: client)
    #expect(decision.answer.status == 200)
    #expect(decision.grounds == .nothingRevoked)
    #expect(decision.answer.value == [:])
    #expect(decision.changes.isEmpty)
  }

  @Test func `a request that cannot be read is refused, and one that names no token is not`() {
    func refusal(_ body: String) -> Decision? {
      let request = Request(
        host: .login, method: "POST", path: "/oauth/revoke", headers: [.contentType: "application/json"],
        body: Array(body.utf8))
      return RevokeTokens.refusal(of: RequestParameters(request), profile: Profile())
    }
    #expect(refusal("{")?.grounds == .requestMalformed)
    #expect(refusal("{")?.answer.value?["error"] == "invalid_request")
    #expect(refusal("{}")?.grounds == nil)
  }

  @Test func `somebody else may not revoke a token, nor may another client`() {
    var other = TestWorld.client
    other.id = "another"
    let refused: [(Result<Client, Grounds>, Grounds)] = [
      (.failure(.clientSecretWrong), .clientSecretWrong), (.success(other), .tokenOfAnotherClient),
    ]
    for (client, grounds) in refused {
      let decision = revoke(Self.presented, from: client)
      #expect(decision.answer.status == 403)
      #expect(decision.grounds == grounds)
      #expect(decision.answer.value?["error"] == "unauthorized_client")
      #expect(decision.answer.value?["error_description"] == "You are not authorized to revoke this token")
      #expect(decision.changes.isEmpty)
    }
  }
}

/// `/oauth/token/info`.
struct DescribeTokenTests {
  private static let expiry = TestWorld.now + .seconds(100)

  @Test func `a good token is described in the words of Procore's OpenAPI file`() {
    let token = TestCall.accessToken(of: TestWorld.rita, expiresAt: Self.expiry)
    let decision = DescribeToken.decide(token: token, profile: Profile(), now: TestWorld.now + .milliseconds(500))
    #expect(decision.grounds == .tokenDescribed)
    #expect(
      decision.answer.value == [
        "resource_owner_id": 101, "scopes": [], "expires_in_seconds": 99, "application": ["uid": "c11e47"],
        "created_at": 1_800_000_000,
      ])
  }

  @Test func `a token that is expired, revoked or unknown is refused in its own words`() {
    let expired = TestCall.accessToken(of: TestWorld.rita, expiresAt: TestWorld.now)
    let revoked = TestCall.accessToken(of: TestWorld.rita, expiresAt: Self.expiry, revokedAt: TestWorld.now)
    let cases: [(AccessToken?, Grounds, String)] = [
      (expired, .tokenExpired, "The access token expired"), (revoked, .tokenRevoked, "The access token was revoked"),
      (nil, .tokenUnknown, "The access token is invalid"),
    ]
    for (token, grounds, words) in cases {
      let decision = DescribeToken.decide(token: token, profile: Profile(), now: TestWorld.now)
      #expect(decision.grounds == grounds)
      #expect(decision.answer.status == 401)
      #expect(
        decision.answer.value
          == ["error": "invalid_token", "error_description": .string(words), "state": "unauthorized"])
      #expect(
        decision.answer.headers[.wwwAuthenticate]
          == #"Bearer realm="Doorkeeper", error="invalid_token", error_description="\#(words)""#)
    }
  }

  @Test func `a token is good until its last millisecond`() {
    let token = TestCall.accessToken(of: TestWorld.rita, expiresAt: Self.expiry)
    #expect(
      DescribeToken.decide(token: token, profile: Profile(), now: TestWorld.now + .milliseconds(99_999)).grounds
        == .tokenDescribed)
    #expect(DescribeToken.decide(token: token, profile: Profile(), now: Self.expiry).grounds == .tokenExpired)
  }
}
