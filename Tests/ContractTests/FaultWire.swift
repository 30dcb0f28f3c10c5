import Foundation
import JSONSource
import Logging
import MockCore
import NIOCore
import NIOPosix
import Testing

@testable import MockServer

/// A mock on real sockets, and clients that see every byte of it.
struct FaultWire: Sendable {
  let mock: Mock
  let listeners: MockListeners

  /// Starts a mock of the shipped fixtures, does something with it, and stops it.
  static func run(_ body: @escaping @Sendable (FaultWire) async throws -> Void) async throws {
    let mock = try Mock(
      world: fixture("worlds/two-companies") { World.read($0, into: $1) },
      profile: fixture("profiles/procore") { Profile.read($0, base: Profile(), into: $1) }, catalog: catalog(),
      redirectUri: "http://localhost:4100/callback", clock: .system, seed: 7)
    let wire = FaultWire(mock: mock, listeners: try await MockListeners.start(mock, logger: Logger(label: "faults")))
    do {
      try await body(wire)
    } catch {
      await wire.listeners.stop()
      throw error
    }
    await wire.listeners.stop()
  }

  /// Arms a fault on the whole of a host.
  func arm(_ reply: FaultReply, on host: MockCore.Host = .api, times: Int = 1) async {
    var match = Match()
    match.host = .eq(.string(host.rawValue))
    await mock.arm(Fault(name: "fault", match: match, reply: reply, times: times), action: nil)
  }

  /// What the one exchange of the run says of its fault.
  var performed: FaultPerformed? { get async throws { try await mock.exchanges().last?.fault } }

  /// A connection to one of the hosts.
  func connect(to host: MockCore.Host = .api) async throws -> FaultConnection {
    let url = try #require(URL(string: host == .api ? listeners.apiURL : listeners.loginURL))
    return try await FaultConnection.open(port: try #require(url.port))
  }

  /// Returns when a condition holds; the test's own time limit bounds it.
  func until(_ condition: @Sendable (Mock) async -> Bool) async throws {
    while await !condition(mock) { try await Self.pass(.milliseconds(2)) }
  }

  /// Lets real time pass on an event loop.
  static func pass(_ span: TimeAmount) async throws {
    try await MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: span) {}.futureResult.get()
  }

  private static func catalog() throws -> Catalog {
    Catalog(operations: try fixture("catalog/rfis") { Catalog.read($0, into: $1) })
  }

  private static func fixture<Value>(
    _ name: String, _ read: (LocatedJSON, Diagnostics) -> Value?
  ) throws -> Value {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "Fixtures/\(name).json"), encoding: .utf8)
    let diagnostics = Diagnostics()
    let json = try #require(JSONParser.parse(SourceFile(name: name, text: text), into: diagnostics))
    let value = try #require(read(json, diagnostics))
    #expect(!diagnostics.hasErrors)
    return value
  }
}

/// One connection over which bytes are sent and received as they are.
final class FaultConnection: Sendable {
  /// What was received.
  struct Received: Sendable {
    /// All bytes, as text where they are.
    var text = ""
    /// In how many pieces they came.
    var pieces = 0
    /// Why the connection ended, where it did not end in order.
    var error: (any Error)?
  }

  static let get = "GET /rest/v1.0/nothing HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n"
  static let refresh =
    "POST /oauth/token HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n"
    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 24\r\n\r\ngrant_type=refresh_token"

  private let channel: any Channel
  private let collector: Collector

  private init(_ channel: any Channel, _ collector: Collector) {
    self.channel = channel
    self.collector = collector
  }

  static func open(port: Int) async throws -> FaultConnection {
    let group = MultiThreadedEventLoopGroup.singleton.any()
    let collector = Collector(group.makePromise(of: Received.self))
    let channel = try await ClientBootstrap(group: group).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(collector.handler()) }
    }.connect(host: "127.0.0.1", port: port).get()
    return FaultConnection(channel, collector)
  }

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

  /// Everything until the connection ends.
  func received() async throws -> Received { try await collector.promise.futureResult.get() }

  func ask(_ text: String = get) async throws -> Received {
    try await send(text)
    return try await received()
  }

  func close() async throws { try await channel.close() }

  /// Sends and leaves in one go, whatever else the machine has to do.
  func sendAndLeave(_ text: String) async throws {
    let channel = channel
    try await channel.eventLoop.flatSubmit {
      channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
      return channel.close()
    }.get()
  }

  private final class Collector: Sendable {
    let promise: EventLoopPromise<Received>

    init(_ promise: EventLoopPromise<Received>) { self.promise = promise }

    func handler() -> Handler { Handler(promise) }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<Received>
    private var received = Received()

    init(_ promise: EventLoopPromise<Received>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      received.text += String(buffer: unwrapInboundIn(data))
      received.pieces += 1
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      received.error = error
      context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { promise.succeed(received) }
  }
}
