import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Every refusal of the authorization server that these grants reach: status, body and headers, to the character.
struct TokenRefusalContractTests {
  private struct Refusal {
    var status: Int
    var error: String
    var description: String
  }

  private static let invalidClient = Refusal(
    status: 401, error: "invalid_client",
    description:
      """
      Client authentication failed due to unknown client, no client authentication included, or unsupported \
      authentication method.
      """
  )

  private static let invalidGrant = Refusal(
    status: 400, error: "invalid_grant",
    description:
      """
      The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the \
      authorization request, or was issued to another client.
      """
  )

  private static func missing(_ name: String) -> Refusal {
    Refusal(status: 400, error: "invalid_request", description: "Missing required parameter: \(name).")
  }

  private func expect(
    _ reply: Reply, is refusal: Refusal, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(reply.status == refusal.status, sourceLocation: sourceLocation)
    #expect(
      reply.json == ["error": .string(refusal.error), "error_description": .string(refusal.description)],
      sourceLocation: sourceLocation)
    #expect(reply["Content-Type"] == "application/json; charset=utf-8", sourceLocation: sourceLocation)
    #expect(reply["Cache-Control"] == "no-store", sourceLocation: sourceLocation)
    #expect(reply["Pragma"] == "no-cache", sourceLocation: sourceLocation)
    #expect(
      reply["WWW-Authenticate"]
        == "Bearer realm=\"Doorkeeper\", error=\"\(refusal.error)\", error_description=\"\(refusal.description)\"",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: Transport.allCases)
  func `a missing parameter is named`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let code = try await mock.code()
      for name in ["grant_type", "code", "redirect_uri"] {
        expect(try await mock.token(await mock.redeeming(code, [name: nil])), is: Self.missing(name))
      }
      expect(try await mock.token(await mock.refreshing("", [:])), is: Self.missing("refresh_token"))
      expect(try await mock.token([]), is: Self.missing("grant_type"))
      #expect(try await mock.token(await mock.redeeming(code)).status == 200, "and the code is still good")
    }
  }

  @Test(arguments: Transport.allCases)
  func `an unknown grant type is not supported`(transport: Transport) async throws {
    let refusal = Refusal(
      status: 400, error: "unsupported_grant_type",
      description: "The authorization grant type is not supported by the authorization server.")
    try await withMock(transport) { mock in
      for type in ["password", "implicit", "device_code"] {
        expect(try await mock.token(await mock.redeeming("x", ["grant_type": type])), is: refusal)
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `an unknown client, a wrong secret and none at all are one refusal, and the code stays good`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let code = try await mock.code()
      let wrong: [[String: String?]] = [
        ["client_id": "another"], ["client_secret": "wrong"], ["client_secret": nil],
        ["client_id": nil, "client_secret": nil],
      ]
      for changed in wrong {
        expect(try await mock.token(await mock.redeeming(code, changed)), is: Self.invalidClient)
      }
      let header = ["Authorization": "Basic eDp5"]
      let bare = await mock.redeeming(code, ["client_id": nil, "client_secret": nil])
      expect(try await mock.token(bare, headers: header), is: Self.invalidClient)
      #expect(try await mock.token(await mock.redeeming(code)).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a code that is unknown, of another redirect URI, used or expired is one refusal`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      expect(try await mock.token(await mock.redeeming("undefined")), is: Self.invalidGrant)
      let code = try await mock.code()
      let elsewhere = await mock.redeeming(code, ["redirect_uri": MockUnderTest.redirectUri + "/"])
      expect(try await mock.token(elsewhere), is: Self.invalidGrant)
      #expect(try await mock.token(await mock.redeeming(code)).status == 200)
      expect(try await mock.token(await mock.redeeming(code)), is: Self.invalidGrant)
      let late = await mock.redeeming(try await mock.code())
      await mock.mock.advance(by: .seconds(600))
      expect(try await mock.token(late), is: Self.invalidGrant)
      let grounds = try await mock.mock.exchanges().filter { $0.status == 400 }.map(\.grounds)
      #expect(grounds == [.codeUnknown, .redirectUriDiffers, .codeUsed, .codeExpired])
    }
  }

  @Test(arguments: Transport.allCases)
  func `a refresh token that is unknown, replaced or revoked is the same refusal`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      expect(try await mock.token(await mock.refreshing("undefined")), is: Self.invalidGrant)
      let tokens = try await mock.connect()
      let next = try mock.tokens(in: try await mock.token(await mock.refreshing(tokens.refresh)))
      expect(try await mock.token(await mock.refreshing(tokens.refresh)), is: Self.invalidGrant)
      try await mock.mock.apply(.revoke(.refresh, user: nil))
      expect(try await mock.token(await mock.refreshing(next.refresh)), is: Self.invalidGrant)
      let grounds = try await mock.mock.exchanges().filter { $0.status == 400 }.map(\.grounds)
      #expect(grounds == [.refreshTokenUnknown, .refreshTokenReplaced, .refreshTokenRevoked])
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app that may not refresh is told so`(transport: Transport) async throws {
    let refusal = Refusal(
      status: 400, error: "unauthorized_client",
      description: "The client is not authorized to perform this request using this method.")
    try await withMock(transport, world: { $0.apps[0].grants = ["authorization_code"] }) { mock in
      let tokens = try await mock.connect()
      expect(try await mock.token(await mock.refreshing(tokens.refresh)), is: refusal)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a rotated client secret refuses the old one`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      let old = await mock.refreshing(tokens.refresh)
      try await mock.mock.apply(.rotateSecret)
      expect(try await mock.token(old), is: Self.invalidClient)
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a body that cannot be read is an invalid request`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let reply = try await mock.send(
        "POST", "/oauth/token", host: .login, headers: ["Content-Type": "application/json"], body: "{")
      #expect(reply.status == 400 && reply.error == "invalid_request")
    }
  }

  // MARK: Token info and revocation

  private func info(_ mock: MockUnderTest, _ token: String?) async throws -> Reply {
    let headers = token.map { ["Authorization": "Bearer \($0)"] } ?? [:]
    return try await mock.send("GET", "/oauth/token/info", host: .login, headers: headers)
  }

  @Test(arguments: Transport.allCases)
  func `a token is described to its bearer`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      await mock.mock.advance(by: .seconds(400))
      let reply = try await info(mock, tokens.access)
      #expect(reply.status == 200)
      #expect(
        reply.json == [
          "resource_owner_id": 101, "scopes": [], "expires_in_seconds": 5000,
          "application": ["uid": .string(await mock.mock.app.id)],
          "created_at": .integer(MockUnderTest.start.seconds),
        ])
    }
  }

  @Test(arguments: Transport.allCases)
  func `a token that is unknown, expired or revoked is not described`(transport: Transport) async throws {
    func expect(_ reply: Reply, says words: String) {
      #expect(reply.status == 401)
      #expect(
        reply.json == ["error": "invalid_token", "error_description": .string(words), "state": "unauthorized"])
      #expect(
        reply["WWW-Authenticate"]
          == "Bearer realm=\"Doorkeeper\", error=\"invalid_token\", error_description=\"\(words)\"")
    }
    try await withMock(transport) { mock in
      expect(try await info(mock, nil), says: "The access token is invalid")
      expect(try await info(mock, "abc"), says: "The access token is invalid")
      let tokens = try await mock.connect()
      await mock.mock.advance(by: .seconds(5400))
      expect(try await info(mock, tokens.access), says: "The access token expired")
      try await mock.mock.apply(.revoke(.access, user: nil))
      expect(try await info(mock, tokens.access), says: "The access token was revoked")
    }
  }

  private func revoke(_ mock: MockUnderTest, _ token: String, secret: String? = nil) async throws -> Reply {
    let app = await mock.mock.app
    return try await mock.token(
      [
        Parameter("token", token), Parameter("client_id", app.id), Parameter("client_secret", secret ?? app.secret),
      ], target: "/oauth/revoke")
  }

  @Test(arguments: Transport.allCases)
  func `revoking either token of a grant ends both, and an unknown one is answered alike`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      for pick in [\Tokens.access, \Tokens.refresh] as [KeyPath<Tokens, String> & Sendable] {
        let tokens = try await mock.connect()
        let reply = try await revoke(mock, tokens[keyPath: pick])
        #expect(reply.status == 200 && reply.json == [:])
        #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 401)
        #expect(try await mock.token(await mock.refreshing(tokens.refresh)).error == "invalid_grant")
      }
      let unknown = try await revoke(mock, "undefined")
      #expect(unknown.status == 200 && unknown.json == [:])
    }
  }

  @Test(arguments: Transport.allCases)
  func `somebody else may not revoke, and the tokens live on`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      let reply = try await revoke(mock, tokens.refresh, secret: "wrong")
      #expect(reply.status == 403)
      #expect(
        reply.json == [
          "error": "unauthorized_client", "error_description": "You are not authorized to revoke this token",
        ])
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 200)
    }
  }
}
