import MockCore
import Foundation
import NIOCore
import Testing

@testable import MockServer

/// Answers that are held, and what becomes of everything that a fault keeps open.
@Suite(.timeLimit(.minutes(5))) struct FaultHoldTests {
  @Test(arguments: FaultSocketTests.hosts)
  func `a held answer is decided at once and comes with the release`(
    host: MockCore.Host, request: String, start: String
  ) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hold, on: host)
      let connection = try await wire.connect(to: host)
      try await connection.send(request)
      try await wire.until { await $0.exchangeCount == 1 }
      #expect(try await wire.mock.exchanges()[0].status != 0, "it was decided")
      #expect(wire.mock.openExchanges == 1)
      #expect(await wire.mock.release("fault"))
      #expect(try await connection.received().text.hasPrefix(start))
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: true))
      try await wire.until { $0.openExchanges == 0 }
    }
  }

  @Test func `one release lets all answers of the fault go, and those to come`() async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hold, times: 3)
      let first = try await wire.connect()
      let second = try await wire.connect()
      try await first.send(FaultConnection.get)
      try await second.send(FaultConnection.get)
      try await wire.until { await $0.exchangeCount == 2 }
      await wire.mock.release("fault")
      #expect(try await first.received().text.hasPrefix("HTTP/1.1 401 "))
      #expect(try await second.received().text.hasPrefix("HTTP/1.1 401 "))
      #expect(try await wire.connect().ask().text.hasPrefix("HTTP/1.1 401 "))
      #expect(await wire.mock.firedFaults.map(\.count) == [3])
    }
  }

  @Test func `other calls are answered while one is held`() async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hold)
      let held = try await wire.connect()
      try await held.send(FaultConnection.get)
      try await wire.until { await $0.exchangeCount == 1 }
      #expect(try await wire.connect().ask().text.hasPrefix("HTTP/1.1 401 "))
      let open = wire.mock.openExchanges
      #expect(open >= 1)
      await wire.mock.release("fault")
      _ = try await held.received()
    }
  }

  @Test func `a release before anything was held is known`() async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hold)
      let hadHeld = await wire.mock.release("fault")
      #expect(!hadHeld)
      let received = try await wire.connect().ask()
      #expect(received.text.hasPrefix("HTTP/1.1 401 "))
    }
  }

  @Test(arguments: [FaultReply.hold, .delay(.seconds(600))])
  func `a client that leaves ends the waiting, and its answer was not delivered`(reply: FaultReply) async throws {
    try await FaultWire.run { wire in
      await wire.arm(reply)
      let connection = try await wire.connect()
      try await connection.send(FaultConnection.get)
      try await wire.until { await $0.exchangeCount == 1 }
      try await connection.close()
      try await wire.until { $0.openExchanges == 0 }
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: false))
    }
  }

  @Test func `a client that leaves before the last drop has not been delivered its answer`() async throws {
    try await FaultWire.run { wire in
      await wire.arm(.drip)
      let connection = try await wire.connect()
      // What was sent is read before the end of it is: the client has left by the second drop at the latest.
      try await connection.sendAndLeave(FaultConnection.get)
      try await wire.until { await $0.exchangeCount == 1 }
      try await wire.until { $0.openExchanges == 0 }
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: false))
    }
  }

  @Test func `a hanging call ends when its client leaves`() async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hang(.seconds(600)))
      let connection = try await wire.connect()
      try await connection.send(FaultConnection.get)
      try await wire.until { await $0.exchangeCount == 1 }
      try await connection.close()
      try await wire.until { $0.openExchanges == 0 }
    }
  }

  @Test(arguments: [FaultReply.hold, .hang(.seconds(600)), .delay(.seconds(600))])
  func `a mock that stops closes what is kept open`(reply: FaultReply) async throws {
    try await FaultWire.run { wire in
      await wire.arm(reply)
      let connection = try await wire.connect()
      try await connection.send(FaultConnection.get)
      try await wire.until { await $0.exchangeCount == 1 }
      await wire.listeners.stop()
      #expect(try await connection.received().text == "")
    }
  }

  @Test func `a connection is used again after its answer was held`() async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hold)
      let connection = try await wire.connect()
      try await connection.send("GET /rest/v1.0/first HTTP/1.1\r\nHost: mock\r\n\r\n")
      try await wire.until { await $0.exchangeCount == 1 }
      await wire.mock.release("fault")
      try await wire.until { $0.openExchanges == 0 }
      let received = try await connection.ask()
      #expect(received.text.components(separatedBy: "HTTP/1.1 401 ").count == 3)
    }
  }
}
