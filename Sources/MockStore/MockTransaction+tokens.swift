import GRDB
import MockCore

extension MockTransaction {
  /// The code that is stored under a text.
  public func code(_ text: String) throws -> AuthorizationCode? {
    try row("SELECT * FROM codes WHERE code = ?", [text]).map { row in
      AuthorizationCode(
        code: row["code"], ordinal: row["ordinal"], client: row["client"], user: row["user"],
        redirectUri: row["redirect_uri"], expiresAt: row["expires_at"], usedAt: row["used_at"],
        grant: row["grant_number"], challenge: row["challenge"], challengeMethod: row["challenge_method"])
    }
  }

  /// The access token that is stored under an identifier, with the text that was handed out.
  public func accessToken(id: String) throws -> (token: AccessToken, text: String?)? {
    guard let ordinal = store.places.accessToken(id) else { return nil }
    return try row("SELECT * FROM access_tokens WHERE ordinal = ?", [ordinal]).map {
      (Self.accessToken($0), $0["text"])
    }
  }

  /// The access token that was handed out as exactly this text.
  ///
  /// - Parameter id: the name under which a token of some text is stored.
  public func accessToken(presentedAs text: String, id: (String) -> String) throws -> AccessToken? {
    let found = try accessToken(id: id(text)).flatMap { ($0.text ?? $0.token.id) == text ? $0.token : nil }
    store.cache.keep(found, under: text)
    return found
  }

  /// The name of a secret that was issued, if a text is one: `refresh#1`.
  ///
  /// - Parameter id: the name under which a token of some text is stored.
  public func nameOfSecret(_ text: String, id: (String) -> String) throws -> String? {
    let name =
      try store.places.accessToken(id(text)).map { IssuedToken.Name(kind: .access, ordinal: $0).text }
      ?? store.places.refreshToken(text).map { IssuedToken.Name(kind: .refresh, ordinal: $0).text }
      ?? code(text).map { "code#\($0.ordinal)" }
    store.cache.keep(name, ofSecret: text)
    return name
  }

  /// The access token issued last.
  public func newestAccessToken() throws -> AccessToken? {
    try row("SELECT * FROM access_tokens ORDER BY ordinal DESC LIMIT 1", []).map(Self.accessToken)
  }

  /// The code issued last.
  public func newestCodeExpiry() throws -> Instant? {
    try row("SELECT expires_at FROM codes ORDER BY ordinal DESC LIMIT 1", [])?["expires_at"]
  }

  /// The refresh token that is stored under a text.
  public func refreshToken(_ text: String) throws -> RefreshToken? {
    if let known = store.untouched[text] { return known }
    guard let ordinal = store.places.refreshToken(text) else { return nil }
    return try row("SELECT * FROM refresh_tokens WHERE ordinal = ?", [ordinal]).map { row in
      RefreshToken(
        token: row["token"], ordinal: row["ordinal"], grant: row["grant_number"], client: row["client"],
        user: row["user"], replacedAt: row["replaced_at"], revokedAt: row["revoked_at"])
    }
  }

  /// Whether a person holds a living grant of a client, so that the consent page may be skipped.
  public func hasGrant(client: String, user: Int64) throws -> Bool {
    let sql = """
      SELECT 1 FROM refresh_tokens
      WHERE client = ? AND user = ? AND revoked_at IS NULL AND replaced_at IS NULL LIMIT 1
      """
    return try row(sql, [client, user]) != nil
  }

  /// A browser that is known.
  public func session(_ id: String) throws -> BrowserSession? {
    try row("SELECT * FROM sessions WHERE id = ?", [id]).map { row in
      BrowserSession(id: row["id"], user: row["user"], formToken: row["form_token"])
    }
  }

  /// Keeps the text that a signed token was handed out with; a token is known again by exactly these bytes.
  public func setText(_ text: String, ofAccessToken id: String) throws {
    try store.statements.setText.execute(in: database, .text(text), .of(store.places.accessToken(id)))
  }

  /// Every secret that was issued, with the name under which people see it.
  public func secrets() throws -> [(text: String, name: String)] {
    let sql = """
      SELECT coalesce(text, id) AS text, 'access#' || ordinal AS name FROM access_tokens
      UNION ALL SELECT token, 'refresh#' || ordinal FROM refresh_tokens
      UNION ALL SELECT code, 'code#' || ordinal FROM codes
      """
    return try Row.fetchAll(database.cachedStatement(sql: sql)).map { ($0["text"], $0["name"]) }
  }

  private static func accessToken(_ row: Row) -> AccessToken {
    AccessToken(
      id: row["id"], ordinal: row["ordinal"], grant: row["grant_number"], client: row["client"], user: row["user"],
      isOfService: row["is_of_service"], issuedAt: row["issued_at"], expiresAt: row["expires_at"],
      revokedAt: row["revoked_at"], replaces: row["replaces"])
  }
}
