import Testing

@testable import MockCore

/// PKCE, from the request for a code to its redemption.
struct VerifyChallengeTests {
  /// RFC 7636 appendix B.
  private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  private static let digest = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

  private func verdict(
    _ pkce: Profile.PKCE, method: String? = "S256", challenge: String? = digest, verifier: String? = verifier
  ) -> VerifyChallenge.Verdict {
    var profile = Profile()
    profile.pkce = pkce
    let code = AuthorizationCode(
      code: "c0de", ordinal: 1, client: "c", user: 1, redirectUri: "", expiresAt: TestWorld.now, challenge: challenge,
      challengeMethod: method)
    let digest = verifier == Self.verifier ? Self.digest : verifier.map { _ in "another" }
    return VerifyChallenge.decide(code, verifier, digest: digest, profile: profile)
  }

  @Test(arguments: Profile.PKCE.allCases)
  func `the right verifier fits, whatever the profile`(pkce: Profile.PKCE) {
    #expect(verdict(pkce) == .fits)
    #expect(verdict(pkce, method: "plain", challenge: Self.verifier) == .fits)
    #expect(verdict(pkce, challenge: nil, verifier: nil) == .fits)
  }

  @Test(arguments: [Profile.PKCE.accepted, .verified, .required])
  func `a wrong verifier is refused`(pkce: Profile.PKCE) {
    #expect(verdict(pkce, verifier: "wrong") == .differs)
    #expect(verdict(pkce, method: "plain", challenge: "other") == .differs)
  }

  @Test func `ignored, a wrong verifier does no harm`() { #expect(verdict(.ignored, verifier: "wrong") == .fits) }

  @Test func `a verifier that is left out is missed where challenges are verified, and only there`() {
    #expect(verdict(.ignored, verifier: nil) == .fits)
    #expect(verdict(.accepted, verifier: nil) == .fits)
    #expect(verdict(.verified, verifier: nil) == .missing)
    #expect(verdict(.required, verifier: nil) == .missing)
  }

  // MARK: At the token endpoint

  private func redeem(_ verifier: String?, used: Bool = false) -> Decision {
    var profile = Profile()
    profile.pkce = .verified
    var code = AuthorizationCode(
      code: "c0de", ordinal: 1, client: TestWorld.client.id, user: TestWorld.rita, redirectUri: "http://localhost/cb",
      expiresAt: TestWorld.now + .seconds(600), challenge: Self.digest, challengeMethod: "S256")
    if used { code.usedAt = TestWorld.now }
    var query = [Parameter("code", "c0de"), Parameter("redirect_uri", "http://localhost/cb")]
    if let verifier { query.append(Parameter("code_verifier", verifier)) }
    var ids = IDSource(seed: 1)
    return RedeemCode.decide(
      RequestParameters(Request(host: .login, method: "POST", path: "/oauth/token", query: query)),
      client: TestWorld.client, code: code, verifierDigest: verifier == Self.verifier ? Self.digest : "another",
      profile: profile, ordinals: TokenOrdinals(), now: TestWorld.now, ids: &ids)
  }

  @Test func `a code is redeemed with its verifier, and refused without it or with another`() {
    #expect(redeem(Self.verifier).grounds == .tokensIssued)
    let missing = redeem(nil)
    #expect(missing.grounds == .codeVerifierMissing)
    #expect(missing.answer.value?["error_description"] == "Missing required parameter: code_verifier.")
    let wrong = redeem("wrong")
    #expect(wrong.grounds == .codeVerifierWrong)
    #expect(wrong.answer.value?["error"] == "invalid_grant")
    #expect(wrong.changes.isEmpty, "and the code stays good")
  }

  @Test func `the verifier is looked at before whether the code was used`() {
    #expect(redeem("wrong", used: true).grounds == .codeVerifierWrong)
    #expect(redeem(Self.verifier, used: true).grounds == .codeUsed)
  }
}
