extension Profile {
  /// What becomes of a PKCE challenge (RFC 7636).
  public enum PKCE: String, CaseIterable, Hashable, Sendable {
    /// It is passed over as if it had not been sent.
    case ignored
    /// It is kept, and a verifier that is sent must fit; where none is sent, none is missed.
    case accepted
    /// A code with a challenge needs its verifier (Doorkeeper).
    case verified
    /// No code without a challenge, and none is redeemed without its verifier (Doorkeeper's `force_pkce`).
    case required
  }

  /// What the answer to a refresh says of a refresh token that stays.
  public enum UnchangedRefreshToken: String, CaseIterable, Hashable, Sendable { case repeated, omitted }

  /// What becomes of `response_type=token` (RFC 6749 section 4.2).
  public enum ImplicitGrant: String, CaseIterable, Hashable, Sendable { case refused, allowed }

  /// What becomes of a `scope`.
  public enum Scopes: String, CaseIterable, Hashable, Sendable { case refused, ignored }

  /// What a request meets that names its client twice.
  public enum DoubleClientAuthentication: String, CaseIterable, Hashable, Sendable {
    case refused
    /// The Basic header counts.
    case accepted
  }

  /// Which redirect URIs without TLS are taken, if they are registered.
  public enum PlainHTTPRedirects: String, CaseIterable, Hashable, Sendable {
    /// `http://localhost` alone, with any port and path.
    case localhost
    /// The literal loopback addresses too (RFC 8252 section 7.3).
    case loopback
    case any
  }

  /// Whether the port of a loopback address counts.
  public enum LoopbackPorts: String, CaseIterable, Hashable, Sendable {
    /// The whole URI is compared as text.
    case exact
    /// A literal loopback address may be asked for with any port.
    case any
  }

  /// How the login page asks.
  public enum LoginSteps: String, CaseIterable, Hashable, Sendable {
    /// First the e-mail address, then the password.
    case twoSteps = "two-steps"
    /// Both on one page, as formerly.
    case oneStep = "one-step"
  }

  /// Where a code is shown to a user who types it in.
  public enum OutOfBandPage: String, CaseIterable, Hashable, Sendable {
    /// `/oauth/authorize/{code}` (older Doorkeeper; Procore's older pages).
    case path
    /// `/oauth/authorize/native?code={code}` (newer Doorkeeper).
    case query
    /// The answer to the press of Allow.
    case answer
  }

  /// How the authorize page tells of an error.
  public enum AuthorizeErrors: String, CaseIterable, Hashable, Sendable { case page, redirect }

  /// The status of an error page.
  public enum ErrorPageStatus: String, CaseIterable, Hashable, Sendable {
    case ofError = "of-error"
    case ok = "200"
  }

  /// Whose sentences the authorization server speaks.
  public enum OAuthWords: String, CaseIterable, Hashable, Sendable {
    /// Doorkeeper's of today.
    case current
    /// Doorkeeper's before version 5.
    case old
  }

  /// The names of the members of `/oauth/token/info`.
  public enum TokenInfoNames: String, CaseIterable, Hashable, Sendable {
    /// `scopes` and `expires_in_seconds` (Procore's OpenAPI file).
    case spec
    /// `scope` and `expires_in` (Doorkeeper today).
    case doorkeeper
  }

  /// What becomes of a token request in JSON.
  public enum JSONTokenRequests: String, CaseIterable, Hashable, Sendable {
    case accepted
    /// Its parameters are not seen.
    case refused
  }

  /// What the list of companies shows to an app that is installed in none of them.
  public enum CompaniesWithoutApp: String, CaseIterable, Hashable, Sendable { case listed, hidden }

  /// What a person meets who may not do what is asked.
  public enum NoPermission: String, CaseIterable, Hashable, Sendable {
    /// What the operation says of itself; otherwise as ``forbidden``.
    case ofOperation = "of-operation"
    /// What the words for each ground say: 403, and 404 for a single record that one cannot see.
    case forbidden = "403"
    /// 404 throughout, as for something that does not exist.
    case notFound = "404"
    /// Lists have no rows, as if there were none to see; otherwise as ``notFound``.
    case hidden
  }

  /// What becomes of the query of a request in the links to other pages.
  public enum LinkQuery: String, CaseIterable, Hashable, Sendable {
    case kept
    /// `page` and `per_page` are all that a link says.
    case dropped
  }

  /// From which page on there is a link to the one before.
  public enum LinkToPrevious: String, CaseIterable, Hashable, Sendable {
    case always
    case fromThirdPage = "from-third-page"
  }

  /// The shape in which a record is refused that lacks something.
  public enum ValidationErrors: String, CaseIterable, Hashable, Sendable {
    /// As each operation of the catalog says.
    case ofOperation = "of-operation"
    /// `{"errors": {"label": ["has already been taken"]}}`.
    case fields
    /// `{"errors": ["Label has already been taken"]}`.
    case list
    /// `{"errors": {"base": ["Label has already been taken"]}}`.
    case base

    /// The shape; nil where each operation says its own.
    var shape: Manners.RefusalRule.Shape? { Manners.RefusalRule.Shape(rawValue: rawValue) }
  }
}
