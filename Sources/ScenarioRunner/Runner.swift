import Foundation
import Logging
import MockCore
import MockServer
import ScenarioCore

/// Everything that one run of one scenario needs, read and checked.
public struct RunPlan: Sendable {
  /// The scenario.
  public var scenario: Scenario
  /// The connector.
  public var connector: ConnectorFile
  /// The world that the mock starts with.
  public var world: World
  /// Procore's settings.
  public var profile: Profile
  /// The operations of the fake API.
  public var catalog: Catalog
  /// The seed of all identifiers.
  public var seed: UInt64
  /// How long silence is listened to where a scenario waits for it.
  public var quiet = QuietBounds.standard
  /// Where fixtures lie, for the control API of the mock; without it there is none.
  public var home: Home?

  /// Makes a plan.
  public init(
    scenario: Scenario, connector: ConnectorFile, world: World, profile: Profile, catalog: Catalog, seed: UInt64
  ) {
    self.scenario = scenario
    self.connector = connector
    self.world = world
    self.profile = profile
    self.catalog = catalog
    self.seed = seed
  }
}

/// Performs a scenario on a fresh mock and a real connector process, and returns what was seen.
public struct Runner: Sendable {
  private let logger: Logger
  private let clock: MockClock
  private let environment: [String: String]
  let clockLibrary: ClockLibrary?

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - environment: Dryfit's own variables, of which connectors see a few.
  ///   - clockLibrary: what moves the connector's clock; nil leaves it real.
  public init(
    logger: Logger, clock: MockClock = .system, environment: [String: String] = ProcessInfo.processInfo.environment,
    clockLibrary: ClockLibrary? = nil
  ) {
    self.logger = logger
    self.clock = clock
    self.environment = environment
    self.clockLibrary = clockLibrary
  }

  /// Runs a scenario. Whatever happens, nothing of the connector is left running, and the history is whole.
  ///
  /// - Throws: ``RunError`` or ``MockServer/ListenerError`` when the run could not begin.
  public func run(_ plan: RunPlan) async throws -> History {
    let moves = plan.scenario.clock != .real
    return try await staged(plan, clockOffset: moves ? plan.scenario.clock.skew : nil) { stage in
      var history = History(scenario: plan.scenario.identity, seed: plan.seed, began: await stage.mock.now)
      history.clock = stage.connector.clock == nil ? .real : .follow
      let performance = Performance(
        plan: plan, mock: stage.mock, connector: stage.connector, network: stage.network, values: stage.values,
        folder: stage.folder, shims: stage.shims, history: history)
      let result: Result<History, any Error>
      do {
        try await performance.begin()
        try await performance.performAll()
        result = .success(try await performance.close())
      } catch {
        result = .failure(error)
      }
      await Task { await performance.endBackground() }.value
      return try result.get()
    }
  }

  /// Starts the connector once with a moved clock, and finds out whether it took.
  ///
  /// - Throws: as ``run(_:)``.
  public func probeClock(_ plan: RunPlan) async throws -> ClockFinding {
    guard clockLibrary != nil else { return .real("nothing moves it") }
    return try await staged(plan, clockOffset: ProbeClock.offset) { stage in
      var values = stage.values
      values.sessionDir = try stage.folder.session(values.sessionName)
      try await stage.connector.start(values)
      let probe = ProbeClock(
        connector: stage.connector, client: stage.network.client, values: values, shims: stage.shims)
      return try await probe.find(plan.connector, now: await stage.mock.now)
    }
  }

  /// What a scenario is performed on.
  private struct Stage: Sendable {
    var mock: Mock
    var connector: Connector
    var network: RunNetwork
    var values: RunValues
    var folder: RunFolder
    var shims: BrowserShims
  }

  /// Sets up a fresh mock and a connector that is not yet started, and takes everything down afterwards.
  private func staged<Value: Sendable>(
    _ plan: RunPlan, clockOffset: Duration?, _ body: (Stage) async throws -> Value
  ) async throws -> Value {
    let folder = try RunFolder()
    defer { folder.remove() }
    let port = try await FreePort.find()
    var values = RunValues(
      port: port, stateDir: folder.state, directory: plan.world.directory, environment: environment)
    values.company = plan.world.directory.companies.first
    values.redirectUri = try values.text(plan.connector.redirectUri, in: "redirectUri of connector.json")
    let mock = try Mock(
      world: plan.world, profile: plan.profile, catalog: plan.catalog, redirectUri: values.redirectUri, clock: clock,
      seed: plan.seed)
    let moved = try clockOffset.flatMap { offset in
      try clockLibrary.map { try MovedClock($0, in: folder, offset: offset) }
    }
    // Who looks at a certificate goes by the machine's time, whatever the mock's clock says.
    let shims = try BrowserShims(in: folder)
    let network = try await RunNetwork.start(
      mock, for: plan.connector, in: folder, now: MockClock.system.now, clockMoves: moved != nil,
      control: RunControl(plan, redirectUri: values.redirectUri, clock: clock), logger: logger)
    let groups: GroupGuard
    do {
      groups = try GroupGuard()
    } catch {
      await network.stop()
      throw error
    }
    values.loginURL = network.loginURL
    values.apiURL = network.apiURL
    values.controlURL = network.control?.url
    values.caFile = plan.connector.tls ? folder.authority : nil
    values.answersForProcore = plan.connector.hosts == .procore
    let app = await mock.app
    values.clientId = app.id
    values.clientSecret = app.secret
    let settings = LaunchSettings(
      file: plan.connector, folder: folder, shims: shims, proxy: network.proxy, clock: moved)
    let connector = Connector(settings: settings, client: network.client, log: OutputLog(mock: mock), groups: groups)
    let result: Result<Value, any Error>
    do {
      result = .success(
        try await body(
          Stage(mock: mock, connector: connector, network: network, values: values, folder: folder, shims: shims)))
    } catch {
      result = .failure(error)
    }
    // Cancelled or not: what was started is ended before anything is returned.
    await Task {
      await connector.stop()
      await groups.end()
      await network.stop()
    }.value
    return try result.get()
  }
}
