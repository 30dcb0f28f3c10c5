import JSONSource
import MockCore
import NIOCore
import NIOPosix
import Testing

@testable import MockServer

/// Sandboxes: opened, shown, isolated from one another, taken back to their world, and closed.
@Suite(.timeLimit(.minutes(5))) struct ControlSandboxTests {
  @Test func `a sandbox comes with all that is needed to use it, and is listed`() async throws {
    try await ControlUnderTest.run { control async throws in
      let order: JSONValue = [
        "id": "a-1", "world": "two-companies", "profile": "fifteen-minutes", "seed": 9,
        "redirectUri": "http://localhost:4101/back",
      ]
      let reply = try await control.send("POST", "/sandboxes", order)
      #expect(reply.status == 201, "\(reply.text)")
      #expect(reply["Location"] == control.url + "/sandboxes/a-1")
      let sandbox = try #require(reply.json)
      #expect(sandbox["profile"] == "fifteen-minutes" && sandbox["seed"] == 9 && sandbox["world"] == "two-companies")
      #expect(sandbox["app"]?["redirectUris"] == ["http://localhost:4101/back"])
      #expect(sandbox["app"]?["clientSecret"]?.stringValue?.isEmpty == false)
      #expect(sandbox["users"]?[0]?["login"] == .string(MockUnderTest.pat))
      #expect(sandbox["now"] == .string(MockUnderTest.start.rfc3339))
      let mock = try await control.mock("a-1")
      #expect(sandbox["loginURL"]?.stringValue == mock.listeners?.loginURL)
      #expect(try await control.send("GET", "/sandboxes/a-1").json == sandbox)
      let all = try await control.send("GET", "/sandboxes").json?["sandboxes"]?.arrayValue?.compactMap { $0["id"] }
      #expect(all == ["default", "a-1"])
      #expect(try await control.send("GET", "/").json?["sandboxes"] == "/sandboxes")
    }
  }

  @Test func `a sandbox without an order is as the first, but for its name and its seed`() async throws {
    try await ControlUnderTest.run { control async throws in
      let first = try #require(try await control.send("GET", "/sandboxes/default").json)
      var seeds: Set<JSONValue> = [first["seed"] ?? .null]
      for _ in 0..<3 {
        let sandbox = try #require(try await control.send("POST", "/sandboxes").json)
        for key in ["world", "profile", "app", "users", "projects"] { #expect(sandbox[key] == first[key], "\(key)") }
        #expect(seeds.insert(sandbox["seed"] ?? .null).inserted)
      }
    }
  }

  @Test func `a world can come along, and knobs can be turned`() async throws {
    let world: JSONValue = [
      "format": 1, "why": "One person alone.", "companies": [["id": 1, "name": "Solo"]], "projects": [],
      "permissionTemplates": [["name": "All", "scope": "company", "tools": ["Admin": "admin"]]],
      "users": [
        ["id": 2, "login": "solo@x.example", "name": "Solo", "companies": [["id": 1, "template": "All"]]]
      ],
      "apps": [
        [
          "name": "App", "clientId": "c1", "clientSecret": "s1", "redirectUris": ["${app.redirectUri}"],
          "grants": ["authorization_code"], "installedIn": [1],
        ]
      ],
    ]
    try await ControlUnderTest.run { control async throws in
      let order: JSONValue = ["world": world, "knobs": ["accessTokenLifetime": "1m"]]
      let sandbox = try #require(try await control.send("POST", "/sandboxes", order).json)
      #expect(sandbox["world"] == "given" && sandbox["users"]?.arrayValue?.count == 1)
      let mock = try await control.mock(try #require(sandbox["id"]?.stringValue))
      let answer = try await mock.token(await mock.redeeming(try await mock.code(as: "solo@x.example")))
      #expect(answer.json?["expires_in"] == 60)
      var broken = try #require(world.objectValue)
      broken["users"] = [["id": 2, "login": "x", "name": "X", "companies": [["id": 5, "template": "All"]]]]
      let refused = try await control.send("POST", "/sandboxes", ["world": .object(broken)])
      #expect(refused.status == 422)
      #expect(refused.json?["diagnostics"]?[0]?["pointer"] == "/world/users/0/companies/0/id", "\(refused.text)")
    }
  }

  @Test func `what cannot be opened says why`() async throws {
    try await ControlUnderTest.run { control async throws in
      _ = try await control.open(["id": "taken"])
      #expect(try await control.refusal("POST", "/sandboxes", ["id": "taken"]) == "409 sandbox-exists")
      #expect(try await control.refusal("POST", "/sandboxes", ["id": "default"]) == "409 sandbox-exists")
      #expect(try await control.refusal("POST", "/sandboxes", ["world": "two"]) == "422 invalid-body")
      #expect(
        try await control.refusal("POST", "/sandboxes", ["profile": "opaque-tokens", "sed": 1]) == "422 invalid-body")
      let malformed = try await control.send("POST", "/sandboxes", text: "{\"seed\": 1,}")
      #expect(malformed.status == 400 && malformed.json?["diagnostics"]?[0]?["column"] == 11, "\(malformed.text)")
      let large = try await control.send(
        "POST", "/sandboxes", text: "{\"id\": \"" + String(repeating: "a", count: ControlLimits.body) + "\"}")
      #expect(large.status == 413)
      #expect(try await control.send("GET", "/sandboxes").json?["sandboxes"]?.arrayValue?.count == 2)
    }
  }

  @Test func `sandboxes know nothing of one another`() async throws {
    try await ControlUnderTest.run { control async throws in
      async let opening = (control.open(["profile": "opaque-tokens"]), control.open(["profile": "opaque-tokens"]))
      let (one, other) = try await opening
      async let connecting = (one.connect(), other.connect(as: MockUnderTest.rita))
      let (ofOne, ofOther) = try await connecting
      #expect(ofOne.access != ofOther.access)
      #expect(try await one.call("/rest/v1.0/me", token: ofOne.access).status == 200)
      #expect(try await other.call("/rest/v1.0/me", token: ofOne.access).status == 401)
      #expect(try await other.call("/rest/v1.0/me", token: ofOther.access).status == 200)
      await one.mock.advance(by: .seconds(6000))
      #expect(try await one.call("/rest/v1.0/me", token: ofOne.access).status == 401)
      #expect(try await other.call("/rest/v1.0/me", token: ofOther.access).status == 200)
      #expect(await one.mock.now != (await other.mock.now))
      let mine = try await one.mock.exchanges().compactMap(\.user)
      #expect(!mine.contains(MockUnderTest.rita) && mine.contains(MockUnderTest.pat))
    }
  }

  @Test func `the same seed brings the same tokens, and another one others`() async throws {
    try await ControlUnderTest.run { control async throws in
      var codes: [String] = []
      for seed in [5, 5, 6] as [JSONValue] {
        let mock = try await control.open(["seed": seed])
        codes.append(try await mock.code())
      }
      #expect(codes[0] == codes[1] && codes[1] != codes[2])
    }
  }

  @Test func `a reset takes everything back but the addresses and the credentials`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.open(["id": "a"])
      let before = try #require(try await control.send("GET", "/sandboxes/a").json)
      let tokens = try await mock.connect()
      for change in [["rotateSecret": true], ["disableUser": "rita.reader@granite.example"]] as [JSONValue] {
        #expect(try await control.send("POST", "/sandboxes/a/world", change).status == 200)
      }
      _ = try await control.send("POST", "/sandboxes/a/world", ["profile": ["missingCompanyHeader": "400"]])
      _ = try await control.send("POST", "/sandboxes/a/clock", ["by": "2d"])
      _ = try await control.send(
        "POST", "/sandboxes/a/faults", ["name": "f", "on": ["host": "api"], "reply": ["status": 500]])
      let after = try await control.send("POST", "/sandboxes/a/reset")
      #expect(after.status == 200)
      #expect(after.json == before)
      #expect(try await control.send("GET", "/sandboxes/a/tokens").json?["tokens"] == [])
      #expect(try await control.send("GET", "/sandboxes/a/faults").json?["faults"] == [])
      #expect(try await control.send("GET", "/sandboxes/a/exchanges").json?["last"] == 0)
      #expect(try await mock.call("/rest/v1.0/me", token: tokens.access).status == 401)
      let again = try await mock.connect(as: MockUnderTest.rita)
      #expect(try await mock.call("/rest/v1.0/companies", token: again.access, company: nil).status == 200)
      #expect(try await control.send("GET", "/sandboxes/default").json?["exchanges"] == 0)
    }
  }

  @Test func `a deleted sandbox is unknown, and its ports are free`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.open(["id": "gone"])
      let ports = try #require(mock.listeners.map { [$0.loginPort, $0.apiPort] })
      // A connection that is kept, and one that waits for an answer, must not hold it up.
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 401)
      _ = try await control.send(
        "POST", "/sandboxes/gone/faults", ["name": "h", "on": ["host": "api"], "reply": "hold"])
      let held = Task { try await mock.call("/rest/v1.0/me", token: nil) }
      while mock.mock.openExchanges == 0 { try await FaultWire.pass(.milliseconds(2)) }
      #expect(try await control.send("DELETE", "/sandboxes/gone").status == 204)
      await #expect(throws: (any Error).self) { try await held.value }
      for port in ports {
        // Connections that were closed a moment ago still count for who does not ask to look past them.
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: "127.0.0.1", port: port).get()
        try await channel.close()
      }
      #expect(try await control.refusal("GET", "/sandboxes/gone") == "404 unknown-sandbox")
      #expect(try await control.refusal("DELETE", "/sandboxes/gone") == "404 unknown-sandbox")
      #expect(try await control.open(["id": "gone"]).listeners != nil)
    }
  }

  @Test func `the first sandbox is not to be deleted`() async throws {
    try await ControlUnderTest.run { control async throws in
      #expect(try await control.refusal("DELETE", "/sandboxes/default") == "409 first-sandbox")
      #expect(try await control.send("GET", "/sandboxes/default").status == 200)
    }
  }

  @Test func `the control API answers programs of this machine, and no page of the web`() async throws {
    try await ControlUnderTest.run { control async throws in
      #expect(try await control.send("GET", "/sandboxes", headers: ["Host": "evil.example"]).status == 403)
      #expect(try await control.send("POST", "/sandboxes", headers: ["Origin": "http://evil.example"]).status == 403)
      #expect(try await control.send("GET", "/sandboxes").json?["sandboxes"]?.arrayValue?.count == 1)
      #expect(try await control.send("GET", "/sandboxes", headers: ["Origin": control.url]).status == 200)
    }
  }

  @Test func `what does not exist is told, and which methods do`() async throws {
    try await ControlUnderTest.run { control async throws in
      #expect(try await control.refusal("GET", "/sandbox") == "404 unknown-route")
      let reply = try await control.send("PATCH", "/sandboxes")
      #expect(reply.status == 405 && reply["Allow"] == "GET, POST")
      #expect(try await control.refusal("GET", "/sandboxes?page=2") == "400 invalid-query")
      #expect(try await control.refusal("POST", "/sandboxes/default/reset", ["a": 1]) == "400 invalid-body")
      let description = try await control.send("GET", "/openapi.json")
      #expect(description.json?["openapi"] == "3.1.0")
    }
  }
}
