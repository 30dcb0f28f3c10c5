/// `POST /oauth/token`: one decision for every grant type, in Doorkeeper's order of validation.
public enum TokenEndpoint {
  /// What the decision rests on.
  public struct Facts: Sendable {
    /// The app under test.
    public var client: Client
    /// What is stored under the code that was presented.
    public var code: AuthorizationCode?
    /// What is stored under the refresh token that was presented.
    public var refreshToken: RefreshToken?
    /// The numbers issued so far.
    public var ordinals: TokenOrdinals

    /// States the facts.
    public init(
      client: Client, code: AuthorizationCode?, refreshToken: RefreshToken?, ordinals: TokenOrdinals
    ) {
      self.client = client
      self.code = code
      self.refreshToken = refreshToken
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
    if let refusal = refusal(request, parameters, facts) { return refusal }
    if parameters["grant_type"] == "authorization_code" {
      return RedeemCode.decide(
        parameters, client: facts.client, code: facts.code, profile: profile, ordinals: facts.ordinals, now: now,
        ids: &ids)
    }
    return RotateRefreshToken.decide(
      parameters, client: facts.client, token: facts.refreshToken, profile: profile, ordinals: facts.ordinals,
      now: now, ids: &ids)
  }

  /// What is wrong before the grant itself is looked at: parameters first, then the client.
  private static func refusal(
    _ request: Request, _ parameters: RequestParameters, _ facts: Facts
  ) -> Decision? {
    var about = Particulars()
    about.operation = operation(parameters)
    about.presented = presented(parameters, facts)
    func refuse(_ error: OAuthError, _ grounds: Grounds) -> Decision {
      Decision(error.answer, because: grounds, about: about)
    }
    if parameters.isMalformed { return refuse(.requestMalformed, .requestMalformed) }
    guard let type = parameters["grant_type"] else {
      return refuse(.parameterMissing("grant_type"), .parameterMissing)
    }
    guard let required = requiredParameters[type] else {
      return refuse(.unsupportedGrantType, .grantTypeUnsupported)
    }
    for name in required where parameters[name] == nil {
      return refuse(.parameterMissing(name), .parameterMissing)
    }
    switch ClientAuthentication.read(request, parameters) {
    case .failure(let error): return refuse(error, .clientAuthenticatedTwice)
    case .success(nil): return refuse(.invalidClient, .clientUnknown)
    case .success(let authentication?):
      if let grounds = authentication.refusal(of: facts.client) { return refuse(.invalidClient, grounds) }
    }
    return facts.client.grants.contains(type) ? nil : refuse(.unauthorizedClient, .grantTypeNotAllowed)
  }

  /// The grant types there are, with the parameters that each must have (RFC 6749 sections 4.1.3 and 6).
  private static let requiredParameters = [
    "authorization_code": ["code", "redirect_uri"], "refresh_token": ["refresh_token"],
  ]

  private static func presented(_ parameters: RequestParameters, _ facts: Facts) -> String? {
    let code = facts.code.map { "code#\($0.ordinal)" }
    let refreshToken = facts.refreshToken?.name
    return parameters["grant_type"] == "refresh_token" ? refreshToken ?? code : code ?? refreshToken
  }
}
