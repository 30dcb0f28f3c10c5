import AsyncHTTPClient
import Foundation
import Logging
import MockCore
import MockServer
import NIOCore
import ScenarioRunner

/// A mock with its listeners, and people who connect.
struct MockUnderLoad {
  let listeners: MockListeners
  let app: Client

  /// Something without which nothing can be measured.
  struct Wrong: Error, CustomStringConvertible {
    var description: String
  }

  /// The tokens of somebody who has just connected.
  struct Connection: Sendable {
    var access: String
    var refresh: String
  }

  static let redirectURI = "http://localhost:4100/callback"

  /// What a mock is made of.
  struct Files {
    var world: World
    var profile: Profile
    var catalog: Catalog
  }

  /// Where Dryfit's own files lie.
  static func home() throws -> Home {
    let home = Home.find(
      environment: ProcessInfo.processInfo.environment, executable: CommandLine.arguments.first,
      current: FileManager.default.currentDirectoryPath)
    guard let home else { throw Wrong(description: "Fixtures and scenarios are not found; set DRYFIT_HOME") }
    return home
  }

  /// Reads the standard files.
  static func files(world name: String = "two-companies") throws -> Files {
    let files = FileLoader(home: try home())
    let world = files.world(name, relativeTo: "/")
    let profile = files.profile("procore", relativeTo: "/")
    let catalog = files.catalog()
    guard let world, let profile, !files.diagnostics.hasErrors else {
      throw Wrong(description: files.diagnostics.all.map { "\($0)" }.joined(separator: "\n"))
    }
    return Files(world: world.value, profile: profile.value, catalog: catalog.value)
  }

  /// Makes a mock that nobody can reach yet.
  static func mock(_ files: Files) throws -> Mock {
    try Mock(
      world: files.world, profile: files.profile, catalog: files.catalog, redirectUri: redirectURI, clock: .system,
      seed: 1)
  }

  /// Starts a mock with its listeners.
  static func start(
    world: String = "two-companies", turning turn: (inout Profile) -> Void = { _ in }
  ) async throws -> MockUnderLoad {
    var logger = Logger(label: "dryfit-bench")
    logger.logLevel = .error
    var files = try files(world: world)
    turn(&files.profile)
    let listeners = try await MockListeners.start(try mock(files), logger: logger)
    return MockUnderLoad(listeners: listeners, app: await listeners.mock.app)
  }

  /// Leads the world's first user through the login, so often.
  func connect(times: Int) async throws -> [Connection] {
    guard let user = await listeners.mock.people.users.first, let url = URL(string: listeners.loginURL) else {
      throw Wrong(description: "the world has no user")
    }
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))
    defer { client.shutdown { _ in } }
    var connections: [Connection] = []
    for _ in 0..<times {
      let code = try await ObtainCode(loginURL: url, client: client).of(
        user, app: app, redirectURI: Self.redirectURI)
      var request = HTTPClientRequest(url: listeners.loginURL + "/oauth/token")
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      let form = [
        Parameter("grant_type", "authorization_code"), Parameter("code", code), Parameter("client_id", app.id),
        Parameter("client_secret", app.secret), Parameter("redirect_uri", Self.redirectURI),
      ]
      request.body = .bytes(ByteBuffer(string: FormEncoding.encode(form)))
      let body = try await client.execute(request, timeout: .seconds(30)).body.collect(upTo: 1 << 20)
      guard let access = body.text(of: "access_token"), let refresh = body.text(of: "refresh_token") else {
        throw Wrong(description: "no tokens were issued: \(String(buffer: body))")
      }
      connections.append(Connection(access: access, refresh: refresh))
    }
    return connections
  }
}

extension ByteBuffer {
  /// The text of a member of a JSON object of texts and numbers, as quickly as it can be had.
  func text(of key: String) -> String? {
    let needle = Array("\"\(key)\":\"".utf8)
    return withUnsafeReadableBytes { bytes in
      let starts = 0..<max(0, bytes.count - needle.count)
      guard let start = starts.first(where: { bytes[$0] == needle[0] && bytes[$0...].starts(with: needle) }) else {
        return nil
      }
      let rest = bytes[(start + needle.count)...]
      return rest.firstIndex(of: 0x22).map { String(decoding: rest[..<$0], as: UTF8.self) }
    }
  }
}
