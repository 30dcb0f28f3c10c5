import JSONSource
import Logging
import MockCore

/// A mock with its listeners, known to the control API by its name.
public struct OpenSandbox: Sendable {
  /// The name of the sandbox that is there from the beginning.
  public static let firstID = "default"

  /// Its name.
  public let id: String
  /// Its mock and where that listens.
  public let listeners: MockListeners
  /// What it began with.
  public let origin: SandboxDescription.Origin

  /// The mock.
  var mock: Mock { listeners.mock }

  /// States a sandbox that is open.
  public init(id: String, listeners: MockListeners, origin: SandboxDescription.Origin) {
    self.id = id
    self.listeners = listeners
    self.origin = origin
  }

  /// Everything that a program needs to use it.
  ///
  /// - Parameter base: the base URL of the control API.
  public func description(at base: String) async -> SandboxDescription {
    SandboxDescription(
      id: id, url: base + "/sandboxes/" + id, production: listeners.production.described,
      developerSandbox: listeners.sandbox?.described, origin: origin, now: await mock.now,
      exchanges: await mock.exchangeCount, apps: await mock.apps, directory: await mock.people)
  }
}

/// The sandboxes of one control API: each with its own listeners, world, clock and record.
///
/// The first is somebody else's, who ends it; all others are made and deleted here.
public actor OpenSandboxes {
  /// What a sandbox is like where nothing else is asked for.
  public struct Standard: Sendable {
    /// The world.
    public var world: World
    /// The profile.
    public var profile: Profile
    /// The redirect URI that is registered for the app.
    public var redirectUri: String
    /// The clock, as it stands at the beginning.
    public var clock: MockClock
    /// Whether answers say their grounds in a header.
    public var explains: Bool

    /// States what sandboxes are like.
    public init(
      world: World, profile: Profile, redirectUri: String, clock: MockClock = .system, explains: Bool = false
    ) {
      self.world = world
      self.profile = profile
      self.redirectUri = redirectUri
      self.clock = clock
      self.explains = explains
    }
  }

  private var first: OpenSandbox
  private var standard: Standard
  private let fixtures: SandboxFixtures
  private let logger: Logger
  private var open: [OpenSandbox] = []
  /// The names of sandboxes that are being made.
  private var coming: Set<String> = []
  private var seeds: IDSource
  private var lastNumber = 0
  private var isStopped = false

  /// Keeps sandboxes beside a first one.
  public init(first: OpenSandbox, standard: Standard, fixtures: SandboxFixtures, logger: Logger) {
    self.first = first
    self.standard = standard
    self.fixtures = fixtures
    self.logger = logger
    seeds = IDSource(seed: first.origin.seed)
  }

  /// All sandboxes, in the order of their making.
  var all: [OpenSandbox] { [first] + open }

  /// The sandbox of that name.
  ///
  /// - Throws: ``ControlProblem`` where there is none.
  func find(_ id: String) throws(ControlProblem) -> OpenSandbox {
    if let sandbox = all.first(where: { $0.id == id }) { return sandbox }
    throw ControlProblem(
      404, "unknown-sandbox", "There is no such sandbox", detail: "there is no sandbox \"\(id)\"",
      hint: Suggestion.hint(for: id, among: all.map(\.id))
        ?? "GET /sandboxes lists them")
  }

  /// Opens a sandbox.
  ///
  /// - Throws: ``ControlProblem`` where its name is taken, there are too many, or it cannot listen.
  public func create(_ order: SandboxOrder) async throws -> OpenSandbox {
    let id = try reserve(order.id)
    defer { coming.remove(id) }
    let (world, profile, origin) = try await parts(of: order)
    let mock: Mock
    do {
      mock = try Mock(
        world: world, profile: profile, catalog: fixtures.catalog,
        redirectUri: order.redirectUri ?? standard.redirectUri, clock: standard.clock, seed: origin.seed)
    } catch let error as Interpolation.UnknownName {
      throw ControlProblem(
        422, "invalid-body", "The body is not what this path takes",
        detail: "a redirect URI of the world names \"${\(error.name)}\", which has no value here",
        hint: "write ${app.redirectUri}, or the address itself")
    }
    let listeners: MockListeners
    do {
      listeners = try await MockListeners.start(mock, explains: standard.explains, logger: logger)
    } catch let error as ListenerError {
      throw ControlProblem(
        503, "no-listener", "The sandbox cannot listen", detail: "\(error)", hint: "delete sandboxes that are not used")
    }
    guard !isStopped else {
      await listeners.stop()
      throw CancellationError()
    }
    let sandbox = OpenSandbox(id: id, listeners: listeners, origin: origin)
    open.append(sandbox)
    return sandbox
  }

  /// Closes a sandbox; its ports are free when this returns.
  ///
  /// - Throws: ``ControlProblem`` where there is none, or it is the first.
  func delete(_ id: String) async throws(ControlProblem) {
    let sandbox = try find(id)
    guard let index = open.firstIndex(where: { $0.id == id }) else {
      throw ControlProblem(
        409, "first-sandbox", "The first sandbox cannot be deleted", detail: "it ends with the program that opened it",
        hint: "POST /sandboxes/\(id)/reset takes it back to its world")
    }
    open.remove(at: index)
    await sandbox.listeners.stop()
  }

  /// Closes all sandboxes that were made here, and has another first one from now on.
  public func begin(over first: OpenSandbox, standard: Standard) async {
    self.first = first
    self.standard = standard
    await closeAll()
  }

  /// Closes all sandboxes that were made here, for good.
  public func stop() async {
    isStopped = true
    await closeAll()
  }

  private func closeAll() async {
    let closing = open
    open = []
    for sandbox in closing { await sandbox.listeners.stop() }
  }

  private func reserve(_ asked: String?) throws(ControlProblem) -> String {
    let taken = Set(all.map(\.id)).union(coming)
    guard taken.count < ControlLimits.sandboxes else {
      throw ControlProblem(
        409, "too-many-sandboxes", "There are too many sandboxes", detail: "there are \(taken.count)",
        hint: "delete those that are not used")
    }
    if let asked, taken.contains(asked) {
      throw ControlProblem(
        409, "sandbox-exists", "There is such a sandbox already", detail: "there is a sandbox \"\(asked)\" already",
        hint: "DELETE /sandboxes/\(asked) first, or leave the id out")
    }
    let id = asked ?? nextID(besides: taken)
    coming.insert(id)
    return id
  }

  private func nextID(besides taken: Set<String>) -> String {
    repeat { lastNumber += 1 } while taken.contains("sandbox-\(lastNumber)")
    return "sandbox-\(lastNumber)"
  }

  private func parts(of order: SandboxOrder) async throws -> (World, Profile, SandboxDescription.Origin) {
    // A seed of 32 bits is exact in every language's numbers.
    var origin = SandboxDescription.Origin(
      world: first.origin.world, profile: first.origin.profile, seed: order.seed ?? seeds.next() >> 32)
    var world = standard.world
    var profile = standard.profile
    switch order.world {
    case .named(let name):
      origin.world = name
      world = try await usable(fixtures.world(name))
    case .given(let given):
      origin.world = "given"
      world = given
    case nil: break
    }
    if let name = order.profile {
      origin.profile = name
      profile = try await usable(fixtures.profile(name))
    }
    if let knobs = order.knobs { profile = profile.turning(knobs) }
    return (world, profile, origin)
  }

  private func usable<Value>(_ fixture: Result<Value, WrongFixture>) throws(ControlProblem) -> Value {
    switch fixture {
    case .success(let value): return value
    case .failure(let wrong):
      var problem = ControlProblem(422, "wrong-fixture", "The file cannot be used")
      problem.diagnostics = wrong.diagnostics
      problem.detail = wrong.diagnostics.first?.message
      throw problem
    }
  }
}

extension MockListeners.Hosts {
  fileprivate var described: SandboxDescription.Hosts { .init(loginURL: loginURL, apiURL: apiURL) }
}
