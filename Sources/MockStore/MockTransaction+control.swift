import GRDB
import MockCore

extension MockTransaction {
  /// All tokens that were issued, access tokens first, each kind in the order of issue.
  public func issuedTokens() throws -> [IssuedToken] {
    try IssuedToken.Kind.allCases.flatMap { kind in
      let statement = try database.cachedStatement(sql: "SELECT * FROM \(kind.table) ORDER BY ordinal")
      return try Row.fetchAll(statement).map { IssuedToken(kind, $0) }
    }
  }

  /// A token by its name.
  public func issuedToken(_ name: IssuedToken.Name) throws -> IssuedToken? {
    try row("SELECT * FROM \(name.kind.table) WHERE ordinal = ?", [name.ordinal]).map { IssuedToken(name.kind, $0) }
  }

  /// Ends the life of an access token; one that has ended stays as it is.
  public func expireAccessToken(_ ordinal: Int, at now: Instant) throws {
    try execute(
      "UPDATE access_tokens SET expires_at = ?1 WHERE ordinal = ?2 AND expires_at > ?1", [now, ordinal])
  }

  /// Revokes a token; one that was revoked stays as it is.
  public func revoke(_ name: IssuedToken.Name, at now: Instant) throws {
    store.untouched.forgetAll()
    try execute(
      "UPDATE \(name.kind.table) SET revoked_at = ? WHERE ordinal = ? AND revoked_at IS NULL", [now, name.ordinal])
  }
}

extension IssuedToken.Kind {
  fileprivate var table: String {
    switch self {
    case .access: "access_tokens"
    case .refresh: "refresh_tokens"
    }
  }
}

extension IssuedToken {
  fileprivate init(_ kind: Kind, _ row: Row) {
    self.init(
      name: Name(kind: kind, ordinal: row["ordinal"]), grant: row["grant_number"], client: row["client"],
      user: row["user"], revokedAt: row["revoked_at"])
    switch kind {
    case .access:
      issuedAt = row["issued_at"]
      expiresAt = row["expires_at"]
    case .refresh: replacedAt = row["replaced_at"]
    }
  }
}
