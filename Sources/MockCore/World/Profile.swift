import JSONSource

/// Procore's own settings: every behaviour that is a knob, with the documented present as default.
public struct Profile: Sendable {
  /// The forms of an access token.
  public enum AccessTokenFormat: String, CaseIterable, Hashable, Sendable {
    /// A JWT signed with ES512, as the OAuth pages show it.
    case jwtES512 = "jwt-es512"
    /// 64 hexadecimal digits, as the quick start shows it.
    case opaque
  }

  /// What becomes of a refresh token that was used.
  public enum RefreshRotation: Hashable, Sendable {
    /// It dies at once, even if its answer was lost (Procore, troubleshooting).
    case immediate
    /// It stays good until an access token that came of it is used for the first time (Doorkeeper's
    /// `previous_refresh_token`).
    case previousUntilFirstUse
    /// It stays good for that long.
    case grace(Duration)
    /// There is no rotation: the same token comes back.
    case none
  }

  /// What becomes of the old access token at a refresh; publicly unknown.
  public enum OldAccessToken: String, CaseIterable, Hashable, Sendable { case valid, revoked }

  /// What a call without `Procore-Company-Id` meets; the sources disagree.
  public enum MissingCompanyHeader: String, CaseIterable, Hashable, Sendable {
    case notFound = "404"
    case badRequest = "400"
    case forbidden = "403"
    /// The call is answered, as in regions where the header is not enforced.
    case warn
  }

  /// The sizes of a page where an operation does not say.
  public struct PerPage: Hashable, Sendable {
    /// Rows of a page when none is asked for.
    public var standard = 100
    /// The most rows of a page; more are clamped.
    public var max = 10_000
  }

  /// The limits that the rate headers speak of.
  public struct RateLimits: Hashable, Sendable {
    /// Calls in an hour.
    public var hour = 3600
    /// Calls in a short window.
    public var spike = 25
    /// The length of that window.
    public var spikeWindow: Duration = .seconds(10)
    /// Whether calls beyond a limit are refused; otherwise the headers never fall below one.
    public var isEnforced = false
  }

  /// What a refusal says.
  public struct Refusal: Hashable, Sendable {
    /// The status.
    public var status: Int
    /// The body.
    public var body: JSONValue
  }

