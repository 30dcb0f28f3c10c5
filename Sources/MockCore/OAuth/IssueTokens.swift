import JSONSource

/// The numbers that the next code and tokens of a run get.
public struct TokenOrdinals: Sendable, Hashable {
  /// The codes issued so far.
  public var codes: Int
  /// The grants made so far.
  public var grants: Int
  /// The access tokens issued so far.
  public var accessTokens: Int
  /// The refresh tokens issued so far.
  public var refreshTokens: Int

  /// Nothing was issued yet.
  public init(codes: Int = 0, grants: Int = 0, accessTokens: Int = 0, refreshTokens: Int = 0) {
    self.codes = codes
    self.grants = grants
    self.accessTokens = accessTokens
    self.refreshTokens = refreshTokens
  }
}

/// A pair of tokens that a grant gives, with the answer and the changes that go with it.
struct IssuedTokens {
  var answer: Answer
  var changes: [Change]
  var names: [String]

  /// A new access token, and a new refresh token unless the old one is kept (rotation switched off).
  init(
    for grant: Grant, keeping kept: RefreshToken?, profile: Profile, ordinals: TokenOrdinals, now: Instant,
    ids: inout IDSource
  ) {
    let access = AccessToken(
      id: ids.hex(64), ordinal: ordinals.accessTokens + 1, grant: grant.number, client: grant.client, user: grant.user,
      issuedAt: now, expiresAt: now + profile.accessTokenLifetime)
    changes = [.insertAccessToken(access)]
    names = [access.name]
    let refresh =
      kept
      ?? RefreshToken(
        token: ids.hex(64), ordinal: ordinals.refreshTokens + 1, grant: grant.number, client: grant.client,
        user: grant.user)
    if kept == nil {
      changes.append(.insertRefreshToken(refresh))
      names.append(refresh.name)
    }
    let tokens = TokenAnswer(
      claims: profile.accessTokenFormat == .jwtES512 ? Self.claims(of: access, ids: &ids) : nil,
      accessTokenID: access.id, tokenType: profile.tokenType, expiresIn: profile.accessTokenLifetime.wholeSeconds,
      refreshToken: refresh.token, createdAt: now.seconds)
    answer = Answer(
      status: 200, headers: [.cacheControl: "no-store", .pragma: "no-cache"], body: .tokens(tokens))
  }

  /// What a JWT says. `aid` comes first, as in Procore's examples; the rest is inferred, and long enough for a token
  /// of 600 to 1,200 characters.
  private static func claims(of token: AccessToken, ids: inout IDSource) -> JSONObject {
    [
      "aid": .string(token.client), "uid": .integer(token.user), "iat": .integer(token.issuedAt.seconds),
      "exp": .integer(token.expiresAt.seconds), "jti": .string(token.id), "amr": .string(ids.hex(128)),
    ]
  }
}
