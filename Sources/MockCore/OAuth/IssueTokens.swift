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

  /// Counts what a change issues.
  public mutating func count(_ change: Change) {
    switch change {
    case .insertCode(let code): codes = max(codes, code.ordinal)
    case .insertGrant(let grant): grants = max(grants, grant.number)
    case .insertAccessToken(let token): accessTokens = max(accessTokens, token.ordinal)
    case .insertRefreshToken(let token): refreshTokens = max(refreshTokens, token.ordinal)
    default: break
    }
  }
}

/// The tokens that a grant gives, with the answer and the changes that go with them.
struct IssuedTokens {
  /// What goes with the access token.
  enum Companion {
    /// A new refresh token.
    case new
    /// A new refresh token; the old one stays good until the access token is used.
    case newAfterUse(of: RefreshToken)
    /// The refresh token that was presented (rotation switched off).
    case kept(RefreshToken)
    /// None: a client that acts for itself asks again with its secret (RFC 6749 section 4.4.3), and no browser is to
    /// carry one (section 4.2.2).
    case none(isOfService: Bool)
  }

  var answer: Answer
  var changes: [Change]
  var names: [String]

  /// A new access token with its companion.
  init(
    for grant: Grant, with companion: Companion, profile: Profile, ordinals: TokenOrdinals, now: Instant,
    ids: inout IDSource
  ) {
    var access = AccessToken(
      id: ids.hex(64), ordinal: ordinals.accessTokens + 1, grant: grant.number, client: grant.client, user: grant.user,
      issuedAt: now, expiresAt: now + profile.accessTokenLifetime)
    var new: RefreshToken?
    var kept: RefreshToken?
    switch companion {
    case .none(let isOfService): access.isOfService = isOfService
    case .kept(let token): if profile.unchangedRefreshToken == .repeated { kept = token }
    case .new, .newAfterUse:
      if case .newAfterUse(let old) = companion { access.replaces = old.token }
      new = grant.user.map { user in
        RefreshToken(
          token: ids.hex(64), ordinal: ordinals.refreshTokens + 1, grant: grant.number, client: grant.client,
          user: user)
      }
    }
    changes = [.insertAccessToken(access)] + (new.map { [.insertRefreshToken($0)] } ?? [])
    names = [access.name] + (new.map { [$0.name] } ?? [])
    var tokens = TokenAnswer(
      claims: profile.accessTokenFormat == .jwtES512 ? Self.claims(of: access, ids: &ids) : nil,
      accessTokenID: access.id, tokenType: profile.tokenType, expiresIn: profile.accessTokenLifetime.wholeSeconds,
      refreshToken: (new ?? kept)?.token, createdAt: now.seconds)
    tokens.hasUnknownMember = profile.unknownTokenMember
    answer = Answer(
      status: 200, headers: [.cacheControl: "no-store", .pragma: "no-cache"], body: .tokens(tokens))
  }

  /// What a JWT says. `aid` comes first, as in Procore's examples; the rest is inferred, and long enough for a token
  /// of 600 to 1,200 characters.
  private static func claims(of token: AccessToken, ids: inout IDSource) -> JSONObject {
    [
      "aid": .string(token.client), "uid": token.user.map { .integer($0) } ?? .null,
      "iat": .integer(token.issuedAt.seconds),
      "exp": .integer(token.expiresAt.seconds), "jti": .string(token.id), "amr": .string(ids.hex(128)),
    ]
  }
}
