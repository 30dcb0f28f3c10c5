/// `/oauth/authorize`: who asks, who is asked, and what becomes of it (RFC 6749 section 4.1.1).
public enum Authorize {
  /// What the decision rests on.
  public struct Facts: Sendable {
    /// The client that the request names, if there is one.
    public var client: Client?
    /// The person whose browser it is.
    public var user: User?
    /// Whether the person allowed this client before, and a token still lives.
    public var remembered: Bool
    /// The people to offer on the login page.
    public var people: [LoginPage.Person]

    /// States the facts.
    public init(client: Client?, user: User?, remembered: Bool, people: [LoginPage.Person]) {
      self.client = client
      self.user = user
      self.remembered = remembered
      self.people = people
    }
  }

  /// Decides on a browser that arrives: an error page, the login page, the consent page, or at once a code.
  public static func show(
    _ request: Request, _ facts: Facts, profile: Profile, ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    let parameters = RequestParameters(request)
    if let refusal = refusal(parameters, facts.client) { return refusal }
    guard let user = facts.user else {
      let page = LoginPage(returnTo: request.target, message: nil, login: "", people: facts.people)
      return decision(.page(200, .login(page)), .loginShown)
    }
    if profile.consentRemembered && facts.remembered {
      return issueCode(parameters, user: user, profile: profile, ordinals: ordinals, now: now, ids: &ids)
    }
    let asked = parameters.all.filter { asksAlong.contains($0.name) }
    let page = ConsentPage(app: facts.client?.name ?? "", user: user.name, login: user.login, request: asked)
    return decision(.page(200, .consent(page)), .consentShown, user: user)
  }

  /// Decides on the press of Allow.
  public static func allow(
    _ request: Request, _ facts: Facts, profile: Profile, ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    let parameters = RequestParameters(request)
    if let refusal = refusal(parameters, facts.client) { return refusal }
    guard let user = facts.user else {
      let page = LoginPage(returnTo: target(parameters), message: nil, login: "", people: facts.people)
      return decision(.page(200, .login(page)), .loginShown)
    }
    return issueCode(parameters, user: user, profile: profile, ordinals: ordinals, now: now, ids: &ids)
  }

  /// Decides on the press of Deny: the browser goes back with `access_denied` (RFC 6749 section 4.1.2.1), or sees it
  /// on a page where there is nowhere to go back to.
  public static func deny(_ request: Request, _ facts: Facts) -> Decision {
    let parameters = RequestParameters(request)
    if let refusal = refusal(parameters, facts.client) { return refusal }
    let error = OAuthError.accessDenied
    guard !isOutOfBand(parameters) else { return decision(error.page, .consentDenied, user: facts.user) }
    let back = [Parameter("error", error.error), Parameter("error_description", error.description)]
    return decision(.redirect(to: address(parameters, back)), .consentDenied, user: facts.user)
  }

  /// The parameters that travel from the request through the consent page.
  private static let asksAlong: Set<String> = [
    "client_id", "redirect_uri", "response_type", "state", "scope", "code_challenge", "code_challenge_method",
  ]

  /// Doorkeeper's order: client, redirect URI, grant type, response type. None of these is ever redirected.
  private static func refusal(_ parameters: RequestParameters, _ client: Client?) -> Decision? {
    guard parameters["client_id"] != nil else {
      return decision(OAuthError.parameterMissing("client_id").page, .parameterMissing)
    }
    guard let client else { return decision(OAuthError.invalidClient.page, .clientUnknown) }
    guard let redirectUri = parameters["redirect_uri"], client.redirectUris.contains(redirectUri) else {
      return decision(OAuthError.invalidRedirectUri.page, .redirectUriUnregistered)
    }
    guard client.grants.contains("authorization_code") else {
      return decision(OAuthError.unauthorizedClient.page, .grantTypeNotAllowed)
    }
    guard let responseType = parameters["response_type"] else {
      return decision(OAuthError.parameterMissing("response_type").page, .parameterMissing)
    }
    guard responseType == "code" else {
      return decision(OAuthError.unsupportedResponseType.page, .responseTypeUnsupported)
    }
    return nil
  }

  private static func issueCode(
    _ parameters: RequestParameters, user: User, profile: Profile, ordinals: TokenOrdinals, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    let code = AuthorizationCode(
      code: ids.hex(64), ordinal: ordinals.codes + 1, client: parameters["client_id"] ?? "", user: user.id,
      redirectUri: parameters["redirect_uri"] ?? "", expiresAt: now + profile.codeLifetime,
      challenge: parameters["code_challenge"], challengeMethod: parameters["code_challenge_method"])
    let isOutOfBand = isOutOfBand(parameters)
    let answer: Answer =
      isOutOfBand
      ? .page(200, .code(code.code)) : .redirect(to: address(parameters, [Parameter("code", code.code)]))
    var issued = decision(answer, isOutOfBand ? .codeShown : .codeIssued, user: user)
    issued.changes = [.insertCode(code)]
    issued.about.issued = ["code#\(code.ordinal)"]
    return issued
  }

  /// The redirect URI with what is told to the client; `state` goes back exactly as it came.
  private static func address(_ parameters: RequestParameters, _ told: [Parameter]) -> String {
    let redirectUri = parameters["redirect_uri"] ?? ""
    let state = parameters["state"].map { [Parameter("state", $0)] } ?? []
    return redirectUri + (redirectUri.contains("?") ? "&" : "?") + FormEncoding.encode(told + state)
  }

  private static func isOutOfBand(_ parameters: RequestParameters) -> Bool {
    parameters["redirect_uri"] == "urn:ietf:wg:oauth:2.0:oob"
  }

  private static func target(_ parameters: RequestParameters) -> String {
    "/oauth/authorize?" + FormEncoding.encode(parameters.all.filter { asksAlong.contains($0.name) })
  }

  private static func decision(_ answer: Answer, _ grounds: Grounds, user: User? = nil) -> Decision {
    var about = Particulars()
    about.operation = "oauth.authorize"
    about.user = user?.login
    return Decision(answer, because: grounds, about: about)
  }
}
