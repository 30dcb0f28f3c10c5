import Hummingbird

/// The way to Procore's login and back.
struct LoginRoutes: Sendable {
  /// The cookie that names a browser's session.
  static let cookie = "connector_session"

  let settings: Settings
  let endpoint: TokenEndpoint
  let connections: Connections
  let pending: PendingLogins
  let defect: Defect?

  /// `GET /connect`: sends the browser to Procore.
  func connect() async -> Response {
    let login = await pending.begin()
    var query = [
      ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirectURI),
    ]
    if defect != .noState { query.append(("state", login.state)) }
    var response = Response.redirect(
      to: settings.loginURL + "/oauth/authorize?" + formEncoded(query), type: .found)
    response.setCookie(
      Cookie(name: Self.cookie, value: login.session, path: "/", httpOnly: true, sameSite: .lax))
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// `GET /oauth/callback`: takes what Procore sent the browser back with.
  func callback(_ request: Request) async throws -> Response {
    let parameters = request.uri.queryParameters
    let session = request.cookies[Self.cookie]?.value
    let isOurs = await pending.redeem(
      session: session, state: parameters["state"].map(String.init), ofAny: defect == .stateOfAnyBrowser)
    if let error = parameters["error"], defect != .ignoresDenial {
      return cancelled(String(error))
    }
    guard isOurs || defect == .noState || defect == .skipsStateCheck else {
      return HTMLPage(
        title: "This login is not valid", text: "It was not begun in this browser, or it was used already.",
        link: tryAgain
      ).response(.badRequest)
    }
    let code = parameters["code"].map(String.init) ?? ""
    guard !code.isEmpty || defect == .ignoresDenial else {
      return HTMLPage(title: "Procore sent no code", text: "Nothing was changed.", link: tryAgain).response(.badRequest)
    }
    return try await exchange(code, for: try await connections.connection(of: session))
  }

  private func cancelled(_ error: String) -> Response {
    let reason = error == "access_denied" ? "You did not allow the access." : "Procore said: \(error.prefix(60))."
    return HTMLPage(title: "Connection cancelled", text: reason + " Nothing was changed.", link: tryAgain).response(.ok)
  }

  /// A code is sent once, whatever the answer.
  private func exchange(_ code: String, for connection: Connection) async throws -> Response {
    var reply = await endpoint.exchange(code: code)
    for _ in 0..<2 {
      if case .refused = reply, defect == .repeatsCode { reply = await endpoint.exchange(code: code) }
    }
    guard case .tokens(let answer) = reply else {
      if defect == .takesAnyAnswer { return HTMLPage(title: "Connected", text: "Connected.").response(.ok) }
      return HTMLPage(
        title: "The login failed", text: "Procore did not accept it, or did not answer.", link: tryAgain
      ).response(.badGateway)
    }
    try await connection.tokens.connect(answer)
    await connection.procore.forgetRateLimit()
    let person = try? await connection.procore.me()
    return HTMLPage(title: "Connected", text: "Connected as \(person?.name ?? person?.login ?? "a Procore user").")
      .response(.ok)
  }

  private var tryAgain: (address: String, label: String) { ("/connect", "Try again") }
}
