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

  /// A parameter that must be there.
  public static func parameterMissing(_ name: String) -> OAuthError {
    OAuthError(status: 400, error: "invalid_request", description: "Missing required parameter: \(name).")
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

  /// A redirect URI that is not registered, character for character.
  public static let invalidRedirectUri = OAuthError(
    status: 400, error: "invalid_redirect_uri",
    description: "The requested redirect URI is malformed or doesn't match the client redirect URI.")

  /// The user said no.
  public static let accessDenied = OAuthError(
    status: 400, error: "access_denied",
    description: "The resource owner or authorization server denied the request.")

  /// The answer of the token endpoint: body and `WWW-Authenticate` as Doorkeeper writes them.
  public var answer: Answer {
    let challenge = #"Bearer realm="Doorkeeper", error="\#(error)", error_description="\#(description)""#
    return .json(
      status, ["error": .string(error), "error_description": .string(description)],
      headers: [.cacheControl: "no-store", .pragma: "no-cache", .wwwAuthenticate: challenge])
  }

  /// The page for a request that must not be redirected (RFC 6749 section 4.1.2.1).
  public var page: Answer { .page(status, .error(title: "An error has occurred", description: description)) }
}
