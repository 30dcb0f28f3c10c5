import MockCore
import MockStore

extension Mock {
  /// Decides on a request to the authorization server.
  func decide(
    _ endpoint: OAuthEndpoint, _ request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction,
    _ now: Instant
  ) throws -> Decision {
    switch endpoint {
    case .showAuthorization, .allow, .deny:
      return try authorize(endpoint, request, parameters, transaction, now)
    case .token:
      let facts = TokenEndpoint.Facts(
        client: client, code: try parameters["code"].flatMap { try transaction.code($0) },
        refreshToken: try parameters["refresh_token"].flatMap { try transaction.refreshToken($0) },
        ordinals: try transaction.ordinals())
      var decision = TokenEndpoint.decide(request, parameters, facts, profile: profile, now: now, ids: &ids)
      let user = facts.code?.user ?? facts.refreshToken?.user
      decision.about.user = user.flatMap { directory.user($0)?.login }
      return decision
    case .revoke: return try revoke(request, parameters, transaction, now)
    case .tokenInfo:
      guard case .known(let token) = try bearer(request, transaction) else {
        return DescribeToken.decide(token: nil, now: now)
      }
      return DescribeToken.decide(token: token, now: now)
    case .logIn: return LogIn.decide(request, directory: directory, ids: &ids)
    case .logOut: return LogIn.logOut(session: LogIn.session(of: request))
    case .welcome:
      let user = try user(of: request, transaction)
      return Decision(.page(200, .welcome(signedInAs: user?.name)), because: .loginShown)
    }
  }

  private func authorize(
    _ endpoint: OAuthEndpoint, _ request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction,
    _ now: Instant
  ) throws -> Decision {
    let user = try user(of: request, transaction)
    let remembered = try user.map { try transaction.hasGrant(client: client.id, user: $0.id) } ?? false
    let facts = Authorize.Facts(
      client: parameters["client_id"] == client.id ? client : nil, user: user, remembered: remembered,
      people: LogIn.people(directory))
    if endpoint == .deny { return Authorize.deny(request, facts) }
    let ordinals = try transaction.ordinals()
    if endpoint == .allow {
      return Authorize.allow(request, facts, profile: profile, ordinals: ordinals, now: now, ids: &ids)
    }
    return Authorize.show(request, facts, profile: profile, ordinals: ordinals, now: now, ids: &ids)
  }

  private func revoke(
    _ request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction, _ now: Instant
  ) throws -> Decision {
    var isClient = false
    if case .success(let authentication?) = ClientAuthentication.read(request, parameters) {
      isClient = authentication.refusal(of: client) == nil
    }
    let text = parameters["token"] ?? ""
    let refresh = try transaction.refreshToken(text)
    let access = try transaction.accessToken(id: TokenSigner.id(of: text))?.token
    return RevokeTokens.decide(
      authenticated: isClient, grant: refresh?.grant ?? access?.grant, name: refresh?.name ?? access?.name, now: now)
  }

  func user(of request: Request, _ transaction: MockTransaction) throws -> User? {
    guard let session = LogIn.session(of: request), let id = try transaction.user(ofSession: session),
      let user = directory.user(id), user.isActive
    else { return nil }
    return user
  }
}
