import GRDB
import MockCore

extension MockTransaction {
  /// Makes the changes of a decision; those of the directory are not the store's.
  public func apply(_ changes: [Change]) throws {
    for change in changes {
      try apply(change)
      store.ordinals.count(change)
      store.untouched.note(change)
      store.places.note(change)
    }
  }

  private func apply(_ change: Change) throws {
    switch change {
    case .insertCode(let code):
      try execute(
        """
        INSERT INTO codes (code, ordinal, client, user, redirect_uri, expires_at, challenge, challenge_method)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          code.code, code.ordinal, code.client, code.user, code.redirectUri, code.expiresAt, code.challenge,
          code.challengeMethod,
        ])
    case .useCode(let code, let moment, let grant):
      try execute("UPDATE codes SET used_at = ?, grant_number = ? WHERE code = ?", [moment, grant, code])
    case .insertGrant(let grant):
      try execute(
        "INSERT INTO grants (number, client, user) VALUES (?, ?, ?)", [grant.number, grant.client, grant.user])
    case .insertAccessToken(let token): try insert(token)
    case .insertRefreshToken(let token):
      try store.statements.insertRefreshToken.execute(
        in: database, .text(token.token), .of(token.ordinal), .of(token.grant), .text(token.client), .of(token.user))
    case .replaceRefreshToken(let token, let moment):
      try store.statements.replaceRefreshToken.execute(
        in: database, .of(moment), .of(store.places.refreshToken(token)))
    case .revokeGrant(let grant, let moment):
      try revokeAccessTokens(ofGrant: grant, at: moment)
      try execute(
        "UPDATE refresh_tokens SET revoked_at = ? WHERE grant_number = ? AND revoked_at IS NULL", [moment, grant])
    case .revokeAccessTokens(let grant, let ordinal, let moment):
      try revokeAccessTokens(ofGrant: grant, before: ordinal, at: moment)
    case .confirmRotation(let access, let refresh, let moment):
      try execute(
        "UPDATE access_tokens SET replaces = NULL WHERE ordinal = ?", [store.places.accessToken(access)])
      try execute(
        "UPDATE refresh_tokens SET replaced_at = ? WHERE ordinal = ? AND replaced_at IS NULL",
        [moment, store.places.refreshToken(refresh)])
    case .insertSession(let session):
      try execute(
        "INSERT INTO sessions (id, user, form_token) VALUES (?, ?, ?)", [session.id, session.user, session.formToken])
    case .removeSession(let id): try execute("DELETE FROM sessions WHERE id = ?", [id])
    case .insertRecord(let record): try insert(record)
    case .updateRecord(let record): try update(record)
    case .deleteRecord(let collection, let id): try delete(collection, id)
    case .installApp, .installVersion, .uninstallApp, .applyApp, .insertProject, .updateProject, .insertUser,
      .updateUser:
      break
    }
  }

  /// Makes a change of the world that is about tokens or records; returns how many it touched.
  public func apply(_ change: WorldChange, at now: Instant) throws -> Int {
    switch change {
    case .revoke(let kinds, let user): return try revoke(kinds, user: user, at: now)
    case .expireAccess(let user):
      try execute(
        "UPDATE access_tokens SET expires_at = ?1 WHERE expires_at > ?1 AND (?2 IS NULL OR user = ?2)", [now, user])
      return database.changesCount
    case .hide(let collection, let record):
      store.lists.forget(collection)
      try execute(
        """
        UPDATE records SET is_private = 1, json = json_set(json, '$.private', json('true'))
        WHERE collection = ? AND id = ?
        """, [collection, record])
      return database.changesCount
    default: return 0
    }
  }

  private func revoke(_ kinds: TokenKinds, user: Int64?, at now: Instant) throws -> Int {
    store.untouched.forgetAll()
    let tables = kinds == .access ? ["access_tokens"] : kinds == .refresh ? ["refresh_tokens"] : Self.tokenTables
    var touched = 0
    for table in tables {
      try execute(
        "UPDATE \(table) SET revoked_at = ?1 WHERE revoked_at IS NULL AND (?2 IS NULL OR user = ?2)", [now, user])
      touched += database.changesCount
    }
    return touched
  }

  private static let tokenTables = ["access_tokens", "refresh_tokens"]

  private func insert(_ token: AccessToken) throws {
    try store.statements.insertAccessToken.execute(
      in: database, .text(token.id), .of(token.ordinal), .of(token.grant), .text(token.client), .of(token.user),
      .of(token.isOfService), .of(token.issuedAt), .of(token.expiresAt), .of(token.replaces))
  }

  private func revokeAccessTokens(ofGrant grant: Int, before ordinal: Int = .max, at moment: Instant) throws {
    try execute(
      """
      UPDATE access_tokens SET revoked_at = ?
      WHERE grant_number = ? AND ordinal >= ? AND ordinal < ? AND revoked_at IS NULL
      """,
      [moment, grant, store.places.firstUnrevokedAccessToken(ofGrant: grant), ordinal])
  }
}