  /// How long an access token lives (Procore: 5,400 s).
  public var accessTokenLifetime: Duration = .seconds(5400)
  /// The form of access tokens.
  public var accessTokenFormat = AccessTokenFormat.jwtES512
  /// How long a code lives (Procore: 10 minutes).
  public var codeLifetime: Duration = .seconds(600)
  /// What becomes of a used refresh token.
  public var refreshRotation = RefreshRotation.immediate
  /// What the answer to a refresh says of a refresh token that stays (RFC 6749 section 6 has a new one as an option).
  public var unchangedRefreshToken = UnchangedRefreshToken.repeated
  /// Whether a refresh that is refused kills the refresh token that it presented (Procore's FAQ says any refresh call
  /// does; Doorkeeper only replaces a token for its own, authenticated client).
  public var failedRefreshBurnsToken = false
  /// What becomes of the old access token at a refresh.
  public var oldAccessTokenAfterRefresh = OldAccessToken.valid
  /// Whether a code that is used again takes the tokens that came of it along (RFC 6749 section 4.1.2; optional in
  /// Doorkeeper).
  public var reusedCodeRevokesTokens = true
  /// What becomes of a PKCE challenge (RFC 7636); Procore's documentation does not know the word.
  public var pkce = PKCE.ignored
  /// What becomes of `response_type=token`; Procore's pages dropped it in 2022, its OpenAPI file still names it.
  public var implicitGrant = ImplicitGrant.refused
  /// What becomes of a `scope`; Procore has none (clients saw an error that left with the parameter).
  public var scopes = Scopes.refused
  /// What becomes of a token request in JSON (Procore's JavaScript client sends nothing else; another client's author
  /// says that it is refused).
  public var jsonTokenRequests = JSONTokenRequests.accepted
  /// What a request meets that names its client in the body and in a Basic header (newest Doorkeeper refuses it).
  public var doubleClientAuthentication = DoubleClientAuthentication.refused
  /// Which redirect URIs without TLS are taken (the developer portal's rule).
  public var plainHTTPRedirects = PlainHTTPRedirects.loopback
  /// Whether the port of a loopback address counts (RFC 8252 section 7.3; newer Doorkeeper).
  public var loopbackPorts = LoopbackPorts.exact
  /// How the login page asks.
  public var loginPage = LoginSteps.twoSteps
  /// Whether the login page offers the people of the world to click on; Procore's own offers nobody.
  public var peopleOffered = true
  /// Whether the consent page is skipped for a client that the user allowed before (Doorkeeper).
  public var consentRemembered = true
  /// Where a code is shown to a user who types it in.
  public var outOfBandPage = OutOfBandPage.path
  /// How the authorize page tells of an error once client and redirect URI are known to be good (Doorkeeper's
  /// `handle_auth_errors`).
  public var authorizeErrors = AuthorizeErrors.page
  /// The status of an error page (Doorkeeper today that of the error, formerly 200).
  public var errorPageStatus = ErrorPageStatus.ofError
  /// Whose sentences the authorization server speaks.
  public var oauthWords = OAuthWords.current
  /// The names of the members of `/oauth/token/info`.
  public var tokenInfoNames = TokenInfoNames.spec
  /// The realm in `WWW-Authenticate` of the authorization server and of the API; Procore's own is unknown.
  public var realm = "Doorkeeper"
  /// What a call without `Procore-Company-Id` meets.
  public var missingCompanyHeader = MissingCompanyHeader.notFound
  /// What the list of companies shows to an app that is installed in none of them; field reports disagree.
  public var companiesWithoutApp = CompaniesWithoutApp.listed
  /// How `token_type` is written (Procore: `bearer`).
  public var tokenType = "bearer"
  /// Whether token answers have a member that Procore's pages do not name; a client must pass it over (RFC 6749 section
  /// 5.1).
  public var unknownTokenMember = false
  /// The status of `invalid_grant` (Doorkeeper today 400, formerly 401).
  public var invalidGrantStatus = 400
  /// What a person meets who may not do what is asked, where the words say nothing else.
  public var noPermission = NoPermission.forbidden
  /// Whether a 429 says `Retry-After` (Procore's error reference does, the rate limiting page does not).
  public var retryAfterOn429 = false
  /// What a scripted 503 says in `Retry-After` (Procore, rate limiting: seconds); nil for nothing.
  public var retryAfterOn503: Duration?
  /// The shape in which a record is refused that lacks something.
  public var validationErrors = ValidationErrors.ofOperation
  /// The sizes of a page.
  public var perPage = PerPage()
  /// What becomes of the query of a request in the links to other pages (Procore's example shows none of it).
  public var linkQuery = LinkQuery.kept
  /// From which page on there is a link to the one before (Procore's example of a second page has none).
  public var linkToPrevious = LinkToPrevious.always
  /// The limits that the rate headers speak of.
  public var rateLimits = RateLimits()
  /// The words of the API's refusals.
  public var errorBodies: [Grounds: Refusal] = [:]
  /// The words of refusals of a single record, where they differ from those of a list.
  public var errorBodiesOfShow: [Grounds: Refusal] = [:]
  /// The words of refusals at other statuses than their own, where a knob gives them one.
  public var errorBodiesOfStatus: [Grounds: [Int: JSONValue]] = [:]
  /// Procore's words for a status that a fault scripts.
  public var statusBodies: [Int: JSONValue] = [:]

  /// The documented present without words.
  public init() {}

  /// What a refusal on these grounds says.
  ///
  /// - Parameter own: what the operation says of it.
  public func refusal(on grounds: Grounds, action: Action?, ofOperation own: Refusal? = nil) -> Refusal {
    switch noPermission {
    case .ofOperation: if let own { return own }
    case .forbidden: break
    case .notFound, .hidden:
      guard Self.groundsOfPermission.contains(grounds) else { break }
      if noPermission == .hidden && action == .list { return Refusal(status: 200, body: []) }
      return refusal(on: .recordUnknown, action: action)
    }
    if action?.isAboutOneRecord == true, let refusal = errorBodiesOfShow[grounds] { return refusal }
    return errorBodies[grounds] ?? Refusal(status: 403, body: ["errors": .array([.string(grounds.rawValue)])])
  }

  /// The refusals that ``noPermission`` is about.
  private static let groundsOfPermission: Set<Grounds> = [.notInCompany, .notInProject, .levelNone, .levelTooLow]
}
