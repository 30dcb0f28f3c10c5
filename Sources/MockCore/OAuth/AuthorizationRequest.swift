/// A request for a login, from the address of the authorize page or from the form of the consent page.
struct AuthorizationRequest {
  let parameters: RequestParameters

  init(_ request: Request) {
    parameters = RequestParameters(request)
  }

  /// The parameters that travel from the request through the consent page.
  private static let carriedNames: Set<String> = [
    "client_id", "redirect_uri", "response_type", "state", "scope", "code_challenge", "code_challenge_method",
  ]

  /// What the consent page sends along with the decision.
  var carried: [Parameter] { parameters.all.filter { Self.carriedNames.contains($0.name) } }

  /// The address of the authorize page with the same request.
  var target: String { "/oauth/authorize?" + FormEncoding.encode(carried) }

  var isOutOfBand: Bool { parameters["redirect_uri"] == RegisteredRedirect.outOfBand }

  /// Whether a token is asked for in place of a code, and may be had so: it needs an address to be sent to.
  func isImplicit(_ profile: Profile) -> Bool {
    parameters["response_type"] == "token" && profile.implicitGrant == .allowed && !isOutOfBand
  }

  // MARK: - Refusing

  /// Doorkeeper's order: client, redirect URI, grant type, response type, scopes, PKCE.
  ///
  /// What is wrong with client or redirect URI is never redirected (RFC 6749 section 4.1.2.1).
  func refusal(_ client: Client?, _ environment: Deployment, _ profile: Profile) -> Decision? {
    if parameters.isMalformed { return page(.requestMalformed, .requestMalformed, profile) }
    guard parameters["client_id"] != nil else {
      return page(.parameterMissing("client_id", profile), .parameterMissing, profile)
    }
    guard let client else { return page(.invalidClient, .clientUnknown, profile) }
    guard client.environment == environment else { return page(.invalidClient, .clientOfAnotherEnvironment, profile) }
    if let grounds = RegisteredRedirect.refusal(of: parameters["redirect_uri"], client: client, profile: profile) {
      return page(.invalidRedirectUri(profile), grounds, profile)
    }
    guard let (error, grounds) = mistake(client, profile) else { return nil }
    guard profile.authorizeErrors == .redirect, !isOutOfBand else { return page(error, grounds, profile) }
    return decision(.redirect(to: address(error.parameters)), grounds)
  }

  /// What is wrong once it is known who asks and where the browser may go.
  private func mistake(_ client: Client, _ profile: Profile) -> (OAuthError, Grounds)? {
    guard client.grants.contains("authorization_code") else { return (.unauthorizedClient, .grantTypeNotAllowed) }
    guard let responseType = parameters["response_type"] else {
      return (.parameterMissing("response_type", profile), .parameterMissing)
    }
    guard responseType == "code" || isImplicit(profile) else {
      return (.unsupportedResponseType, .responseTypeUnsupported)
    }
    if parameters["scope"] != nil && profile.scopes == .refused { return (.invalidScope, .scopeUnknown) }
    // A challenge is about a code (RFC 7636 section 4.3).
    guard profile.pkce != .ignored, !isImplicit(profile) else { return nil }
    guard parameters["code_challenge"] != nil else {
      return profile.pkce == .required ? (.codeChallengeMissing, .codeChallengeMissing) : nil
    }
    guard let method = parameters["code_challenge_method"], VerifyChallenge.methods.contains(method) else {
      return (.invalidCodeChallengeMethod(profile), .codeChallengeMethodUnknown)
    }
    return nil
  }

  private func page(_ error: OAuthError, _ grounds: Grounds, _ profile: Profile) -> Decision {
    decision(error.page(profile), grounds)
  }

  // MARK: - Going back

  /// Where the browser goes with a code: to the client, or to the page that shows it.
  func wayBack(with code: String, _ profile: Profile) -> String {
    guard isOutOfBand else { return address([Parameter("code", code)]) }
    return profile.outOfBandPage == .query
      ? "\(ShowCode.nativePath)?\(FormEncoding.encode([Parameter("code", code)]))" : ShowCode.prefix + code
  }

  /// The redirect URI with what is told to the client, written as Rails writes a query, and its state.
  func address(_ told: [Parameter]) -> String {
    let redirectUri = parameters["redirect_uri"] ?? ""
    return redirectUri + (redirectUri.contains("?") ? "&" : "?") + FormEncoding.encodeForm(told + echoedState)
  }

  /// What goes back exactly as it came.
  var echoedState: [Parameter] { parameters["state"].map { [Parameter("state", $0)] } ?? [] }

  func decision(_ answer: Answer, _ grounds: Grounds, user: User? = nil) -> Decision {
    var about = Particulars()
    about.operation = "oauth.authorize"
    about.user = user?.login
    return Decision(answer, because: grounds, about: about)
  }
}
