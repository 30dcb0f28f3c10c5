import AsyncHTTPClient
import Foundation
import HTTPTypes
import JSONSource
import MockCore
import NIOCore
import Testing

@testable import MockServer

/// The control API over its socket, with a first sandbox of the shipped fixtures whose clock stands still.
struct ControlUnderTest: Sendable {
  let url: String
  let sandboxes: OpenSandboxes
  let client: HTTPClient

  /// Runs a test against a control API of its own.
  static func run(_ body: (ControlUnderTest) async throws -> Void) async throws {
    let standard = OpenSandboxes.Standard(
      world: try ContractFixtures.world(), profile: try ContractFixtures.profile(),
      redirectUri: MockUnderTest.redirectUri, clock: MockClock { MockUnderTest.start })
    let fixtures = try fixtures()
    let mock = try Mock(
      world: standard.world, profile: standard.profile, catalog: fixtures.catalog, redirectUri: standard.redirectUri,
      clock: standard.clock, seed: 7)
    let listeners = try await MockListeners.start(mock, logger: MockUnderTest.quiet)
    let sandboxes = OpenSandboxes(
      first: OpenSandbox(
        id: OpenSandbox.firstID, listeners: listeners,
        origin: .init(world: "two-companies", profile: "procore", seed: 7)),
      standard: standard, fixtures: fixtures, logger: MockUnderTest.quiet)
    let control = try await ControlListener.start(over: sandboxes, fixtures: fixtures, logger: MockUnderTest.quiet)
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton,
      configuration: .init(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(60))))
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(ControlUnderTest(url: control.url, sandboxes: sandboxes, client: client)))
    } catch {
      result = .failure(error)
    }
    await control.stop()
    await listeners.stop()
    try await client.shutdown()
    try result.get()
  }

  private static func fixtures() throws -> SandboxFixtures {
    let description = try ControlDescription.bundled().encoded()
    return SandboxFixtures(
      catalog: try ContractFixtures.catalog(),
      names: { FixtureNames(worlds: ["two-companies"], profiles: ["fifteen-minutes", "opaque-tokens", "procore"]) },
      world: { name in
        (try? ContractFixtures.world(name)).map { .success($0) }
          ?? .failure(WrongFixture(diagnostics: [Diagnostic(severity: .error, message: "it is broken")]))
      },
      profile: { name in
        (try? ContractFixtures.profile(name)).map { .success($0) }
          ?? .failure(WrongFixture(diagnostics: [Diagnostic(severity: .error, message: "it is broken")]))
      }, description: { description })
  }

  /// Sends a request.
  func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]
  ) async throws -> Reply {
    try await send(method, path, text: body?.encoded() ?? "", headers: headers)
  }

  /// Sends a request with a body that need not be JSON.
  func send(
    _ method: String, _ path: String, text: String, headers: [String: String] = [:]
  ) async throws -> Reply {
    let response = try await client.execute(request(method, path, text, headers), timeout: .seconds(60))
    let buffer = try await response.body.collect(upTo: 16 << 20)
    return Reply(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
      body: Array(buffer.readableBytesView))
  }

  private func request(
    _ method: String, _ path: String, _ body: String, _ headers: [String: String]
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url + path)
    request.method = .RAW(value: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if !body.isEmpty { request.body = .bytes(ByteBuffer(string: body)) }
    return request
  }

  /// The status of a request, whose problem, if it is one, is of this kind.
  func refusal(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> String {
    let reply = try await send(method, path, body)
    let kind = reply.json?["type"]?.stringValue?.split(separator: ":").last ?? ""
    #expect(reply.json?["status"]?.integerValue == Int64(reply.status), "\(reply.text)")
    #expect(reply["Content-Type"] == "application/problem+json")
    return "\(reply.status) \(kind)"
  }

  /// Opens a sandbox.
  func open(_ order: JSONValue = [:]) async throws -> MockUnderTest {
    let reply = try await send("POST", "/sandboxes", order)
    #expect(reply.status == 201, "\(reply.text)")
    return try await mock(try #require(reply.json?["id"]?.stringValue))
  }

  /// The mock of a sandbox, to be called as a connector would.
  func mock(_ id: String = OpenSandbox.firstID) async throws -> MockUnderTest {
    let listeners = try await sandboxes.find(id).listeners
    let responder = MockResponder(
      mock: listeners.mock, logger: MockUnderTest.quiet, explains: false)
    return MockUnderTest(
      mock: listeners.mock, transport: .socket, responder: responder, listeners: listeners, client: client)
  }

  /// Follows a record, and gives what came to `body` as it comes.
  func follow(
    _ path: String, from id: String? = nil, _ body: (inout EventReader) async throws -> Void
  ) async throws {
    var headers = ["Accept": "text/event-stream"]
    headers["Last-Event-ID"] = id
    let response = try await client.execute(request("GET", path, "", headers), timeout: .seconds(60))
    #expect(response.status == .ok)
    #expect(response.headers["Content-Type"] == ["text/event-stream"])
    var reader = EventReader(response.body.makeAsyncIterator())
    try await body(&reader)
  }
}

/// Server-sent events as they come.
struct EventReader {
  /// One event.
  struct Event {
    var name = ""
    var id = ""
    var data: JSONValue?
  }

  private var body: HTTPClientResponse.Body.AsyncIterator
  private var text = ""

  init(_ body: HTTPClientResponse.Body.AsyncIterator) { self.body = body }

  /// The next event; nil when the stream has ended.
  mutating func next() async throws -> Event? {
    while true {
      while let end = text.firstRange(of: "\n\n") {
        let block = text[..<end.lowerBound]
        text = String(text[end.upperBound...])
        if !block.hasPrefix(":") { return Self.event(block) }
      }
      guard let more = try await body.next() else { return nil }
      text += String(buffer: more)
    }
  }

  private static func event(_ block: Substring) -> Event {
    var event = Event()
    for line in block.split(separator: "\n") {
      let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
      switch (parts.first, parts.last) {
      case ("event", let value?): event.name = value
      case ("id", let value?): event.id = value
      case ("data", let value?): event.data = JSONParser.parse(Array(value.utf8))
      default: break
      }
    }
    return event
  }
}
