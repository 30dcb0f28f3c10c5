import AsyncHTTPClient
import HTTPTypes
import JSONSource
import Logging
import MockCore
import NIOCore

@testable import MockServer

/// How a test reaches the mock; every contract holds over both.
enum Transport: String, CaseIterable, Sendable {
  case inProcess, socket
}

/// An answer as a client has it.
struct Reply: Sendable {
  var status: Int
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  /// A header by its name; nil where it is absent.
  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue? { JSONParser.parse(body) }
  /// The ids of the rows of a list.
  var ids: [Int64] { json?.arrayValue?.compactMap { $0["id"]?.integerValue } ?? [] }
  /// The error of an OAuth refusal.
  var error: String? { json?["error"]?.stringValue }
  /// The page that a browser is sent to.
  var location: String? { self["Location"] }
}

/// The connection ended before there was an answer.
struct NoAnswer: Error {}

/// A mock of the shipped fixtures, whose clock stands still.
struct MockUnderTest: Sendable {
  let mock: Mock
  let transport: Transport
  let responder: MockResponder
  let listeners: MockListeners?
  let client: HTTPClient?

  /// What the mock's clock shows at first.
  static let start = Instant(seconds: 1_795_435_200)
  static let redirectUri = "http://localhost:4100/oauth/callback"
  static let quiet = Logger(label: "contract") { _ in SwiftLogNoOpLogHandler() }

  /// Sends a request and takes the answer; redirects are not followed.
  func send(
    _ method: String, _ target: String, host: MockCore.Host = .api, in environment: Deployment = .production,
    headers: [String: String] = [:], body: String = ""
  ) async throws -> Reply {
    guard let client, let listeners else {
      return try await sendInProcess(method, target, host, environment, headers, Array(body.utf8))
    }
    guard let hosts = environment == .production ? listeners.production : listeners.sandbox else { throw NoAnswer() }
    var request = HTTPClientRequest(url: hosts.url(of: host) + target)
    request.method = .RAW(value: method)
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { request.headers.add(name: name, value: value) }
    if !body.isEmpty { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await client.execute(request, timeout: .seconds(60))
    let buffer = try await response.body.collect(upTo: 16 << 20)
    return Reply(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
      body: Array(buffer.readableBytesView))
  }

  private func sendInProcess(
    _ method: String, _ target: String, _ host: MockCore.Host, _ environment: Deployment,
    _ headers: [String: String], _ body: [UInt8]
  ) async throws -> Reply {
    var fields: HTTPFields = [:]
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    guard let method = HTTPRequest.Method(method) else { throw NoAnswer() }
    let head = HTTPRequest(method: method, scheme: "http", authority: "mock", path: target, headerFields: fields)
    let (written, handled) = await responder.answer(
      to: MockResponder.call(head, body: body, host: host, environment: environment))
    guard let written, handled?.fault?.reply.delivers ?? true else { throw NoAnswer() }
    return Reply(
      status: written.status, headers: written.headers.map { ($0.name, $0.value) },
      body: Array(written.body.readableBytesView))
  }
}

/// Runs a test against a fresh mock.
func withMock<Value>(
  _ transport: Transport, profile name: String = "procore", explains: Bool = false,
  world change: (inout World) -> Void = { _ in }, knobs turn: (inout Profile) -> Void = { _ in },
  _ body: (MockUnderTest) async throws -> Value
) async throws -> Value {
  var world = try ContractFixtures.world()
  change(&world)
  var profile = try ContractFixtures.profile(name)
  turn(&profile)
  let mock = try Mock(
    world: world, profile: profile, catalog: try ContractFixtures.catalog(), redirectUri: MockUnderTest.redirectUri,
    clock: MockClock { MockUnderTest.start }, seed: 7)
  let responder = MockResponder(
    mock: mock, logger: MockUnderTest.quiet, explains: explains)
  guard transport == .socket else {
    await mock.setAPIBaseURL("http://api.example")
    await mock.setFilesBaseURL("http://files.example")
    return try await body(
      MockUnderTest(mock: mock, transport: transport, responder: responder, listeners: nil, client: nil))
  }
  let listeners = try await MockListeners.start(mock, explains: explains, logger: MockUnderTest.quiet)
  var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(60)))
  // As many connections as a test has calls at once, so that none waits for another on the client's side.
  configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 50
  let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  let result: Result<Value, any Error>
  do {
    result = .success(
      try await body(
        MockUnderTest(mock: mock, transport: transport, responder: responder, listeners: listeners, client: client)))
  } catch {
    result = .failure(error)
  }
  try await client.shutdown()
  await listeners.stop()
  return try result.get()
}

extension MockListeners.Hosts {
  /// The base URL of one host.
  fileprivate func url(of host: MockCore.Host) -> String {
    switch host {
    case .login: loginURL
    case .api: apiURL
    case .files: filesURL
    }
  }
}
