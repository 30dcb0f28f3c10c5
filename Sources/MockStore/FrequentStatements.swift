/// The statements of a refresh, for one database.
final class FrequentStatements {
  let begin = FrequentStatement("BEGIN IMMEDIATE TRANSACTION")
  let commit = FrequentStatement("COMMIT TRANSACTION")
  let insertAccessToken = FrequentStatement(
    """
    INSERT INTO access_tokens
      (id, ordinal, grant_number, client, user, is_of_service, issued_at, expires_at, replaces)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """)
  let insertRefreshToken = FrequentStatement(
    "INSERT INTO refresh_tokens (token, ordinal, grant_number, client, user) VALUES (?, ?, ?, ?, ?)")
  let replaceRefreshToken = FrequentStatement("UPDATE refresh_tokens SET replaced_at = ? WHERE ordinal = ?")
  let setText = FrequentStatement("UPDATE access_tokens SET text = ? WHERE ordinal = ?")
}
