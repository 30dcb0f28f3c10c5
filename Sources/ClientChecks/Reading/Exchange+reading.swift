import HTTPTypes
import JSONSource
import MockCore

/// The words in which the checks ask an exchange.
extension Exchange {
  /// Whether it belongs to OAuth, on whichever host.
  var isOAuth: Bool { operation?.hasPrefix("oauth.") ?? false || path == "/oauth" || path.hasPrefix("/oauth/") }

  /// Whether it is a request to the REST API.
  var isAPI: Bool { host == .api && !isOAuth }

  /// Whether it is the connector's request for a login. Forms of the login pages, and pages below, are not.
  var isAuthorizeRequest: Bool { method == "GET" && trimmedPath == "/oauth/authorize" && !query.isEmpty }

  /// Whether it is a request to the token endpoint.
  var isTokenCall: Bool {
    switch operation {
    case "oauth.code", "oauth.refresh", "oauth.clientCredentials", "oauth.token": true
    default: method == "POST" && trimmedPath == "/oauth/token"
    }
  }

  /// Whether it exchanges a code for tokens, or tries to.
  var isCodeCall: Bool {
    operation == "oauth.code" || isTokenCall && parameter("grant_type") == "authorization_code"
  }

  /// Whether it is a refresh.
  var isRefresh: Bool { operation == "oauth.refresh" || isTokenCall && parameter("grant_type") == "refresh_token" }

  /// Whether the connector received the whole answer, as far as the mock can tell.
  var isDelivered: Bool { fault?.delivered ?? true }

  /// Whether nothing stood between the answer and the connector. An answer that was decided and then disturbed (held
  /// back, slowed) may have come when the connector had given up.
  var isSurelyHeard: Bool { isDelivered && !(fault?.committed ?? false) }

  /// Whether the token endpoint said that the grant is over (RFC 6749 section 5.2), in its own words or in a fault's.
  var isInvalidGrant: Bool {
    guard isTokenCall, status == 400 || status == 401 else { return false }
    return answer("error")?.stringValue == "invalid_grant" || Self.groundsOfInvalidGrant.contains(grounds)
  }

  /// Whether the client was refused, which says nothing about its code or token.
  var isInvalidClient: Bool {
    answer("error")?.stringValue == "invalid_client" || Self.groundsOfInvalidClient.contains(grounds)
  }

  /// Whether the API said that the access token is no good.
  var isTokenRejection: Bool {
    isAPI && status == 401 && isSurelyHeard && presentedAccessToken != nil
      && Self.groundsOfRejection.contains(grounds)
  }

  /// The access token that an API request carried, by ordinal.
  var presentedAccessToken: String? { presented.flatMap { $0.hasPrefix("access#") ? $0 : nil } }

  /// The refresh token that the answer issued, by ordinal.
  var issuedRefreshToken: String? { issued.first { $0.hasPrefix("refresh#") } }

  /// The access token that the answer issued, by ordinal.
  var issuedAccessToken: String? { issued.first { $0.hasPrefix("access#") } }

  /// A member of the answer's JSON object.
  func answer(_ member: String) -> JSONValue? {
    answerBody.flatMap { JSONParser.parse(Array($0.utf8)) }?[member]
  }

  /// The path without slashes at its end, which the token endpoint forgives.
  var trimmedPath: String {
    let end = path.lastIndex { $0 != "/" }
    return end.map { String(path[...$0]) } ?? path
  }

  /// A header's value.
  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { requestHeaders[$0] } }

  /// The operation, or the path where there is none, for people.
  var title: String { operation ?? "\(method) \(path)" }

  private static let groundsOfInvalidGrant: Set<Grounds> = [
    .codeUnknown, .codeExpired, .codeUsed, .codeOfAnotherClient, .redirectUriDiffers, .refreshTokenUnknown,
    .refreshTokenReplaced, .refreshTokenRevoked, .refreshTokenOfAnotherClient,
  ]
  private static let groundsOfInvalidClient: Set<Grounds> = [
    .clientUnknown, .clientSecretWrong, .clientAuthenticatedTwice,
  ]
  private static let groundsOfRejection: Set<Grounds> = [
    .tokenExpired, .tokenRevoked, .tokenUnknown, .faultScripted,
  ]
}
