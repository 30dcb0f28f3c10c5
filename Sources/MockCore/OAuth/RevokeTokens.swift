import JSONSource

/// `POST /oauth/revoke` (RFC 7009): 200 for a good token and for an unknown one.
public enum RevokeTokens {
  /// Decides on a revocation; both tokens of the grant stop being good (Procore, OAuth endpoints).
  ///
  /// - Parameters:
  ///   - authenticated: whether the request came from the client.
  ///   - grant: the grant of the token that was presented.
  ///   - name: the token's name, `refresh#1`.
  public static func decide(authenticated: Bool, grant: Int?, name: String?, now: Instant) -> Decision {
    var about = Particulars()
    about.operation = "oauth.revoke"
    about.presented = name
    about.grant = grant
    guard authenticated else {
      let error = OAuthError(
        status: 403, error: "unauthorized_client", description: "You are not authorized to revoke this token")
      return Decision(error.answer, because: .clientSecretWrong, about: about)
    }
    let changes: [Change] = grant.map { [.revokeGrant($0, at: now)] } ?? []
    return Decision(.json(200, [:]), because: .tokensRevoked, changes: changes, about: about)
  }
}
