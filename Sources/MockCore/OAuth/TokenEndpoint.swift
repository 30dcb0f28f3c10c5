/// `POST /oauth/token`: one decision for every grant type, in Doorkeeper's order of validation.
public enum TokenEndpoint {
  /// What the decision rests on.
  public struct Facts: Sendable {
    /// The client that the request names, if there is one.
    public var client: Client?
    /// What is stored under the code that was presented.
    public var code: AuthorizationCode?
    /// What is stored under the refresh token that was presented.
    public var refreshToken: RefreshToken?
    /// The SHA-256 of the PKCE verifier that was sent, in base64url without padding.
    public var verifierDigest: String?
    /// The numbers issued so far.
    public var ordinals: TokenOrdinals

    /// States the facts.
    public init(
      client: Client?, code: AuthorizationCode?, refreshToken: RefreshToken?, verifierDigest: String? = nil,
      ordinals: TokenOrdinals
    ) {
      self.client = client
      self.code = code
      self.refreshToken = refreshToken
      self.verifierDigest = verifierDigest
      self.ordinals = ordinals
    }
  }

  /// The operation of a request by its grant type, as records name it.
  public static func operation(_ parameters: RequestParameters) -> String {
    switch parameters["grant_type"] {
    case "authorization_code": "oauth.code"
    case "refresh_token": "oauth.refresh"
    case "client_credentials": "oauth.clientCredentials"
    default: "oauth.token"
    }
  }

  /// Decides on a token request.
  public static func decide(
    _ request: Request, _ parameters: RequestParameters, _ facts: Facts, profile: Profile, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    var decision = decideGrant(request, parameters, facts, profile: profile, now: now, ids: &ids)
    if decision.grounds != .tokensRefreshed, profile.failedRefreshBurnsToken, let token = facts.refreshToken,
      parameters["grant_type"] == "refresh_token", token.replacedAt == nil
    {
      decision.changes.append(.replaceRefreshToken(token.token, at: now))
    }
    return decision
  }

  private static func decideGrant(
    _ request: Request, _ parameters: RequestParameters, _ facts: Facts, profile: Profile, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    let client: Client
    switch authenticate(request, parameters, facts, profile) {
    case .failure(let refusal): return refusal.decision
    case .success(let known): client = known
    }
    switch parameters["grant_type"] {
    case "authorization_code":
      return RedeemCode.decide(
        parameters, client: client, code: facts.code, verifierDigest: facts.verifierDigest, profile: profile,
        ordinals: facts.ordinals, now: now, ids: &ids)
    case "client_credentials":
      return IssueServiceToken.decide(
        client: client, profile: profile, ordinals: facts.ordinals, now: now, ids: &ids)
    default:
      return RotateRefreshToken.decide(
        parameters, client: client, token: facts.refreshToken, profile: profile, ordinals: facts.ordinals, now: now,
        ids: &ids)
    }
  }

  /// A request that is refused before its grant is looked at.
  private struct Refused: Error {
    var decision: Decision
  }

  /// Looks at what comes before the grant itself: parameters first, then the client.
  private static func authenticate(
    _ request: Request, _ parameters: RequestParameters, _ facts: Facts, _ profile: Profile
  ) -> Result<Client, Refused> {
    var about = Particulars()
    about.operation = operation(parameters)
    about.presented = presented(parameters, facts)
    func refuse(_ error: OAuthError, _ grounds: Grounds) -> Result<Client, Refused> {
      .failure(Refused(decision: Decision(error.answer(profile), because: grounds, about: about)))
    }
    if parameters.isMalformed { return refuse(.requestMalformed, .requestMalformed) }
    let isUnseen = profile.jsonTokenRequests == .refused && RequestParameters.isJSON(request)
    guard !isUnseen, let type = parameters["grant_type"] else {
      return refuse(.parameterMissing("grant_type", profile), .parameterMissing)
    }
    guard let required = requiredParameters[type] else {
      return refuse(.unsupportedGrantType, .grantTypeUnsupported)
    }
    for name in required where parameters[name] == nil {
      return refuse(.parameterMissing(name, profile), .parameterMissing)
    }
    switch ClientAuthentication.read(request, parameters, profile: profile) {
    case .failure(let error): return refuse(error, .clientAuthenticatedTwice)
    case .success(nil): return refuse(.invalidClient, .clientUnknown)
    case .success(let authentication?):
      if let grounds = authentication.refusal(of: facts.client, in: request.environment) {
        return refuse(.invalidClient, grounds)
      }
    }
    guard let client = facts.client, client.grants.contains(type) else {
      return refuse(.unauthorizedClient, .grantTypeNotAllowed)
    }
    // The scopes of a code were settled when it was asked for.
    if type != "authorization_code" && parameters["scope"] != nil && profile.scopes == .refused {
      return refuse(.invalidScope, .scopeUnknown)
    }
    return .success(client)
  }

  /// The grant types there are, with the parameters that each must have (RFC 6749 sections 4.1.3 and 6).
  private static let requiredParameters = [
    "authorization_code": ["code", "redirect_uri"], "refresh_token": ["refresh_token"], "client_credentials": [],
  ]

  private static func presented(_ parameters: RequestParameters, _ facts: Facts) -> String? {
    let code = facts.code.map { "code#\($0.ordinal)" }
    let refreshToken = facts.refreshToken?.name
    return parameters["grant_type"] == "refresh_token" ? refreshToken ?? code : code ?? refreshToken
  }
}
