import JSONSource

/// `POST /oauth/revoke` (RFC 7009): 200 for a good token and for an unknown one.
public enum RevokeTokens {
  /// The token that is to be revoked, as it is known.
  public struct Presented: Sendable, Hashable {
    /// The token's name, `refresh#1`.
    public var name: String
    /// The grant it belongs to.
    public var grant: Int
    /// The client it was issued to.
    public var client: String

    /// States what is known.
    public init(name: String, grant: Int, client: String) {
      self.name = name
      self.grant = grant
      self.client = client
    }
  }

  /// Refuses a request that cannot be read; nil where it can.
  public static func refusal(of parameters: RequestParameters, profile: Profile) -> Decision? {
    guard parameters.isMalformed else { return nil }
    var about = Particulars()
    about.operation = "oauth.revoke"
    return Decision(OAuthError.requestMalformed.answer(profile), because: .requestMalformed, about: about)
  }

  /// Decides on a revocation; both tokens of the grant stop being good (Procore, OAuth endpoints).
  ///
  /// A token that nobody knows is answered with 200 whoever asks, so that nothing is to be learned by asking
  /// (Doorkeeper; RFC 7009 section 2.2).
  ///
  /// - Parameters:
  ///   - token: what is stored under the token; nil when nothing is.
  ///   - client: the client that proved to be one; the grounds why not otherwise.
  public static func decide(
    _ token: Presented?, from client: Result<Client, Grounds>, profile: Profile, now: Instant
  ) -> Decision {
    var about = Particulars()
    about.operation = "oauth.revoke"
    about.presented = token?.name
    about.grant = token?.grant
    guard let token else { return Decision(.json(200, [:]), because: .nothingRevoked, about: about) }
    let refusal: Grounds? =
      switch client {
      case .failure(let grounds): grounds
      case .success(let client): client.id == token.client ? nil : .tokenOfAnotherClient
      }
    if let refusal {
      return Decision(OAuthError.revocationRefused.answer(profile), because: refusal, about: about)
    }
    return Decision(
      .json(200, [:]), because: .tokensRevoked, changes: [.revokeGrant(token.grant, at: now)], about: about)
  }
}
