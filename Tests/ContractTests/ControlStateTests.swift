import Crypto
import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Time, tokens, people and rights, the app and the key of a sandbox, over HTTP.
@Suite(.timeLimit(.minutes(5))) struct ControlStateTests {
  private static let path = "/sandboxes/default"

  // MARK: - The clock

  @Test func `the clock is read and moved`() async throws {
    try await ControlUnderTest.run { control async throws in
      let shown = try await control.send("GET", Self.path + "/clock").json
      #expect(shown?["now"] == .string(MockUnderTest.start.rfc3339) && shown?["advanced"] == "0s")
      #expect(try await control.send("POST", Self.path + "/clock", ["by": "91m"]).json?["advanced"] == "1h31m")
      #expect(try await control.send("POST", Self.path + "/clock", "1s").json?["advanced"] == "1h31m1s")
      let moved = try await control.send("POST", Self.path + "/clock", ["to": "2027-01-01T00:00:00Z"])
      #expect(moved.json?["now"] == "2027-01-01T00:00:00Z")
      #expect(try await control.mock().mock.now.rfc3339 == "2027-01-01T00:00:00Z")
      let expired = try await control.mock()
      let tokens = try await expired.connect()
      #expect(try await expired.call("/rest/v1.0/me", token: tokens.access).status == 200)
      #expect(
        try await control.send("POST", Self.path + "/clock", ["until": "access-token-expired"]).status == 200)
      #expect(try await expired.call("/rest/v1.0/me", token: tokens.access).status == 401)
    }
  }

  @Test func `a clock that cannot be moved so stays where it is`() async throws {
    try await ControlUnderTest.run { control async throws in
      let clock = Self.path + "/clock"
      #expect(try await control.refusal("POST", clock, ["to": "2001-01-01T00:00:00Z"]) == "409 clock-not-moved")
      #expect(try await control.refusal("POST", clock, ["until": "access-token-expired"]) == "409 clock-not-moved")
      #expect(try await control.refusal("POST", clock, ["until": "code-expired"]) == "409 clock-not-moved")
      #expect(try await control.refusal("POST", clock, ["by": "90"]) == "422 invalid-body")
      #expect(try await control.refusal("POST", clock, [:]) == "422 invalid-body")
      #expect(try await control.refusal("POST", clock, ["to": "9999-12-31T00:00:00Z"]) == "409 clock-not-moved")
      #expect(try await control.refusal("GET", "/sandboxes/none/clock") == "404 unknown-sandbox")
      #expect(try await control.send("GET", clock).json?["advanced"] == "0s")
    }
  }

  // MARK: - Tokens

  @Test func `tokens are listed by their order, and their texts are not`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let tokens = try await mock.connect(as: MockUnderTest.rita)
      let renewed = try mock.tokens(in: try await mock.token(await mock.refreshing(tokens.refresh)))
      let reply = try await control.send("GET", Self.path + "/tokens")
      let all = try #require(reply.json?["tokens"]?.arrayValue)
      #expect(all.compactMap { $0["name"]?.stringValue } == ["access#1", "access#2", "refresh#1", "refresh#2"])
      #expect(all.compactMap { $0["state"]?.stringValue } == ["active", "active", "replaced", "active"])
      #expect(all.allSatisfy { $0["user"] == .string(MockUnderTest.rita) && $0["grant"] == 1 })
      for text in [tokens.access, tokens.refresh, renewed.access, renewed.refresh] {
        #expect(!reply.text.contains(text))
      }
    }
  }

  @Test func `an access token expires or is revoked alone`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let (pat, rita) = (try await mock.connect(), try await mock.connect(as: MockUnderTest.rita))
      let expired = try await control.send("POST", Self.path + "/tokens/access-1/expire")
      #expect(expired.json?["state"] == "expired" && expired.json?["name"] == "access#1")
      #expect(try await mock.call("/rest/v1.0/me", token: pat.access).status == 401)
      #expect(try await mock.call("/rest/v1.0/me", token: rita.access).status == 200)
      #expect(
        try await control.send("POST", Self.path + "/tokens/access%232/revoke").json?["state"] == "revoked")
      #expect(try await mock.call("/rest/v1.0/me", token: rita.access).status == 401)
      #expect(try await mock.mock.exchanges().suffix(1).map(\.grounds) == [.tokenRevoked])
      #expect(try await mock.token(await mock.refreshing(rita.refresh)).status == 200)
    }
  }

  @Test func `a refresh token is revoked, and cannot expire`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let tokens = try await mock.connect()
      #expect(try await control.refusal("POST", Self.path + "/tokens/refresh-1/expire") == "409 no-expiry")
      #expect(try await control.send("POST", Self.path + "/tokens/refresh-1/revoke").json?["state"] == "revoked")
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).error == "invalid_grant")
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 200)
      #expect(try await control.send("GET", Self.path + "/tokens/refresh-1").json?["state"] == "revoked")
    }
  }

  @Test(arguments: ["access-1", "access-0", "code-1", "access", "x"])
  func `a token that was not issued is unknown`(_ token: String) async throws {
    try await ControlUnderTest.run { control async throws in
      #expect(try await control.refusal("GET", Self.path + "/tokens/" + token) == "404 unknown-token")
      #expect(try await control.refusal("POST", Self.path + "/tokens/\(token)/revoke") == "404 unknown-token")
    }
  }

  // MARK: - People, rights and the app

  @Test func `a level that is taken brings 403, and one that is given back does not`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let rita = try await mock.connect(as: MockUnderTest.rita)
      let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      #expect(try await mock.call(rfis, token: rita.access).status == 200)
      func set(_ level: JSONValue) async throws -> JSONValue? {
        let change: JSONValue = [
          "setLevel": [
            "user": .string(MockUnderTest.rita), "tool": "RFIs", "level": level, "project": "Harbour House",
          ]
        ]
        return try await control.send("POST", Self.path + "/world", change).json
      }
      #expect(try await set("none") == ["touched": 1])
      #expect(try await set("none") == ["touched": 0])
      #expect(try await mock.call(rfis, token: rita.access).status == 403)
      let levels = try await control.send("GET", Self.path + "/world").json?["users"]?[1]?["projects"]?[0]?["levels"]
      #expect(levels?["RFIs"] == "none")
      #expect(try await set("readOnly") == ["touched": 1])
      #expect(try await mock.call(rfis, token: rita.access).status == 200)
    }
  }

  @Test func `the app is uninstalled, installed, and gets another secret`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let tokens = try await mock.connect()
      let projects = "/rest/v1.0/projects?company_id=4001"
      func change(_ change: JSONValue) async throws -> JSONValue? {
        try await control.send("POST", Self.path + "/world", change).json
      }
      #expect(try await mock.call(projects, token: tokens.access).status == 200)
      #expect(try await change(["uninstallApp": ["company": 4001]]) == ["touched": 1])
      #expect(try await mock.call(projects, token: tokens.access).status == 403)
      #expect(try await control.send("GET", Self.path + "/world").json?["companies"]?[0]?["appInstalled"] == false)
      #expect(try await change(["installApp": ["company": 4001]]) == ["touched": 1])
      #expect(try await mock.call(projects, token: tokens.access).status == 200)
      let old = await mock.mock.app.secret
      let secret = try await change(["rotateSecret": true])?["clientSecret"]?.stringValue
      #expect(secret != nil && secret != old)
      #expect(await mock.mock.app.secret == secret)
      let refused = try await mock.token(await mock.refreshing(tokens.refresh, ["client_secret": old]))
      #expect(refused.error == "invalid_client")
      #expect(try await mock.token(await mock.refreshing(tokens.refresh)).status == 200)
    }
  }

  @Test func `a record is hidden, tokens are revoked and expire, and knobs are turned`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let rita = try await mock.connect(as: MockUnderTest.rita)
      let world = Self.path + "/world"
      let ids = try await mock.call("/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis", token: rita.access).ids
      // A record that nobody but its creator and administrators see when it is private; others are assigned to Rita.
      let hidden: Int64 = 598_134_326_190_001
      #expect(
        try await control.send("POST", world, ["hide": ["collection": "rfis", "id": .integer(hidden)]]).json
          == ["touched": 1])
      let left = try await mock.call("/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis", token: rita.access).ids
      #expect(ids.contains(hidden) && left == ids.filter { $0 != hidden })
      #expect(
        try await control.refusal("POST", world, ["hide": ["collection": "rfis", "id": 1]]) == "422 unknown-record")
      #expect(try await control.send("POST", world, ["expire": "access"]).json == ["touched": 1])
      #expect(try await mock.call("/rest/v1.0/me", token: rita.access).status == 401)
      #expect(try await control.send("POST", world, ["profile": ["accessTokenLifetime": "1m"]]).json == ["touched": 1])
      let renewed = try await mock.token(await mock.refreshing(rita.refresh))
      #expect(renewed.json?["expires_in"] == 60)
      #expect(try await control.send("POST", world, ["revoke": "both"]).json?["touched"] == 4)
    }
  }

  @Test func `a change that is none is told where it is wrong`() async throws {
    try await ControlUnderTest.run { control async throws in
      let reply = try await control.send("POST", Self.path + "/world", ["disableUser": "pat.admn@granite.example"])
      #expect(reply.status == 422)
      #expect(reply.json?["hint"] == "did you mean \"pat.admin@granite.example\"?")
      #expect(reply.json?["diagnostics"]?[0]?["pointer"] == "/disableUser")
      #expect(try await control.refusal("POST", Self.path + "/world", ["forbid": "read"]) == "422 invalid-body")
      #expect(try await control.refusal("POST", Self.path + "/world", [:]) == "422 invalid-body")
    }
  }

  // MARK: - The key

  @Test func `an access token is checked with the key of the set`() async throws {
    try await ControlUnderTest.run { control async throws in
      let other = try await control.open()
      let token = try await other.connect().access
      let reply = try await control.send("GET", Self.path + "/jwks.json")
      #expect(reply["Content-Type"] == "application/jwk-set+json")
      let key = try #require(reply.json?["keys"]?[0])
      #expect(key["kty"] == "EC" && key["crv"] == "P-521" && key["alg"] == "ES512" && key["d"] == nil)
      let point = try Data([4]) + Self.bytes(key["x"]) + Self.bytes(key["y"])
      let parts = token.split(separator: ".")
      let signature = try P521.Signing.ECDSASignature(
        rawRepresentation: try Self.bytes(.string(String(parts[2]))))
      let publicKey = try P521.Signing.PublicKey(x963Representation: point)
      #expect(publicKey.isValidSignature(signature, for: Data(parts[0...1].joined(separator: ".").utf8)))
      #expect(!publicKey.isValidSignature(signature, for: Data("\(parts[0]).e30".utf8)))
    }
  }

  private static func bytes(_ text: JSONValue?) throws -> Data {
    let text = try #require(text?.stringValue).replacing("-", with: "+").replacing("_", with: "/")
    return try #require(Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)))
  }
}
