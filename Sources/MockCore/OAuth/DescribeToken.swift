import HTTPTypes
import JSONSource

/// `GET /oauth/token/info`: what the bearer of a token may know about it.
public enum DescribeToken {
  /// Decides on the question.
  ///
  /// A token that a service account got belongs to nobody, as in Doorkeeper.
  public static func decide(token: AccessToken?, profile: Profile, now: Instant) -> Decision {
    var about = Particulars()
    about.operation = "oauth.tokenInfo"
    about.presented = token?.name
    about.grant = token?.grant
    func refuse(_ grounds: Grounds, _ description: String) -> Decision {
      let error = OAuthError(status: 401, error: "invalid_token", description: description)
      let body: JSONValue = [
        "error": .string(error.error), "error_description": .string(description), "state": "unauthorized",
      ]
      return Decision(
        .json(401, body, headers: [.wwwAuthenticate: error.challenge(profile), .cacheControl: "no-store"]),
        because: grounds, about: about)
    }
    guard let token else { return refuse(.tokenUnknown, "The access token is invalid") }
    if token.revokedAt != nil { return refuse(.tokenRevoked, "The access token was revoked") }
    guard now < token.expiresAt else { return refuse(.tokenExpired, "The access token expired") }
    return Decision(
      .json(200, description(of: token, profile, now)), because: .tokenDescribed,
      changes: token.confirmation(profile: profile, now: now), about: about)
  }

  private static func description(of token: AccessToken, _ profile: Profile, _ now: Instant) -> JSONValue {
    let isSpec = profile.tokenInfoNames == .spec
    let owner: JSONValue = token.isOfService ? .null : token.user.map { .integer($0) } ?? .null
    return .object([
      "resource_owner_id": owner, isSpec ? "scopes" : "scope": [],
      isSpec ? "expires_in_seconds" : "expires_in": .integer((token.expiresAt - now).wholeSeconds),
      "application": ["uid": .string(token.client)], "created_at": .integer(token.issuedAt.seconds),
    ])
  }
}
