import Foundation
import MockCore
import NIOCore
import Testing

@testable import MockServer

/// Each reply of a fault as a client sees it, on the token endpoint as on the API, beside the unspoilt answer.
@Suite(.timeLimit(.minutes(5))) struct FaultSocketTests {
  /// A request to a host and the status with which the mock answers it.
  static let hosts: [(MockCore.Host, String, String)] = [
    (.api, FaultConnection.get, "HTTP/1.1 401 "), (.login, FaultConnection.refresh, "HTTP/1.1 400 "),
  ]

  @Test(arguments: hosts)
  func `without a fault the answer comes whole`(host: MockCore.Host, request: String, start: String) async throws {
    try await FaultWire.run { wire in
      let received = try await wire.connect(to: host).ask(request)
      #expect(received.text.hasPrefix(start), "\(received.text)")
      #expect(received.text.hasSuffix("}"))
      #expect(received.error == nil)
      #expect(try await wire.performed == nil)
    }
  }

  @Test(arguments: hosts)
  func `a scripted status is answered`(host: MockCore.Host, request: String, start: String) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.status(200, headers: [Parameter("X-Odd", "1")], body: "<html>maintenance"), on: host)
      let received = try await wire.connect(to: host).ask(request)
      #expect(received.text.hasPrefix("HTTP/1.1 200 "))
      #expect(received.text.contains("X-Odd: 1\r\n"))
      #expect(received.text.hasSuffix("\r\n\r\n<html>maintenance"))
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: false, delivered: true))
    }
  }

  @Test(arguments: [FaultReply.dropBeforeCommit, .dropAfterCommit], hosts)
  func `a dropped answer is no byte and an orderly end`(
    reply: FaultReply, at place: (host: MockCore.Host, request: String, start: String)
  ) async throws {
    try await FaultWire.run { wire in
      await wire.arm(reply, on: place.host)
      let received = try await wire.connect(to: place.host).ask(place.request)
      #expect(received.text == "")
      #expect(received.error == nil)
      let isCommitted = reply == .dropAfterCommit
      #expect(
        try await wire.performed == FaultPerformed(name: "fault", committed: isCommitted, delivered: false))
    }
  }

  @Test(arguments: hosts)
  func `a reset ends the connection with an error`(host: MockCore.Host, request: String, start: String) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.reset, on: host)
      let received = try await wire.connect(to: host).ask(request)
      #expect(received.text == "")
      #expect((received.error as? IOError)?.errnoCode == ECONNRESET)
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: false))
    }
  }

  @Test(arguments: hosts)
  func `a truncated answer promises more than it brings`(
    host: MockCore.Host, request: String, start: String
  ) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.truncate, on: host)
      let received = try await wire.connect(to: host).ask(request)
      #expect(received.text.hasPrefix(start))
      let halves = received.text.split(separator: "\r\n\r\n", maxSplits: 1)
      let length = received.text.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) } ?? 0
      #expect(halves.count == 2 && halves[1].utf8.count < length)
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: false))
    }
  }

  @Test(arguments: hosts)
  func `garbage is no HTTP, and the end`(host: MockCore.Host, request: String, start: String) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.garbage, on: host)
      let received = try await wire.connect(to: host).ask(request)
      #expect(!received.text.isEmpty)
      #expect(!received.text.contains("HTTP/1.1"))
      #expect(received.error == nil)
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: false))
      #expect(try await wire.mock.exchanges()[0].status != 0, "it was decided")
    }
  }

  @Test(arguments: hosts)
  func `a dripping answer comes in pieces, and whole`(
    host: MockCore.Host, request: String, start: String
  ) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.drip, on: host)
      let began = NIODeadline.now()
      let slow = try await wire.connect(to: host).ask(request)
      let took = NIODeadline.now() - began
      let quick = try await wire.connect(to: host).ask(request)
      #expect(slow.pieces > 4)
      #expect(took > .milliseconds(500))
      #expect(slow.text.split(separator: "\r\n\r\n").last == quick.text.split(separator: "\r\n\r\n").last)
      #expect(
        try await wire.mock.exchanges().map(\.fault) == [
          FaultPerformed(name: "fault", committed: true, delivered: true), nil,
        ])
    }
  }

  @Test(arguments: hosts)
  func `a delayed answer is decided at once and comes later`(
    host: MockCore.Host, request: String, start: String
  ) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.delay(.milliseconds(300)), on: host)
      let began = NIODeadline.now()
      let connection = try await wire.connect(to: host)
      try await connection.send(request)
      let received = try await connection.received()
      #expect(NIODeadline.now() - began >= .milliseconds(300))
      #expect(received.text.hasPrefix(start))
      #expect(try await wire.performed == FaultPerformed(name: "fault", committed: true, delivered: true))
      try await wire.until { $0.openExchanges == 0 }
    }
  }

  @Test(arguments: hosts)
  func `a hanging call is never decided, and the connection ends`(
    host: MockCore.Host, request: String, start: String
  ) async throws {
    try await FaultWire.run { wire in
      await wire.arm(.hang(.milliseconds(200)), on: host)
      let began = NIODeadline.now()
      let received = try await wire.connect(to: host).ask(request)
      #expect(NIODeadline.now() - began >= .milliseconds(200))
      #expect(received.text == "")
      #expect(received.error == nil)
      let exchanges = try await wire.mock.exchanges()
      let exchange = try #require(exchanges.first)
      #expect(exchange.fault == FaultPerformed(name: "fault", committed: false, delivered: false))
      #expect(exchange.status == 0 && exchange.grounds == .faultScripted)
    }
  }
}
