import MockCore

/// Where the tokens lie that were issued: their ordinals by the texts under which they are stored.
///
/// Tokens are texts by chance, and an index of them in SQLite is a good part of what a refresh costs: nearly every new
/// one belongs between two others. Without one a refresh adds to the ends of tables.
struct TokenPlaces {
  private var accessTokens: [String: Int] = [:]
  private var refreshTokens: [String: Int] = [:]
  private var revokedBefore: [Int: Int] = [:]

  /// The ordinal of the access token that is stored under an identifier.
  func accessToken(_ id: String) -> Int? { accessTokens[id] }

  /// The ordinal of the refresh token of a text.
  func refreshToken(_ text: String) -> Int? { refreshTokens[text] }

  /// The first ordinal that an access token of a grant can have which was not revoked; those before it were.
  func firstUnrevokedAccessToken(ofGrant grant: Int) -> Int { revokedBefore[grant] ?? 0 }

  /// Takes note of a change that was made.
  mutating func note(_ change: Change) {
    switch change {
    case .insertAccessToken(let token): accessTokens[token.id] = token.ordinal
    case .insertRefreshToken(let token): refreshTokens[token.token] = token.ordinal
    case .revokeAccessTokens(let grant, let ordinal, _): revokedBefore[grant] = max(ordinal, revokedBefore[grant] ?? 0)
    default: break
    }
  }

  /// What was issued later than this was undone.
  mutating func forget(after ordinals: TokenOrdinals) {
    accessTokens = accessTokens.filter { $0.value <= ordinals.accessTokens }
    refreshTokens = refreshTokens.filter { $0.value <= ordinals.refreshTokens }
    revokedBefore = [:]
  }
}
