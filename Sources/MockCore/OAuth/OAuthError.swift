import HTTPTypes
import JSONSource

/// An error of the authorization server, in Doorkeeper's words, which Procore's clients have seen.
public struct OAuthError: Sendable, Hashable {
  /// The status at the token endpoint, and of the error page.
  public var status: Int
  /// The code (RFC 6749 sections 4.1.2.1 and 5.2).
  public var error: String
  /// The sentence that goes with it.
  public var description: String

  /// A parameter that must be there; older versions do not say which.
  public static func parameterMissing(_ name: String, _ profile: Profile) -> OAuthError {
    guard profile.oauthWords == .current else { return requestMalformed }
    return OAuthError(status: 400, error: "invalid_request", description: "Missing required parameter: \(name).")
  }

  /// A request that cannot be read, or that says a thing twice.
  public static let requestMalformed = OAuthError(
    status: 400, error: "invalid_request",
    description:
      "The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed."
  )

  /// Two ways of client authentication at once (RFC 6749 section 2.3).
  public static let authenticatedTwice = OAuthError(
    status: 400, error: "invalid_request", description: "Multiple client authentication methods were used.")

  /// An unknown client or a wrong secret (seen live with 401).
  public static let invalidClient = OAuthError(
    status: 401, error: "invalid_client",
    description:
      """
      Client authentication failed due to unknown client, no client authentication included, or unsupported \
      authentication method.
      """
  )

  /// A code or refresh token that is no good; the text is what Procore really answers.
  public static func invalidGrant(_ profile: Profile) -> OAuthError {
    OAuthError(
      status: profile.invalidGrantStatus, error: "invalid_grant",
      description:
        """
        The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the \
        authorization request, or was issued to another client.
        """
    )
  }

  /// A grant type that the app may not use.
  public static let unauthorizedClient = OAuthError(
    status: 400, error: "unauthorized_client",
    description: "The client is not authorized to perform this request using this method.")

  /// A grant type that does not exist.
  public static let unsupportedGrantType = OAuthError(
    status: 400, error: "unsupported_grant_type",
    description: "The authorization grant type is not supported by the authorization server.")

  /// A response type other than `code`.
  public static let unsupportedResponseType = OAuthError(
    status: 400, error: "unsupported_response_type",
    description: "The authorization server does not support this response type.")

  /// A redirect URI that is not registered.
  public static func invalidRedirectUri(_ profile: Profile) -> OAuthError {
    OAuthError(
      status: 400, error: "invalid_redirect_uri",
      description: profile.oauthWords == .current
        ? "The requested redirect URI is malformed or doesn't match the client redirect URI."
        : "The requested redirect uri is malformed or doesn't match client redirect URI.")
  }

  /// A scope; there are none at Procore.
  public static let invalidScope = OAuthError(
    status: 400, error: "invalid_scope",
    description: "The requested scope is invalid, unknown, or malformed.")

  /// A PKCE method that does not exist (RFC 7636 section 4.3).
  public static func invalidCodeChallengeMethod(_ profile: Profile) -> OAuthError {
    OAuthError(
      status: 400, error: "invalid_code_challenge_method",
      description: profile.oauthWords == .current
        ? "The code_challenge_method must be one of plain, S256." : "The code challenge method must be plain or S256.")
  }

  /// No PKCE challenge where one is required (RFC 7636 section 4.4.1).
  public static let codeChallengeMissing = OAuthError(
    status: 400, error: "invalid_request", description: "Code challenge is required.")

  /// A token of another client (RFC 7009 section 2.1).
  public static let revocationRefused = OAuthError(
    status: 403, error: "unauthorized_client", description: "You are not authorized to revoke this token")

  /// A body beyond ``RequestLimits``.
  public static let requestTooLarge = OAuthError(
    status: 413, error: "invalid_request", description: requestMalformed.description)

  /// The user said no.
  public static let accessDenied = OAuthError(
    status: 400, error: "access_denied",
    description: "The resource owner or authorization server denied the request.")

  /// The value of `WWW-Authenticate` that goes with the error.
  public func challenge(_ profile: Profile) -> String {
    #"Bearer realm="\#(profile.realm)", error="\#(error)", error_description="\#(description)""#
  }

  /// The answer of the token endpoint: body and `WWW-Authenticate` as Doorkeeper writes them.
  public func answer(_ profile: Profile) -> Answer {
    .json(
      status, ["error": .string(error), "error_description": .string(description)],
      headers: [.cacheControl: "no-store", .pragma: "no-cache", .wwwAuthenticate: challenge(profile)])
  }

  /// The page for a request that must not be redirected (RFC 6749 section 4.1.2.1).
  public func page(_ profile: Profile) -> Answer {
    .page(
      profile.errorPageStatus == .ok ? 200 : status,
      .error(title: "An error has occurred", description: description))
  }

  /// What the error tells a client by way of the browser.
  public var parameters: [Parameter] {
    [Parameter("error", error), Parameter("error_description", description)]
  }
}
