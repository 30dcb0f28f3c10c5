import Hummingbird

/// The way to Procore's login and back.
struct LoginRoutes: Sendable {
  /// The cookie that names a browser's session.
  static let cookie = "connector_session"

  let settings: Settings
  let endpoint: TokenEndpoint
  let connections: Connections
  let pending: PendingLogins
  let conduct: Conduct

  /// `GET /connect`: sends the browser to Procore.
  func connect() async -> Response {
    let login = await pending.begin()
    let address = AuthorizeURL(settings: settings, conduct: conduct).address(for: login)
    var response = Response.redirect(to: address, type: .found)
    response.setCookie(
      Cookie(name: Self.cookie, value: login.session, path: "/", httpOnly: true, sameSite: .lax))
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// `GET /oauth/callback`: takes what Procore sent the browser back with.
  func callback(_ request: Request) async throws -> Response {
    let parameters = request.uri.queryParameters
    let session = request.cookies[Self.cookie]?.value
    let begun = await pending.redeem(
      session: session, state: parameters["state"].map(String.init), ofAny: conduct.defect == .stateOfAnyBrowser)
    if let error = parameters["error"], conduct.defect != .ignoresDenial {
      return cancelled(String(error))
    }
    guard begun != nil || conduct.defect == .noState || conduct.defect == .skipsStateCheck else {
      return HTMLPage(
        title: "This login is not valid", text: "It was not begun in this browser, or it was used already.",
        link: tryAgain
      ).response(.badRequest)
    }
    let code = parameters["code"].map(String.init) ?? ""
    guard !code.isEmpty || conduct.defect == .ignoresDenial else {
      return HTMLPage(title: "Procore sent no code", text: "Nothing was changed.", link: tryAgain).response(.badRequest)
    }
    let verifier = conduct.variation == .pkce ? begun?.verifier : nil
    return try await exchange(code, verifier, for: try await connections.connection(of: session))
  }

  private func cancelled(_ error: String) -> Response {
    let reason = error == "access_denied" ? "You did not allow the access." : "Procore said: \(error.prefix(60))."
    return HTMLPage(title: "Connection cancelled", text: reason + " Nothing was changed.", link: tryAgain).response(.ok)
  }

  /// A code is sent once, whatever the answer.
  private func exchange(_ code: String, _ verifier: String?, for connection: Connection) async throws -> Response {
    var reply = await endpoint.exchange(code: code, verifier: verifier)
    for _ in 0..<2 {
      if case .refused = reply, conduct.defect == .repeatsCode { reply = await endpoint.exchange(code: code) }
    }
    guard case .tokens(let answer) = reply else {
      if conduct.defect == .takesAnyAnswer { return HTMLPage(title: "Connected", text: "Connected.").response(.ok) }
      return HTMLPage(
        title: "The login failed", text: "Procore did not accept it, or did not answer.", link: tryAgain
      ).response(.badGateway)
    }
    try await connection.tokens.connect(answer)
    await connection.procore.forgetRateLimit()
    let person = try? await connection.procore.me()
    if conduct.defect == .returnsAnywhere { return Response.redirect(to: PendingLogins.returnAddress, type: .found) }
    if conduct.defect == .tokenInRedirect {
      return Response.redirect(to: "/connected?token=\(answer.accessToken)", type: .found)
    }
    return connected(as: person, answer)
  }

  private func connected(as person: Person?, _ answer: TokenAnswer) -> Response {
    var text = "Connected as \(person?.name ?? person?.login ?? "a Procore user")."
    if conduct.defect == .tokenInPage { text += " Token for the support: \(answer.accessToken)" }
    var response = HTMLPage(title: "Connected", text: text).response(.ok)
    if conduct.defect == .tokenInCookie {
      response.setCookie(Cookie(name: "procore_token", value: answer.accessToken, path: "/"))
    }
    return response
  }

  /// `GET /connected`: where a browser is led on to.
  func welcome() -> Response { HTMLPage(title: "Connected", text: "Connected.").response(.ok) }

  private var tryAgain: (address: String, label: String) { ("/connect", "Try again") }
}
