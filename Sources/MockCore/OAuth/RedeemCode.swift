/// The exchange of a code for tokens (RFC 6749 section 4.1.3), in Doorkeeper's order of validation.
public enum RedeemCode {
  /// Decides on a token request with `grant_type=authorization_code`.
  ///
  /// - Parameters:
  ///   - parameters: the request's, complete.
  ///   - client: the client, already authenticated.
  ///   - code: what is stored under the code that was presented.
  ///   - verifierDigest: the SHA-256 of the PKCE verifier that was sent, in base64url.
  public static func decide(
    _ parameters: RequestParameters, client: Client, code: AuthorizationCode?, verifierDigest: String? = nil,
    profile: Profile, ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    var about = Particulars()
    about.operation = "oauth.code"
    about.presented = code.map { "code#\($0.ordinal)" }
    about.grant = code?.grant
    func refuse(_ error: OAuthError, _ grounds: Grounds, _ changes: [Change] = []) -> Decision {
      Decision(error.answer(profile), because: grounds, changes: changes, about: about)
    }
    let invalidGrant = OAuthError.invalidGrant(profile)
    guard let code else { return refuse(invalidGrant, .codeUnknown) }
    guard code.client == client.id else { return refuse(invalidGrant, .codeOfAnotherClient) }
    guard code.redirectUri == parameters["redirect_uri"] else { return refuse(invalidGrant, .redirectUriDiffers) }
    switch VerifyChallenge.decide(code, parameters["code_verifier"], digest: verifierDigest, profile: profile) {
    case .fits: break
    case .missing: return refuse(.parameterMissing("code_verifier", profile), .codeVerifierMissing)
    case .differs: return refuse(invalidGrant, .codeVerifierWrong)
    }
    if code.usedAt != nil {
      // RFC 6749 section 4.1.2: tokens that came of a code are revoked when the code is seen again.
      let revoked = profile.reusedCodeRevokesTokens ? code.grant : nil
      return refuse(invalidGrant, .codeUsed, revoked.map { [.revokeGrant($0, at: now)] } ?? [])
    }
    guard now < code.expiresAt else { return refuse(invalidGrant, .codeExpired) }
    let grant = Grant(number: ordinals.grants + 1, client: client.id, user: code.user)
    let issued = IssuedTokens(
      for: grant, with: .new, profile: profile, ordinals: ordinals, now: now, ids: &ids)
    about.issued = issued.names
    about.grant = grant.number
    let used = Change.useCode(code.code, at: now, grant: grant.number)
    return Decision(
      issued.answer, because: .tokensIssued, changes: [.insertGrant(grant), used] + issued.changes, about: about)
  }
}
