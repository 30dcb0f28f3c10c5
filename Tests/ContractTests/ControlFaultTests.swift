import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Faults that are armed over HTTP hit calls at the socket.
@Suite(.timeLimit(.minutes(5))) struct ControlFaultTests {
  private static let faults = "/sandboxes/default/faults"

  @Test func `a fault hits as many calls as it says, after those that it lets pass`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let order: JSONValue = [
        "name": "busy day", "on": ["path": "/rest/**"], "reply": ["status": 503], "times": 2, "skip": 1,
      ]
      let armed = try await control.send("POST", Self.faults, order)
      #expect(armed.status == 201)
      #expect(armed["Location"] == control.url + Self.faults + "/busy%20day")
      #expect(armed.json?["armed"] == true && armed.json?["on"] == ["path": "/rest/**"])
      var statuses: [Int] = []
      for _ in 0..<4 { statuses.append(try await mock.call("/rest/v1.0/me", token: nil).status) }
      #expect(statuses == [401, 503, 503, 401])
      let shown = try await control.send("GET", Self.faults + "/busy%20day").json
      #expect(shown?["fired"] == 2 && shown?["passed"] == 1 && shown?["armed"] == false)
      #expect(try await control.send("GET", Self.faults).json?["faults"] == .array([shown ?? .null]))
      #expect(try await control.mock().mock.firedFaults.map(\.count) == [2])
    }
  }

  @Test func `a connection that a fault drops is dropped, and in no other sandbox`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let other = try await control.open()
      _ = try await control.send(
        "POST", Self.faults, ["name": "cut", "on": ["host": "api"], "reply": "drop-before-commit"])
      #expect(try await other.call("/rest/v1.0/me", token: nil).status == 401)
      let port = try #require(mock.listeners?.apiPort)
      let ending = try await RawConnection.send(RawConnection.request("GET", "/rest/v1.0/me"), port: port)
      #expect(ending.text == "")
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 401)
    }
  }

  @Test func `a fault that is taken away hits nothing`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let order: JSONValue = ["name": "f", "on": ["host": "api"], "reply": ["status": 500], "times": 9]
      _ = try await control.send("POST", Self.faults, order)
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 500)
      #expect(try await control.send("DELETE", Self.faults + "/f").status == 204)
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 401)
      #expect(try await control.refusal("DELETE", Self.faults + "/f") == "404 unknown-fault")
      #expect(try await control.send("POST", Self.faults, order).status == 201)
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 500)
    }
  }

  @Test(arguments: ["release", "delete"])
  func `a held answer comes when it is let go, and the next fault of the name holds again`(_ way: String) async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      let order: JSONValue = ["name": "h", "on": ["host": "api"], "reply": "hold", "times": 5]
      for _ in 0..<2 {
        _ = try await control.send("POST", Self.faults, order)
        async let held = mock.call("/rest/v1.0/me", token: nil)
        while try await control.send("GET", Self.faults + "/h").json?["open"] != 1 {
          try await FaultWire.pass(.milliseconds(2))
        }
        if way == "release" {
          #expect(try await control.send("POST", Self.faults + "/h/release").json?["open"] == 0)
        }
        #expect(try await control.send("DELETE", Self.faults + "/h").status == 204)
        #expect(try await held.status == 401)
      }
    }
  }

  @Test func `what a reset finds open is closed`() async throws {
    try await ControlUnderTest.run { control async throws in
      let mock = try await control.mock()
      _ = try await control.send("POST", Self.faults, ["name": "h", "on": ["host": "api"], "reply": "hold"])
      let port = try #require(mock.listeners?.apiPort)
      async let held = RawConnection.send(RawConnection.request("GET", "/rest/v1.0/me"), port: port)
      while mock.mock.openExchanges == 0 { try await FaultWire.pass(.milliseconds(2)) }
      while try await control.send("GET", Self.faults + "/h").json?["open"] != 1 {
        try await FaultWire.pass(.milliseconds(2))
      }
      #expect(try await control.send("POST", "/sandboxes/default/reset").status == 200)
      #expect(try await held.text == "")
      #expect(try await mock.call("/rest/v1.0/me", token: nil).status == 401)
    }
  }

  @Test func `a fault that cannot be armed says why`() async throws {
    try await ControlUnderTest.run { control async throws in
      let order: JSONValue = ["name": "f", "on": ["endpoint": "rfis.list"], "reply": "reset"]
      _ = try await control.send("POST", Self.faults, order)
      #expect(try await control.refusal("POST", Self.faults, order) == "409 fault-exists")
      let wrong: [(JSONValue, String)] = [
        (["name": "g", "on": ["endpoint": "rfi.list"], "reply": "reset"], "/on/endpoint"),
        (["name": "g", "on": [:], "reply": "drp"], "/reply"),
        (["name": "g", "on": ["action": "read"], "reply": "reset"], "/on/action"),
        (["name": "g", "on": ["status": 200], "reply": "reset"], "/on/status"),
        (["name": "g", "on": [:], "reply": "reset", "times": 0], "/times"),
        (["on": [:], "reply": "reset"], ""),
      ]
      for (order, pointer) in wrong {
        let reply = try await control.send("POST", Self.faults, order)
        #expect(reply.status == 422)
        #expect(reply.json?["diagnostics"]?[0]?["pointer"] == .string(pointer), "\(reply.text)")
      }
      #expect(try await control.refusal("POST", Self.faults + "/f/release") == "409 no-hold")
      #expect(try await control.refusal("POST", Self.faults + "/g/release") == "404 unknown-fault")
      #expect(try await control.refusal("GET", Self.faults + "/g") == "404 unknown-fault")
    }
  }
}
