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

  /// Decides on a browser that arrives: an error, the login page, the consent page, or at once a code.
  public static func show(
    _ request: Request, _ facts: Facts, profile: Profile, ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    let asked = AuthorizationRequest(request)
    if let refusal = asked.refusal(facts.client, request.environment, profile) { return refusal }
    guard let user = facts.user else { return logIn(returnTo: request.target, facts, profile) }
    if profile.consentRemembered && facts.remembered {
      return issue(asked, user: user, profile: profile, ordinals: ordinals, now: now, ids: &ids)
    }
    let page = ConsentPage(app: facts.client?.name ?? "", user: user.name, login: user.login, request: asked.carried)
    return asked.decision(.page(200, .consent(page)), .consentShown, user: user)
  }

  /// Decides on the press of Allow.
  public static func allow(
    _ request: Request, _ facts: Facts, profile: Profile, ordinals: TokenOrdinals, now: Instant, ids: inout IDSource
  ) -> Decision {
    let asked = AuthorizationRequest(request)
    if let refusal = asked.refusal(facts.client, request.environment, profile) { return refusal }
    guard let user = facts.user else { return logIn(returnTo: asked.target, facts, profile) }
    return issue(asked, user: user, profile: profile, ordinals: ordinals, now: now, ids: &ids)
  }

  /// Decides on the press of Deny: the browser goes back with `access_denied` (RFC 6749 section 4.1.2.1), or sees it
  /// on a page where there is nowhere to go back to.
  public static func deny(_ request: Request, _ facts: Facts, profile: Profile) -> Decision {
    let asked = AuthorizationRequest(request)
    if let refusal = asked.refusal(facts.client, request.environment, profile) { return refusal }
    guard let user = facts.user else { return logIn(returnTo: asked.target, facts, profile) }
    let error = OAuthError.accessDenied
    let answer: Answer = asked.isOutOfBand ? error.page(profile) : .redirect(to: asked.address(error.parameters))
    return asked.decision(answer, .consentDenied, user: user)
  }

  private static func logIn(returnTo: String, _ facts: Facts, _ profile: Profile) -> Decision {
    let page = LogIn.page(returnTo: returnTo, people: facts.people, profile: profile)
    var about = Particulars()
    about.operation = "oauth.authorize"
    return Decision(.page(200, .login(page)), because: .loginShown, about: about)
  }

  private static func issue(
    _ asked: AuthorizationRequest, user: User, profile: Profile, ordinals: TokenOrdinals, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    asked.isImplicit(profile)
      ? issueToken(asked, user: user, profile: profile, ordinals: ordinals, now: now, ids: &ids)
      : issueCode(asked, user: user, profile: profile, ordinals: ordinals, now: now, ids: &ids)
  }

  /// The implicit grant (RFC 6749 section 4.2.2): the browser carries the access token in the fragment of its address.
  private static func issueToken(
    _ asked: AuthorizationRequest, user: User, profile: Profile, ordinals: TokenOrdinals, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    let grant = Grant(number: ordinals.grants + 1, client: asked.parameters["client_id"] ?? "", user: user.id)
    let issued = IssuedTokens(
      for: grant, with: .none(isOfService: false), profile: profile, ordinals: ordinals, now: now, ids: &ids)
    var answer = Answer.redirect(to: asked.parameters["redirect_uri"] ?? "")
    if case .tokens(let tokens) = issued.answer.body { answer.body = .fragment(tokens, asked.echoedState) }
    var decision = asked.decision(answer, .tokensIssued, user: user)
    decision.changes = [.insertGrant(grant)] + issued.changes
    decision.about.issued = issued.names
    decision.about.grant = grant.number
    return decision
  }

  private static func issueCode(
    _ asked: AuthorizationRequest, user: User, profile: Profile, ordinals: TokenOrdinals, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    let parameters = asked.parameters
    let keepsChallenge = profile.pkce != .ignored
    let code = AuthorizationCode(
      code: ids.hex(64), ordinal: ordinals.codes + 1, client: parameters["client_id"] ?? "", user: user.id,
      redirectUri: parameters["redirect_uri"] ?? "", expiresAt: now + profile.codeLifetime,
      challenge: keepsChallenge ? parameters["code_challenge"] : nil,
      challengeMethod: keepsChallenge ? parameters["code_challenge_method"] : nil)
    let isShown = asked.isOutOfBand && profile.outOfBandPage == .answer
    let answer = isShown ? ShowCode.page(code.code) : .redirect(to: asked.wayBack(with: code.code, profile))
    var issued = asked.decision(answer, isShown ? .codeShown : .codeIssued, user: user)
    issued.changes = [.insertCode(code)]
    issued.about.issued = ["code#\(code.ordinal)"]
    return issued
  }
}
