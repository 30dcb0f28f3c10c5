/// An access token for the app itself (RFC 6749 section 4.4); at Procore it belongs to the app's service account.
public enum IssueServiceToken {
  /// Decides on a token request with `grant_type=client_credentials`.
  ///
  /// It is issued whether or not the app is installed anywhere; the API decides on that.
  ///
  /// - Parameter client: the client, already authenticated.
  public static func decide(
    client: Client, profile: Profile, ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    let grant = Grant(number: ordinals.grants + 1, client: client.id, user: client.serviceAccount)
    let issued = IssuedTokens(
      for: grant, with: .none(isOfService: true), profile: profile, ordinals: ordinals, now: now, ids: &ids)
    var about = Particulars()
    about.operation = "oauth.clientCredentials"
    about.issued = issued.names
    about.grant = grant.number
    return Decision(
      issued.answer, because: .tokensIssued, changes: [.insertGrant(grant)] + issued.changes, about: about)
  }
}
