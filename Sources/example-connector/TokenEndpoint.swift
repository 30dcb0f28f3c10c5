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
  let defect: Defect?

  func exchange(code: String) async -> TokenReply {
    await token([
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirectURI),
    ])
  }

  func refresh(_ refreshToken: String) async -> TokenReply {
    await token([("grant_type", "refresh_token"), ("refresh_token", refreshToken)])
  }

  /// Whether Procore confirmed that the token is revoked.
  func revoke(_ token: String) async -> Bool {
    let request = post("/oauth/revoke", [("token", token)] + credentials)
    guard let answer = try? await transport.send(request, upTo: Self.limit) else { return false }
    return answer.status == 200
  }

  private static let limit = 64_000

  private var credentials: [(String, String)] {
    [("client_id", settings.clientID), ("client_secret", settings.clientSecret)]
  }

  private func token(_ fields: [(String, String)]) async -> TokenReply {
    var request = post("/oauth/token", fields + credentials)
    if defect == .secretInURL {
      request.url += "?" + formEncoded(fields + credentials)
      request.body = nil
    }
    guard let answer = try? await transport.send(request, upTo: Self.limit) else { return .lost }
    if defect == .logsToken { Journal.line("debug: token answer \(String(decoding: answer.body, as: UTF8.self))") }
    switch answer.status {
    case 200...299: return TokenAnswer(answer.body).map(TokenReply.tokens) ?? .lost
    case 400...499: return .refused(code: try? JSONDecoder().decode(TokenError.self, from: answer.body).error)
    default: return .serverError
    }
  }

  private func post(_ path: String, _ fields: [(String, String)]) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: settings.loginURL + path)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "Accept", value: "application/json")
    request.body = .bytes(Data(formEncoded(fields).utf8))
    return request
  }
}
