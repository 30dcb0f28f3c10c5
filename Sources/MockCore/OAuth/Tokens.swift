/// A code on its way from the consent page to the token endpoint (RFC 6749 section 4.1.2).
public struct AuthorizationCode: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public var code: String
  /// 1 for the first code of the run.
  public var ordinal: Int
  /// The client it was issued to.
  public var client: String
  /// The person who allowed it.
  public var user: Int64
  /// The redirect URI of the authorization request.
  public var redirectUri: String
  /// When it stops being good.
  public var expiresAt: Instant
  /// When it was redeemed.
  public var usedAt: Instant?
  /// The grant that came of it.
  public var grant: Int?
  /// The PKCE challenge, where one was sent (RFC 7636).
  public var challenge: String?
  /// The PKCE method, `S256` or `plain`.
  public var challengeMethod: String?

  /// Makes a code.
  public init(
    code: String, ordinal: Int, client: String, user: Int64, redirectUri: String, expiresAt: Instant,
    usedAt: Instant? = nil, grant: Int? = nil, challenge: String? = nil, challengeMethod: String? = nil
  ) {
    self.code = code
    self.ordinal = ordinal
    self.client = client
    self.user = user
    self.redirectUri = redirectUri
    self.expiresAt = expiresAt
    self.usedAt = usedAt
    self.grant = grant
    self.challenge = challenge
    self.challengeMethod = challengeMethod
  }
}

/// What one person once allowed one client; all tokens that came of it share its number.
public struct Grant: Hashable, Sendable {
  /// 1 for the first grant of the run.
  public var number: Int
  /// The client.
  public var client: String
  /// The person; nil for a client that acts for itself and has no account.
  public var user: Int64?
}

/// An access token (RFC 6749 section 1.4).
public struct AccessToken: Hashable, Sendable {
  /// The name under which it is stored: the `jti` of a JWT, the text of an opaque token.
  public var id: String
  /// 1 for the first access token of the run.
  public var ordinal: Int
  /// The grant it belongs to.
  public var grant: Int
  /// The client.
  public var client: String
  /// Who calls with it: a person, or the client's service account; nil where the client has none.
  public var user: Int64?
  /// Whether the client got it for itself (RFC 6749 section 4.4).
  public var isOfService: Bool
  /// When it was issued.
  public var issuedAt: Instant
  /// When it stops being good.
  public var expiresAt: Instant
  /// When it was revoked.
  public var revokedAt: Instant?
  /// The refresh token that stays good until this token is used for the first time.
  public var replaces: String?

  /// Makes an access token.
  public init(
    id: String, ordinal: Int, grant: Int, client: String, user: Int64?, isOfService: Bool = false, issuedAt: Instant,
    expiresAt: Instant, revokedAt: Instant? = nil, replaces: String? = nil
  ) {
    self.id = id
    self.ordinal = ordinal
    self.grant = grant
    self.client = client
    self.user = user
    self.isOfService = isOfService
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
    self.replaces = replaces
  }

  /// Whether the token is neither revoked nor expired.
  public func isGood(at now: Instant) -> Bool { revokedAt == nil && now < expiresAt }

  /// The token's name in records, `access#2`.
  public var name: String { "access#\(ordinal)" }

  /// What follows from the use of the token: the refresh token that waited for it is replaced for good.
  public func confirmation(profile: Profile, now: Instant) -> [Change] {
    guard let replaces else { return [] }
    let old: [Change] =
      profile.oldAccessTokenAfterRefresh == .revoked
      ? [.revokeAccessTokens(grant: grant, before: ordinal, at: now)] : []
    return [.confirmRotation(accessToken: id, refreshToken: replaces, at: now)] + old
  }
}

/// A refresh token (RFC 6749 section 1.5); at Procore it lives until it is used.
public struct RefreshToken: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public var token: String
  /// 1 for the first refresh token of the run.
  public var ordinal: Int
  /// The grant it belongs to.
  public var grant: Int
  /// The client.
  public var client: String
  /// The person.
  public var user: Int64
  /// When a newer one took its place.
  public var replacedAt: Instant?
  /// When it was revoked.
  public var revokedAt: Instant?

  /// Makes a refresh token.
  public init(
    token: String, ordinal: Int, grant: Int, client: String, user: Int64, replacedAt: Instant? = nil,
    revokedAt: Instant? = nil
  ) {
    self.token = token
    self.ordinal = ordinal
    self.grant = grant
    self.client = client
    self.user = user
    self.replacedAt = replacedAt
    self.revokedAt = revokedAt
  }

  /// The token's name in records, `refresh#2`.
  public var name: String { "refresh#\(ordinal)" }
}
