import Crypto
import Foundation
import MockCore
import MockStore

extension Mock {
  /// Decides on a request to the authorization server.
  func decide(
    _ endpoint: OAuthEndpoint, _ request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction,
    _ now: Instant
  ) throws -> Decision {
    switch endpoint {
    case .token: return try token(request, parameters, transaction, now)
    case .revoke: return try revoke(request, parameters, transaction, now)
    case .tokenInfo: return try describe(request, transaction, now)
    case .showAuthorization, .allow, .deny, .showCode, .logIn, .logOut, .welcome, .showApps, .manageApps: break
    }
    let session = try BrowserSession.id(in: request).flatMap { try transaction.session($0) }
    if endpoint.isForm,
      let refusal = BrowserSession.refusal(
        of: parameters, from: session, operation: endpoint.operation(parameters), profile: profile)
    {
      return refusal
    }
    var decision = try decide(endpoint, request, parameters, session, transaction, now)
    BrowserSession.complete(&decision, for: session, ids: &ids)
    return decision
  }

  // MARK: - Pages

  private func decide(
    _ endpoint: OAuthEndpoint, _ request: Request, _ parameters: RequestParameters, _ session: BrowserSession?,
    _ transaction: MockTransaction, _ now: Instant
  ) throws -> Decision {
    switch endpoint {
    case .logIn:
      let facts = LogIn.Facts(directory: directory, session: session, profile: profile)
      return LogIn.decide(parameters, facts, ids: &ids)
    case .logOut: return LogIn.logOut(session: session)
    case .welcome:
      return Decision(.page(200, .welcome(signedInAs: user(of: session)?.name)), because: .loginShown)
    case .showApps, .manageApps:
      let facts = ManageApps.Facts(directory: directory, user: user(of: session), profile: profile)
      return ManageApps.decide(request, parameters, facts)
    case .showCode:
      let code = try ShowCode.named(by: request).flatMap { try transaction.code($0) }
      return ShowCode.decide(
        request, code: code, try facts(parameters, session, transaction), profile: profile)
    default:
      let facts = try facts(parameters, session, transaction)
      if endpoint == .deny { return Authorize.deny(request, facts, profile: profile) }
      let ordinals = store.ordinals
      return endpoint == .allow
        ? Authorize.allow(request, facts, profile: profile, ordinals: ordinals, now: now, ids: &ids)
        : Authorize.show(request, facts, profile: profile, ordinals: ordinals, now: now, ids: &ids)
    }
  }

  private func facts(
    _ parameters: RequestParameters, _ session: BrowserSession?, _ transaction: MockTransaction
  ) throws -> Authorize.Facts {
    let client = client(parameters["client_id"])
    let user = user(of: session)
    var remembered = false
    if let user, let client { remembered = try transaction.hasGrant(client: client.id, user: user.id) }
    return Authorize.Facts(client: client, user: user, remembered: remembered, people: LogIn.people(directory))
  }

  /// The person who is logged in with a browser.
  func user(of session: BrowserSession?) -> User? {
    guard let user = session?.user.flatMap({ directory.user($0) }), user.isActive else { return nil }
    return user
  }

  // MARK: - Tokens

  private func token(
    _ request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction, _ now: Instant
  ) throws -> Decision {
    let code = try parameters["code"].flatMap { try transaction.code($0) }
    let refreshToken = try parameters["refresh_token"].flatMap { try transaction.refreshToken($0) }
    let facts = TokenEndpoint.Facts(
      client: client(authenticating(request, parameters)?.id), code: code, refreshToken: refreshToken,
      verifierDigest: parameters["code_verifier"].map(Self.digest), ordinals: store.ordinals)
    var decision = TokenEndpoint.decide(request, parameters, facts, profile: profile, now: now, ids: &ids)
    decision.about.user = (code?.user ?? refreshToken?.user).flatMap { directory.user($0)?.login }
    return decision
  }

  private func revoke(
    _ request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction, _ now: Instant
  ) throws -> Decision {
    if let refusal = RevokeTokens.refusal(of: parameters, profile: profile) { return refusal }
    let text = parameters["token"] ?? ""
    let refresh = try transaction.refreshToken(text)
    let access = try transaction.accessToken(id: TokenSigner.id(of: text))?.token
    let presented =
      refresh.map { RevokeTokens.Presented(name: $0.name, grant: $0.grant, client: $0.client) }
      ?? access.map { RevokeTokens.Presented(name: $0.name, grant: $0.grant, client: $0.client) }
    var decision = RevokeTokens.decide(
      presented, from: authenticated(request, parameters), profile: profile, now: now)
    decision.about.user = (refresh?.user ?? access?.user).flatMap { directory.user($0)?.login }
    return decision
  }

  private func describe(_ request: Request, _ transaction: MockTransaction, _ now: Instant) throws -> Decision {
    var token: AccessToken?
    if case .known(let known) = try bearer(request) { token = known }
    var decision = DescribeToken.decide(token: token, profile: profile, now: now)
    decision.about.user = token?.user.flatMap { directory.user($0)?.login }
    return decision
  }

  // MARK: - Clients

  /// The client of that identifier, wherever it belongs.
  func client(_ id: String?) -> Client? { clients.first { $0.id == id } }

  private func authenticating(_ request: Request, _ parameters: RequestParameters) -> ClientAuthentication? {
    guard case .success(let named) = ClientAuthentication.read(request, parameters, profile: profile) else {
      return nil
    }
    return named
  }

  private func authenticated(_ request: Request, _ parameters: RequestParameters) -> Result<Client, Grounds> {
    guard let named = authenticating(request, parameters), let client = client(named.id) else {
      return .failure(.clientUnknown)
    }
    return named.refusal(of: client, in: request.environment).map { .failure($0) } ?? .success(client)
  }

  /// The SHA-256 of a PKCE verifier in base64url without padding (RFC 7636 section 4.2).
  private static func digest(_ verifier: String) -> String {
    TokenSigner.base64URL(Data(SHA256.hash(data: Data(verifier.utf8))))
  }
}
