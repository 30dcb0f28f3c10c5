import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The token endpoint: codes and refresh tokens for access tokens.
struct TokenContractTests {
  private static func basic(_ id: String, _ secret: String) -> String {
    "Basic " + Data("\(id):\(secret)".utf8).base64EncodedString()
  }

  private enum Encoding: CaseIterable { case form, json, multipart }

  private func exchange(
    _ mock: MockUnderTest, _ parameters: [Parameter], _ encoding: Encoding, _ headers: [String: String] = [:]
  ) async throws -> Reply {
    var headers = headers
    var body = FormEncoding.encode(parameters)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    switch encoding {
    case .form: break
    case .json:
      headers["Content-Type"] = "application/json"
      body = JSONValue.object(JSONObject(parameters.map { ($0.name, .string($0.value)) })).encoded()
    case .multipart:
      headers["Content-Type"] = "multipart/form-data; boundary=----9f8e7d"
      body =
        parameters.map {
          "------9f8e7d\r\nContent-Disposition: form-data; name=\"\($0.name)\"\r\n\r\n\($0.value)\r\n"
        }.joined() + "------9f8e7d--\r\n"
    }
    return try await mock.send("POST", "/oauth/token", host: .login, headers: headers, body: body)
  }

  @Test(arguments: Transport.allCases)
  func `a code is redeemed in each encoding, with the secret in the body or in a Basic header`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let app = await mock.mock.app
      for encoding in Encoding.allCases {
        let inBody = try await exchange(mock, await mock.redeeming(try await mock.code()), encoding)
        #expect(inBody.status == 200)
        let bare = await mock.redeeming(try await mock.code(), ["client_id": nil, "client_secret": nil])
        let inHeader = try await exchange(mock, bare, encoding, ["Authorization": Self.basic(app.id, app.secret)])
        #expect(inHeader.status == 200)
        let both = try await exchange(
          mock, await mock.redeeming(try await mock.code()), encoding, ["Authorization": Self.basic(app.id, app.secret)]
        )
        #expect(both.status == 400)
        #expect(both.error == "invalid_request")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `a token answer is what Procore documents`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let reply = try await mock.token(await mock.redeeming(try await mock.code()))
      #expect(reply.status == 200)
      #expect(reply["Content-Type"] == "application/json; charset=utf-8")
      #expect(reply["Cache-Control"] == "no-store")
      #expect(reply["Pragma"] == "no-cache")
      let json = try #require(reply.json?.objectValue)
      #expect(json.keys == ["access_token", "token_type", "expires_in", "refresh_token", "created_at"])
      #expect(json["token_type"] == "bearer")
      #expect(json["expires_in"] == 5400)
      #expect(json["created_at"]?.integerValue == MockUnderTest.start.seconds)
      #expect(json["refresh_token"]?.stringValue?.count == 64)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an access token is a JWT of ES512, far beyond 255 characters, that names the app first`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let pieces = token.split(separator: ".").map(String.init)
      #expect((600...1200).contains(token.count))
      #expect(pieces.count == 3)
      #expect(Self.decoded(pieces[0]) == #"{"typ":"JWT","alg":"ES512"}"#)
      let claims = try #require(JSONParser.parse(Array(Self.decoded(pieces[1]).utf8))?.objectValue)
      #expect(claims.keys.first == "aid")
      #expect(claims["aid"]?.stringValue == (await mock.mock.app.id))
      #expect(claims["exp"]?.integerValue == MockUnderTest.start.seconds + 5400)
    }
  }

  private static func decoded(_ base64URL: String) -> String {
    let padded = base64URL + String(repeating: "=", count: (4 - base64URL.count % 4) % 4)
    let data = Data(base64Encoded: padded.replacing("-", with: "+").replacing("_", with: "/")) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: Transport.allCases)
  func `a token whose bytes were changed is unknown, though it names a known one`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
      let forged = String(token.dropLast(4)) + (token.hasSuffix("AAAA") ? "BBBB" : "AAAA")
      #expect(try await mock.call("/rest/v1.0/me", token: forged).status == 401)
    }
  }

  @Test(arguments: Transport.allCases)
  func `the fifteen-minutes profile says fifteen minutes`(transport: Transport) async throws {
    try await withMock(transport, profile: "fifteen-minutes") { mock in
      let reply = try await mock.token(await mock.redeeming(try await mock.code()))
      #expect(reply.json?["expires_in"] == 900)
      let access = try mock.tokens(in: reply).access
      await mock.mock.advance(by: .seconds(899))
      #expect(try await mock.call("/rest/v1.0/me", token: access).status == 200)
      await mock.mock.advance(by: .seconds(1))
      #expect(try await mock.call("/rest/v1.0/me", token: access).status == 401)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an opaque token works like a signed one`(transport: Transport) async throws {
    try await withMock(transport, knobs: { $0.accessTokenFormat = .opaque }) { mock in
      let token = try await mock.connect().access
      #expect(token.count == 64)
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
      #expect(try await mock.call("/rest/v1.0/me", token: String(token.reversed())).status == 401)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a code is redeemed once, and its second use revokes what the first one brought`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let other = try await mock.connect(as: MockUnderTest.rita)
      let redeeming = await mock.redeeming(try await mock.code())
      let tokens = try mock.tokens(in: try await mock.token(redeeming))
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 200)
      let second = try await mock.token(redeeming)
      #expect(second.status == 400 && second.error == "invalid_grant")
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 401)
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).error == "invalid_grant")
      #expect(try await mock.call("/rest/v1.0/me", token: other.access).status == 200, "nobody else is touched")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a code lives ten minutes`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let first = await mock.redeeming(try await mock.code())
      await mock.mock.advance(by: .seconds(599))
      #expect(try await mock.token(first).status == 200)
      let second = await mock.redeeming(try await mock.code())
      await mock.mock.advance(by: .seconds(600))
      let refused = try await mock.token(second)
      #expect(refused.status == 400 && refused.error == "invalid_grant")
    }
  }

  @Test(arguments: Transport.allCases)
  func `each refresh replaces the token, and the old one is refused`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let first = try await mock.connect()
      let second = try mock.tokens(in: try await mock.token(await mock.refreshing(first.refresh)))
      #expect(second.refresh != first.refresh && second.access != first.access)
      let replay = try await mock.token(await mock.refreshing(first.refresh))
      #expect(replay.status == 400 && replay.error == "invalid_grant")
      let third = try mock.tokens(in: try await mock.token(await mock.refreshing(second.refresh)))
      #expect(third.refresh != second.refresh, "a replay by somebody else does not end the grant")
      for token in [first, second, third] {
        #expect(try await mock.call("/rest/v1.0/me", token: token.access).status == 200)
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `a profile may revoke the old access token at a refresh`(transport: Transport) async throws {
    try await withMock(transport, knobs: { $0.oldAccessTokenAfterRefresh = .revoked }) { mock in
      let first = try await mock.connect()
      let second = try mock.tokens(in: try await mock.token(await mock.refreshing(first.refresh)))
      #expect(try await mock.call("/rest/v1.0/me", token: first.access).status == 401)
      #expect(try await mock.call("/rest/v1.0/me", token: second.access).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an access token lives ninety minutes, and a refresh gives another`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let tokens = try await mock.connect()
      await mock.mock.advance(by: .seconds(89 * 60))
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 200)
      await mock.mock.advance(by: .seconds(2 * 60))
      let expired = try await mock.call("/rest/v1.0/me", token: tokens.access)
      #expect(expired.status == 401)
      #expect(expired["WWW-Authenticate"]?.contains(#"error="invalid_token""#) == true)
      #expect(
        expired.json?["message"]
          == "Your access token has expired, please use your refresh token to obtain a fresh token.")
      #expect(try await mock.mock.exchanges().last?.grounds == .tokenExpired)
      let fresh = try mock.tokens(in: try await mock.token(await mock.refreshing(tokens.refresh)))
      #expect(try await mock.call("/rest/v1.0/me", token: fresh.access).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a slash at the end of an address does not matter, and the API host serves tokens too`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let slash = try await mock.token(await mock.redeeming(try await mock.code()), target: "/oauth/token/")
      #expect(slash.status == 200)
      let refresh = try mock.tokens(in: slash).refresh
      let form = FormEncoding.encode(await mock.refreshing(refresh))
      let onAPI = try await mock.send(
        "POST", "/oauth/token", host: .api, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: form)
      #expect(onAPI.status == 200)
      #expect(try await mock.mock.exchanges().last?.host == .api)
    }
  }
}
