/// The refresh of an access token (RFC 6749 section 6) with Procore's rotation.
public enum RotateRefreshToken {
  /// Decides on a token request with `grant_type=refresh_token`.
  ///
  /// - Parameters:
  ///   - parameters: the request's, complete.
  ///   - client: the client, already authenticated.
  ///   - token: what is stored under the refresh token that was presented.
  public static func decide(
    _ parameters: RequestParameters, client: Client, token: RefreshToken?, profile: Profile,
    ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    var about = Particulars()
    about.operation = "oauth.refresh"
    about.presented = token?.name
    about.grant = token?.grant
    func refuse(_ error: OAuthError, _ grounds: Grounds) -> Decision {
      Decision(error.answer(profile), because: grounds, about: about)
    }
    let invalidGrant = OAuthError.invalidGrant(profile)
    guard let token else { return refuse(invalidGrant, .refreshTokenUnknown) }
    guard token.client == client.id else { return refuse(invalidGrant, .refreshTokenOfAnotherClient) }
    if token.revokedAt != nil { return refuse(invalidGrant, .refreshTokenRevoked) }
    if let replacedAt = token.replacedAt, !profile.isGood(replacedAt: replacedAt, now: now) {
      return refuse(invalidGrant, .refreshTokenReplaced)
    }
    let grant = Grant(number: token.grant, client: token.client, user: token.user)
    let companion: IssuedTokens.Companion =
      switch profile.refreshRotation {
      case .immediate, .grace: .new
      case .previousUntilFirstUse: .newAfterUse(of: token)
      case .none: .kept(token)
      }
    let issued = IssuedTokens(
      for: grant, with: companion, profile: profile, ordinals: ordinals, now: now, ids: &ids)
    about.issued = issued.names
    let changes = consequences(for: token, profile: profile, ordinals: ordinals, now: now)
    return Decision(issued.answer, because: .tokensRefreshed, changes: changes + issued.changes, about: about)
  }

  /// What becomes of the refresh token that was used, and of the access tokens before.
  private static func consequences(
    for token: RefreshToken, profile: Profile, ordinals: TokenOrdinals, now: Instant
  ) -> [Change] {
    // Under this policy both wait for the first use of the new access token.
    if profile.refreshRotation == .previousUntilFirstUse { return [] }
    var changes: [Change] = []
    if profile.refreshRotation != .none && token.replacedAt == nil {
      changes.append(.replaceRefreshToken(token.token, at: now))
    }
    if profile.oldAccessTokenAfterRefresh == .revoked {
      changes.append(.revokeAccessTokens(grant: token.grant, before: ordinals.accessTokens + 1, at: now))
    }
    return changes
  }
}

extension Profile {
  /// Whether a refresh token that was replaced is still taken.
  fileprivate func isGood(replacedAt: Instant, now: Instant) -> Bool {
    if case .grace(let span) = refreshRotation { return now < replacedAt + span }
    return false
  }
}
