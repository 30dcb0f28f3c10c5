import HTTPTypes
import JSONSource

/// `GET /oauth/token/info`: what the bearer of a token may know about it.
public enum DescribeToken {
  /// Decides on the question; the field names are those of Procore's OpenAPI description.
  public static func decide(token: AccessToken?, now: Instant) -> Decision {
    var about = Particulars()
    about.operation = "oauth.tokenInfo"
    about.presented = token?.name
    about.grant = token?.grant
    guard let token else { return refuse(.tokenUnknown, "The access token is invalid", about) }
    if token.revokedAt != nil { return refuse(.tokenRevoked, "The access token was revoked", about) }
    guard now < token.expiresAt else { return refuse(.tokenExpired, "The access token expired", about) }
    let body: JSONValue = [
      "resource_owner_id": .integer(token.user), "scopes": [],
      "expires_in_seconds": .integer((token.expiresAt - now).wholeSeconds),
      "application": ["uid": .string(token.client)], "created_at": .integer(token.issuedAt.seconds),
    ]
    return Decision(.json(200, body), because: .tokenDescribed, about: about)
  }

  private static func refuse(_ grounds: Grounds, _ description: String, _ about: Particulars) -> Decision {
    let challenge = #"Bearer realm="Doorkeeper", error="invalid_token", error_description="\#(description)""#
    let body: JSONValue = [
      "error": "invalid_token", "error_description": .string(description), "state": "unauthorized",
    ]
    return Decision(
      .json(401, body, headers: [.wwwAuthenticate: challenge, .cacheControl: "no-store"]), because: grounds,
      about: about)
  }
}
