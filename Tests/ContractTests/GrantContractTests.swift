import Foundation
import Crypto
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Service accounts, several apps, two environments, PKCE, and who signed a token.
struct GrantContractTests {
  private static func app(
    _ id: String, environment: Deployment = .production, grants: Set<String> = ["authorization_code"],
    serviceAccount: Int64? = nil, installedIn: [Int64] = []
  ) -> World.App {
    World.App(
      name: "App \(id)", clientId: id, clientSecret: "secret of \(id)",
      redirectUris: [Interpolation(literal: MockUnderTest.redirectUri)], grants: grants, environment: environment,
      serviceAccount: serviceAccount, installedIn: installedIn)
  }

  private static func add(_ app: World.App, to world: inout World) {
    world.apps.append(app)
    world.directory.installedElsewhere[app.clientId] = Set(app.installedIn)
  }

  private func service(_ id: String, _ more: [Parameter] = []) -> [Parameter] {
    [
      Parameter("grant_type", "client_credentials"), Parameter("client_id", id),
      Parameter("client_secret", "secret of \(id)"),
    ] + more
  }

  // MARK: Service accounts

  @Test(arguments: Transport.allCases)
  func `an app that acts for itself has the rights of its account, and names the company in every call`(
    transport: Transport
  ) async throws {
    let app = Self.app("svc", grants: ["client_credentials"], serviceAccount: 101, installedIn: [4001])
    try await withMock(transport, world: { Self.add(app, to: &$0) }) { mock in
      let reply = try await mock.token(service("svc"))
      #expect(reply.status == 200)
      #expect(reply.json?.objectValue?.keys == ["access_token", "token_type", "expires_in", "created_at"])
      let token = try #require(reply.json?["access_token"]?.stringValue)
      let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      #expect(try await mock.call(rfis, token: token).status == 200)
      #expect(try await mock.call("/rest/v1.0/me", token: token).json?["id"] == 101)
      #expect(try await mock.call("/rest/v1.0/me", token: token, company: nil).status == 404)
      let info = try await mock.send(
        "GET", "/oauth/token/info", host: .login, headers: ["Authorization": "Bearer \(token)"])
      #expect(info.json?["resource_owner_id"] == .null)
      let again = try await mock.token(service("svc"))
      #expect(again.json?["access_token"]?.stringValue != token)
      #expect(try await mock.call(rfis, token: token).status == 200, "the first one lives on")
      #expect(try await mock.mock.exchanges().first?.operation == "oauth.clientCredentials")
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app that may not act for itself, or has no account, gets nowhere`(transport: Transport) async throws {
    let app = Self.app("svc", grants: ["client_credentials"])
    try await withMock(transport, world: { Self.add(app, to: &$0) }) { mock in
      let known = await mock.mock.app
      let refused = try await mock.token([
        Parameter("grant_type", "client_credentials"), Parameter("client_id", known.id),
        Parameter("client_secret", known.secret),
      ])
      #expect(refused.status == 400 && refused.error == "unauthorized_client")
      let token = try #require(try await mock.token(service("svc")).json?["access_token"]?.stringValue)
      #expect(try await mock.call("/rest/v1.0/companies", token: token).status == 401)
      let scoped = try await mock.token(service("svc", [Parameter("scope", "read")]))
      #expect(scoped.status == 400 && scoped.error == "invalid_scope")
    }
  }

  // MARK: Several apps

  @Test(arguments: Transport.allCases)
  func `codes, tokens and installations of one app are nothing to another`(transport: Transport) async throws {
    let app = Self.app("second", grants: ["authorization_code", "refresh_token"])
    try await withMock(transport, world: { Self.add(app, to: &$0) }) { mock in
      let mine: [String: String?] = ["client_id": "second", "client_secret": "secret of second"]
      let code = try await mock.code(asking: ["client_id": "second"])
      let stolen = try await mock.token(await mock.redeeming(code))
      #expect(stolen.status == 400 && stolen.error == "invalid_grant")
      let tokens = try mock.tokens(in: try await mock.token(await mock.redeeming(code, mine)))
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).error == "invalid_grant")
      let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      let foreign = try await mock.call(rfis, token: tokens.access)
      #expect(foreign.status == 403 && foreign.json == ["errors": ["App is not connected to this company."]])
      #expect(try await mock.call(rfis, token: try await mock.connect().access).status == 200)
      let known = await mock.mock.app
      let revoked = try await mock.token(
        [
          Parameter("token", tokens.access), Parameter("client_id", known.id),
          Parameter("client_secret", known.secret),
        ], target: "/oauth/revoke")
      #expect(revoked.status == 403 && revoked.error == "unauthorized_client")
      #expect(try await mock.token(await mock.refreshing(tokens.refresh, mine)).status == 200)
      let grounds = try await mock.mock.exchanges().map(\.grounds)
      for one in [Grounds.codeOfAnotherClient, .refreshTokenOfAnotherClient, .tokenOfAnotherClient] {
        #expect(grounds.contains(one))
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `consent that was given to one app is asked for by another`(transport: Transport) async throws {
    try await withMock(transport, world: { Self.add(Self.app("second"), to: &$0) }) { mock in
      let browser = Browser(mock)
      let page = try await browser.open(await mock.authorize())
      let back = try await browser.press(
        try #require(page.form(withButton: MockUnderTest.pat)), button: MockUnderTest.pat)
      let consent = try await browser.open(try #require(back.location))
      let allowed = try await browser.press(try #require(consent.form(withButton: "Allow")), button: "Allow")
      _ = try await mock.token(await mock.redeeming(try #require(allowed.query["code"])))
      #expect(try await browser.open(await mock.authorize()).status == 302)
      let other = try await browser.open(await mock.authorize(["client_id": "second"]))
      #expect(other.status == 200 && other.text.contains("Allow App second to use your account?"))
    }
  }

  // MARK: Two environments

  @Test(arguments: Transport.allCases)
  func `credentials and tokens of the sandbox are good there and nowhere else`(transport: Transport) async throws {
    let app = Self.app(
      "sandboxed", environment: .sandbox, grants: ["authorization_code", "refresh_token"], installedIn: [4001])
    try await withMock(transport, world: { Self.add(app, to: &$0) }) { mock in
      let sandboxed: [String: String?] = ["client_id": "sandboxed", "client_secret": "secret of sandboxed"]
      let page = try await Browser(mock).open(await mock.authorize(["client_id": "sandboxed"]))
      #expect(page.status == 401 && page.text.contains("Client authentication failed due to unknown client"))
      #expect(try await Browser(mock, in: .sandbox).open(await mock.authorize()).status == 401)
      let code = try await mock.code(asking: ["client_id": "sandboxed"], in: .sandbox)
      let redeeming = await mock.redeeming(code, sandboxed)
      let elsewhere = try await mock.token(redeeming)
      #expect(elsewhere.status == 401 && elsewhere.error == "invalid_client")
      let tokens = try mock.tokens(in: try await mock.token(redeeming, in: .sandbox))
      let headers = ["Authorization": "Bearer \(tokens.access)"]
      #expect(try await mock.send("GET", "/rest/v1.0/me", headers: headers).status == 401)
      #expect(try await mock.send("GET", "/rest/v1.0/me", in: .sandbox, headers: headers).status == 200)
      #expect(try await mock.send("GET", "/oauth/token/info", host: .login, headers: headers).status == 401)
      let last = try await mock.mock.exchanges().map { ($0.environment, $0.grounds) }.suffix(3)
      #expect(last.map(\.0) == [nil, .sandbox, nil])
      #expect(try await mock.mock.exchanges().contains { $0.grounds == .clientOfAnotherEnvironment })
    }
  }

  @Test func `a world without sandbox credentials has no sandbox hosts`() async throws {
    try await withMock(.socket) { #expect($0.listeners?.sandbox == nil) }
  }

  // MARK: PKCE

  private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  private static let challenge: [String: String?] = [
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256",
  ]

  @Test(arguments: Transport.allCases)
  func `a code is redeemed by who holds the verifier`(transport: Transport) async throws {
    try await withMock(transport, profile: "pkce-required") { mock in
      let bare = try await Browser(mock).open(await mock.authorize())
      #expect(bare.status == 400 && bare.text.contains("Code challenge is required."))
      let code = try await mock.code(asking: Self.challenge)
      let missing = try await mock.token(await mock.redeeming(code))
      #expect(missing.json?["error_description"] == "Missing required parameter: code_verifier.")
      func redeeming(_ verifier: String) async -> [Parameter] {
        await mock.redeeming(code) + [Parameter("code_verifier", verifier)]
      }
      #expect(try await mock.token(await redeeming("wrong")).error == "invalid_grant")
      #expect(try await mock.token(await redeeming(Self.verifier)).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `where challenges are ignored, nobody asks for a verifier`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let code = try await mock.code(asking: Self.challenge)
      #expect(try await mock.token(await mock.redeeming(code) + [Parameter("code_verifier", "x")]).status == 200)
    }
  }

  // MARK: Signatures

  @Test(arguments: Transport.allCases)
  func `anybody can check a token with the public key`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let pieces = token.split(separator: ".").map(String.init)
      let signature = try P521.Signing.ECDSASignature(rawRepresentation: try #require(Self.data(pieces[2])))
      let key = try P521.Signing.PublicKey(pemRepresentation: mock.mock.signer.publicKeyPEM)
      #expect(key.isValidSignature(signature, for: Data((pieces[0] + "." + pieces[1]).utf8)))
      #expect(!key.isValidSignature(signature, for: Data((pieces[0] + ".e30").utf8)))
      let jwk = mock.mock.signer.publicKeyJWK
      let coordinates = try ["x", "y"].flatMap { [UInt8](try #require(Self.data(jwk[$0]?.stringValue ?? ""))) }
      #expect(Data(coordinates) == key.rawRepresentation)
    }
  }

  private static func data(_ base64URL: String) -> Data? {
    let padded = base64URL + String(repeating: "=", count: (4 - base64URL.count % 4) % 4)
    return Data(base64Encoded: padded.replacing("-", with: "+").replacing("_", with: "/"))
  }
}
