import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The two tokens of a login.
struct Tokens: Sendable, Equatable {
  var access: String
  var refresh: String
}

extension MockUnderTest {
  static let pat = "pat.admin@granite.example"
  static let rita = "rita.reader@granite.example"
  static let sam = "sam.standard@granite.example"
  static let nina = "nina.none@granite.example"

  static let granite: Int64 = 4001
  static let harbour: Int64 = 598_134_326_177_405
  static let mill: Int64 = 598_134_326_180_122

  /// The parameters of an authorization request.
  func authorization(_ changed: [String: String?] = [:]) async -> [Parameter] {
    let asked = await [
      ("response_type", "code"), ("client_id", mock.app.id), ("redirect_uri", Self.redirectUri),
      ("state", "k3Jx9Qw7Lp2Vn8Rt"),
    ]
    var parameters: [Parameter] = asked.compactMap { name, value in
      guard let change = changed[name] else { return Parameter(name, value) }
      return change.map { Parameter(name, $0) }
    }
    for (name, value) in changed where !asked.contains(where: { $0.0 == name }) {
      if let value { parameters.append(Parameter(name, value)) }
    }
    return parameters
  }

  /// The address of an authorization request.
  func authorize(_ changed: [String: String?] = [:]) async -> String {
    "/oauth/authorize?" + FormEncoding.encode(await authorization(changed))
  }

  /// A code that a person allowed.
  func code(
    as login: String = pat, redirectUri: String = redirectUri, asking changed: [String: String?] = [:],
    in environment: Deployment = .production
  ) async throws -> String {
    let browser = Browser(self, in: environment)
    var reply = try await browser.open(
      await authorize(["redirect_uri": redirectUri].merging(changed) { $1 }))
    reply = try await browser.press(try #require(reply.form(withButton: login)), button: login)
    reply = try await browser.open(try #require(reply.location))
    if reply.status == 200 {
      reply = try await browser.press(try #require(reply.form(withButton: "Allow")), button: "Allow")
    }
    return try #require(reply.query["code"])
  }

  /// Sends parameters to the token endpoint, as a form.
  func token(
    _ parameters: [Parameter], target: String = "/oauth/token", host: MockCore.Host = .login,
    in environment: Deployment = .production, headers: [String: String] = [:]
  ) async throws -> Reply {
    var all = headers
    all["Content-Type"] = "application/x-www-form-urlencoded"
    return try await send(
      "POST", target, host: host, in: environment, headers: all, body: FormEncoding.encode(parameters))
  }

  /// The parameters that redeem a code.
  func redeeming(_ code: String, _ changed: [String: String?] = [:]) async -> [Parameter] {
    let app = await mock.app
    return Self.changing(
      [
        ("grant_type", "authorization_code"), ("client_id", app.id), ("client_secret", app.secret), ("code", code),
        ("redirect_uri", Self.redirectUri),
      ], changed)
  }

  /// The parameters that refresh.
  func refreshing(_ token: String, _ changed: [String: String?] = [:]) async -> [Parameter] {
    let app = await mock.app
    return Self.changing(
      [
        ("grant_type", "refresh_token"), ("client_id", app.id), ("client_secret", app.secret), ("refresh_token", token),
      ], changed)
  }

  private static func changing(_ all: [(String, String)], _ changed: [String: String?]) -> [Parameter] {
    all.compactMap { name, value in
      guard let change = changed[name] else { return Parameter(name, value) }
      return change.map { Parameter(name, $0) }
    }
  }

  /// The tokens of a person who went through the whole login.
  func connect(as login: String = pat) async throws -> Tokens {
    try tokens(in: try await token(await redeeming(try await code(as: login))))
  }

  /// The tokens in an answer.
  func tokens(in reply: Reply) throws -> Tokens {
    #expect(reply.status == 200)
    return Tokens(
      access: try #require(reply.json?["access_token"]?.stringValue),
      refresh: try #require(reply.json?["refresh_token"]?.stringValue))
  }

  /// A call of the API.
  func call(
    _ method: String = "GET", _ target: String, token: String?, company: Int64? = granite, body: JSONValue? = nil
  ) async throws -> Reply {
    var headers: [String: String] = [:]
    if let token { headers["Authorization"] = "Bearer \(token)" }
    if let company { headers["Procore-Company-Id"] = String(company) }
    if body != nil { headers["Content-Type"] = "application/json" }
    return try await send(method, target, headers: headers, body: body?.encoded() ?? "")
  }

  func call(_ target: String, token: String?, company: Int64? = granite) async throws -> Reply {
    try await call("GET", target, token: token, company: company)
  }
}

extension Reply {
  /// The query of the page that a browser is sent to.
  var query: [String: String] {
    guard let location, let mark = location.firstIndex(of: "?") else { return [:] }
    let parameters = FormEncoding.decode(location[location.index(after: mark)...])
    return Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
  }
}
