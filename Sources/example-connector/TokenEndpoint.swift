import AsyncHTTPClient
import Foundation

/// What came back from the token endpoint.
enum TokenReply: Sendable {
  case tokens(TokenAnswer)
  /// A status of 4xx, with the error code where the body names one.
  case refused(code: String?)
  /// A status of 5xx, or another one that says nothing about the grant.
  case serverError
  /// Nothing came back, or nothing readable: the server may have acted or not.
  case lost
}

/// Procore's OAuth endpoints, called with the app's credentials.
struct TokenEndpoint: Sendable {
  let settings: Settings
  let transport: Transport
  let conduct: Conduct

  /// - Parameter verifier: the secret of the login (RFC 7636 section 4.5); nil without PKCE.
  func exchange(code: String, verifier: String? = nil) async -> TokenReply {
    var fields = [("grant_type", "authorization_code"), ("code", code)]
    if conduct.defect != .noRedirectURIInExchange { fields.append(("redirect_uri", redirectURI)) }
    if let verifier { fields.append(("code_verifier", verifier)) }
    return await token(fields + client.fields())
  }

  func refresh(_ refreshToken: String) async -> TokenReply {
    var fields = [("grant_type", "refresh_token"), ("refresh_token", refreshToken)]
    if conduct.variation == .redirectURIOnRefresh { fields.append(("redirect_uri", settings.redirectURI)) }
    return await token(fields + client.fields(refresh: true))
  }

  /// Whether Procore confirmed that the token is revoked.
  func revoke(_ token: String) async -> Bool {
    let request = post("/oauth/revoke", [("token", token)] + client.fields())
    guard let answer = try? await transport.send(request, upTo: Self.limit) else { return false }
    return answer.status == 200
  }

  private static let limit = 64_000

  private var client: ClientAuthentication { ClientAuthentication(settings: settings, conduct: conduct) }

  private var redirectURI: String {
    conduct.defect == .redirectURIOnOtherHost
      ? settings.redirectURI.replacing("localhost", with: "127.0.0.1") : settings.redirectURI
  }

  private func token(_ fields: [(String, String)]) async -> TokenReply {
    var request = post("/oauth/token", fields)
    if conduct.defect == .secretInURL {
      request.url += "?" + formEncoded(fields)
      request.body = nil
    }
    guard let answer = try? await transport.send(request, upTo: Self.limit) else { return .lost }
    if conduct.defect == .logsToken { Journal.line("debug: token answer \(answer.text)") }
    if conduct.defect == .tokenInLogFile { Journal.append(answer.text, to: settings.dataDirectory + "/debug.log") }
    switch answer.status {
    case 200...299: return tokens(answer)
    case 400...499: return .refused(code: try? JSONDecoder().decode(TokenError.self, from: answer.body).error)
    default:
      if conduct.defect == .crashesOnStrangeAnswer, !answer.isJSON { Journal.collapse("token answer") }
      return .serverError
    }
  }

  private func tokens(_ answer: Answer) -> TokenReply {
    guard let tokens = TokenAnswer(answer.body) else {
      if conduct.defect == .crashesOnStrangeAnswer { Journal.collapse("token answer") }
      return .lost
    }
    if conduct.defect == .takesKnownMembersAlone, !TokenAnswer.knowsAllMembers(of: answer.body) { return .lost }
    if conduct.defect == .expectsCapitalBearer, tokens.type != "Bearer" { return .lost }
    if conduct.defect == .expectsSignedToken, tokens.accessToken.split(separator: ".").count != 3 { return .lost }
    return .tokens(tokens)
  }

  private func post(_ path: String, _ fields: [(String, String)]) -> HTTPClientRequest {
    let host = conduct.defect == .oauthOnAPIHost ? settings.apiURL : settings.loginURL
    var request = HTTPClientRequest(url: host + path)
    request.method = .POST
    request.headers.add(name: "Accept", value: "application/json")
    if let header = client.header { request.headers.add(name: "Authorization", value: header) }
    if conduct.variation == .jsonTokenRequests,
      let body = try? JSONEncoder().encode(Dictionary(fields) { _, last in last })
    {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(body)
      return request
    }
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(Data(formEncoded(fields).utf8))
    return request
  }
}
