import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// What else a token request may bring along, the order in which it is looked at, and the knobs that turn it.
struct TokenKnobContractTests {
  private static func basic(_ app: Client) -> [String: String] {
    ["Authorization": "Basic " + Data("\(app.id):\(app.secret)".utf8).base64EncodedString()]
  }

  // MARK: Requests as they occur

  @Test(arguments: Transport.allCases)
  func `a refresh may bring a redirect URI and a dead token in its header`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      await mock.mock.advance(by: .seconds(5400))
      let refreshing = await mock.refreshing(tokens.refresh) + [Parameter("redirect_uri", MockUnderTest.redirectUri)]
      let reply = try await mock.token(refreshing, headers: ["Authorization": "Bearer \(tokens.access)"])
      #expect(reply.status == 200)
      #expect(try await mock.mock.exchanges().last?.grounds == .tokensRefreshed)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a Basic header is taken for every grant and for a revocation`(transport: Transport) async throws {
    try await withMock(transport, world: { $0.apps[0].grants.insert("client_credentials") }) { mock in
      let header = Self.basic(await mock.mock.app)
      let tokens = try await mock.connect()
      let bare: [String: String?] = ["client_id": nil, "client_secret": nil]
      let refreshed = try mock.tokens(
        in: try await mock.token(await mock.refreshing(tokens.refresh, bare), headers: header))
      let service = try await mock.token([Parameter("grant_type", "client_credentials")], headers: header)
      #expect(service.status == 200 && service.json?["refresh_token"] == nil)
      let revoked = try await mock.token(
        [Parameter("token", refreshed.access)], target: "/oauth/revoke", headers: header)
      #expect(revoked.status == 200 && revoked.json == [:])
      #expect(try await mock.call("/rest/v1.0/me", token: refreshed.access).status == 401)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a revocation is read in each encoding, and what cannot be read is refused`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let app = await mock.mock.app
      func revoke(_ type: String, _ body: String) async throws -> Reply {
        try await mock.send("POST", "/oauth/revoke", host: .login, headers: ["Content-Type": type], body: body)
      }
      let json = try await mock.connect()
      let text: JSONValue = [
        "token": .string(json.access), "client_id": .string(app.id), "client_secret": .string(app.secret),
      ]
      #expect(try await revoke("application/json", text.encoded()).json == [:])
      #expect(try await mock.call("/rest/v1.0/me", token: json.access).status == 401)
      let multipart = try await mock.connect()
      let parts = [("token", multipart.access), ("client_id", app.id), ("client_secret", app.secret)].map {
        "--b\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
      }
      #expect(try await revoke("multipart/form-data; boundary=b", parts.joined() + "--b--\r\n").json == [:])
      #expect(try await mock.call("/rest/v1.0/me", token: multipart.access).status == 401)
      for (type, body) in [("application/json", "{"), ("multipart/form-data; boundary=b", "--b"), ("", "a=%zz")] {
        let refused = try await revoke(type, body)
        #expect(refused.status == 400 && refused.error == "invalid_request", "\(type)")
      }
      #expect(try await revoke("application/json", "{}").json == [:], "nothing to revoke is no error")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a token of a service account is as long as that of a person`(transport: Transport) async throws {
    try await withMock(transport, world: { $0.apps[0].grants.insert("client_credentials") }) { mock in
      let reply = try await mock.token(
        [Parameter("grant_type", "client_credentials")], headers: Self.basic(await mock.mock.app))
      let token = try #require(reply.json?["access_token"]?.stringValue)
      #expect((600...1200).contains(token.count))
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app that is disconnected from one company goes on in the other, with the same token`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      try await mock.mock.apply(.uninstallApp(company: 4001))
      #expect(try await mock.call("/rest/v1.0/projects?company_id=4001", token: tokens.access).status == 403)
      #expect(
        try await mock.call("/rest/v1.0/projects?company_id=4002", token: tokens.access, company: 4002).status == 200)
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).status == 200)
    }
  }

  // MARK: The order

  @Test(arguments: Transport.allCases)
  func `of several mistakes with a code the first in Doorkeeper's order is told`(transport: Transport) async throws {
    let second = World.App(
      name: "Second", clientId: "second", clientSecret: "secret of second",
      redirectUris: [Interpolation(literal: MockUnderTest.redirectUri)], grants: ["authorization_code"],
      environment: .production, serviceAccount: nil, installedIn: [])
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    let ways: [(put: [String: String?], grounds: Grounds)] = [
      (["grant_type": nil], .parameterMissing), (["grant_type": "password"], .grantTypeUnsupported),
      (["code": nil], .parameterMissing), (["client_secret": "wrong"], .clientSecretWrong),
      (["client_id": "second", "client_secret": "secret of second"], .codeOfAnotherClient),
      (["redirect_uri": "http://localhost/x"], .redirectUriDiffers), (["code_verifier": "wrong"], .codeVerifierWrong),
      ([:], .codeUsed),
    ]
    try await withMock(transport, profile: "newer-doorkeeper", world: { $0.apps.append(second) }) { mock in
      let challenge: [String: String?] = [
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256",
      ]
      let code = try await mock.code(asking: challenge)
      let right = await mock.redeeming(code) + [Parameter("code_verifier", verifier)]
      #expect(try await mock.token(right).status == 200)
      for first in ways.indices {
        var changed: [String: String?] = [:]
        for way in ways[first...].reversed() { changed.merge(way.put) { $1 } }
        let asked = right.compactMap { parameter -> Parameter? in
          guard let change = changed[parameter.name] else { return parameter }
          return change.map { Parameter(parameter.name, $0) }
        }
        #expect(try await mock.token(asked).status >= 400)
        #expect(try await mock.mock.exchanges().last?.grounds == ways[first].grounds, "\(ways[first].put)")
      }
    }
  }

  // MARK: Knobs

  @Test(arguments: Transport.allCases)
  func `token info has the names of the profile`(transport: Transport) async throws {
    func keys(_ profile: String) async throws -> [String] {
      try await withMock(transport, profile: profile) { mock in
        let headers = ["Authorization": "Bearer \(try await mock.connect().access)"]
        let info = try await mock.send("GET", "/oauth/token/info", host: .login, headers: headers)
        return try #require(info.json?.objectValue?.keys)
      }
    }
    let (application, created) = ("application", "created_at")
    #expect(try await keys("procore") == ["resource_owner_id", "scopes", "expires_in_seconds", application, created])
    #expect(try await keys("newer-doorkeeper") == ["resource_owner_id", "scope", "expires_in", application, created])
  }

  @Test(arguments: Transport.allCases, Profile.UnchangedRefreshToken.allCases)
  func `a refresh token that stays is repeated, or left out and good all the same`(
    transport: Transport, naming: Profile.UnchangedRefreshToken
  ) async throws {
    let knobs: (inout Profile) -> Void = { ($0.refreshRotation, $0.unchangedRefreshToken) = (.none, naming) }
    try await withMock(transport, knobs: knobs) { mock in
      let tokens = try await mock.connect()
      for _ in 1...2 {
        let reply = try await mock.token(await mock.refreshing(tokens.refresh))
        #expect(reply.status == 200)
        #expect(reply.json?["refresh_token"] == (naming == .repeated ? .string(tokens.refresh) : nil))
      }
    }
  }

  @Test(arguments: Transport.allCases, Profile.UnchangedRefreshToken.allCases)
  func `a refresh token that takes the place of another is named in any case`(
    transport: Transport, naming: Profile.UnchangedRefreshToken
  ) async throws {
    try await withMock(transport, knobs: { $0.unchangedRefreshToken = naming }) { mock in
      let tokens = try await mock.connect()
      let renewed = try mock.tokens(in: try await mock.token(await mock.refreshing(tokens.refresh)))
      #expect(renewed.refresh != tokens.refresh)
    }
  }

  @Test(arguments: Transport.allCases, [true, false])
  func `a token answer has the documented members, or one more`(transport: Transport, isUnknown: Bool) async throws {
    try await withMock(transport, knobs: { $0.unknownTokenMember = isUnknown }) { mock in
      let tokens = try await mock.connect()
      let keys = try await mock.token(await mock.refreshing(tokens.refresh)).json?.objectValue?.keys ?? []
      let documented = ["access_token", "token_type", "expires_in", "refresh_token", "created_at"]
      #expect(keys == documented + (isUnknown ? ["region"] : []))
    }
  }

  @Test(arguments: Transport.allCases, [Profile.JSONTokenRequests.accepted, .refused])
  func `a token request in JSON is taken, or its parameters are not seen`(
    transport: Transport, taking: Profile.JSONTokenRequests
  ) async throws {
    try await withMock(transport, knobs: { $0.jsonTokenRequests = taking }) { mock in
      let asked = await mock.redeeming(try await mock.code())
      let json = JSONValue.object(JSONObject(asked.map { ($0.name, .string($0.value)) })).encoded()
      let reply = try await mock.send(
        "POST", "/oauth/token", host: .login, headers: ["Content-Type": "application/json"], body: json)
      #expect(reply.status == (taking == .accepted ? 200 : 400))
      guard taking == .refused else { return }
      #expect(reply.json?["error_description"] == "Missing required parameter: grant_type.")
      #expect(try await mock.token(asked).status == 200, "a form is read, and the code is still good")
    }
  }

  @Test(arguments: Transport.allCases, [Profile.CompaniesWithoutApp.listed, .hidden])
  func `an app that is installed nowhere sees the companies, or none`(
    transport: Transport, shown: Profile.CompaniesWithoutApp
  ) async throws {
    try await withMock(transport, knobs: { $0.companiesWithoutApp = shown }) { mock in
      let token = try await mock.connect().access
      try await mock.mock.apply(.uninstallApp(company: 4001))
      let one = try await mock.call("/rest/v1.0/companies", token: token, company: nil).ids
      #expect(one == [4001, 4002], "it is installed in one of them")
      try await mock.mock.apply(.uninstallApp(company: 4002))
      let none = try await mock.call("/rest/v1.0/companies", token: token, company: nil).ids
      #expect(none == (shown == .listed ? [4001, 4002] : []))
    }
  }

  @Test(arguments: Transport.allCases, ["Doorkeeper", "Procore"])
  func `the realm is that of the profile`(transport: Transport, realm: String) async throws {
    try await withMock(transport, knobs: { $0.realm = realm }) { mock in
      let refused = try await mock.token(await mock.refreshing("undefined"))
      #expect(refused["WWW-Authenticate"]?.hasPrefix("Bearer realm=\"\(realm)\", error=\"invalid_grant\"") == true)
      let info = try await mock.send("GET", "/oauth/token/info", host: .login)
      #expect(info["WWW-Authenticate"]?.hasPrefix("Bearer realm=\"\(realm)\", error=\"invalid_token\"") == true)
    }
  }

  @Test(arguments: Transport.allCases, [60, 600])
  func `a code lives as long as the profile says`(transport: Transport, seconds: Int) async throws {
    try await withMock(transport, knobs: { $0.codeLifetime = .seconds(seconds) }) { mock in
      let inTime = await mock.redeeming(try await mock.code())
      await mock.mock.advance(by: .seconds(seconds) - .milliseconds(1))
      #expect(try await mock.token(inTime).status == 200)
      let late = await mock.redeeming(try await mock.code(as: MockUnderTest.rita))
      await mock.mock.advance(by: .seconds(seconds))
      #expect(try await mock.token(late).error == "invalid_grant")
    }
  }

  private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  private static let challenge: [String: String?] = [
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256",
  ]

  /// The statuses without a verifier, with a wrong one and with the right one, each for a code of its own.
  private func redemptions(_ pkce: Profile.PKCE, _ transport: Transport) async throws -> [Int] {
    try await withMock(transport, knobs: { $0.pkce = pkce }) { mock in
      var statuses: [Int] = []
      for verifier in [nil, "wrong", Self.verifier] {
        let more = verifier.map { [Parameter("code_verifier", $0)] } ?? []
        let redeeming = await mock.redeeming(try await mock.code(asking: Self.challenge))
        statuses.append(try await mock.token(redeeming + more).status)
      }
      return statuses
    }
  }

  @Test(arguments: Transport.allCases)
  func `a challenge is ignored, looked at where a verifier comes, or insisted on`(transport: Transport) async throws {
    #expect(try await redemptions(.ignored, transport) == [200, 200, 200])
    #expect(try await redemptions(.accepted, transport) == [200, 400, 200])
    #expect(try await redemptions(.verified, transport) == [400, 400, 200])
    #expect(try await redemptions(.required, transport) == [400, 400, 200])
  }
}
