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

  /// Makes a runner.
  ///
  /// - Parameter environment: Dryfit's own variables, of which connectors see a few.
  public init(
    logger: Logger, clock: MockClock = .system, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.logger = logger
    self.clock = clock
    self.environment = environment
  }

  /// Runs a scenario. Whatever happens, nothing of the connector is left running, and the history is whole.
  ///
  /// - Throws: ``RunError`` or ``MockServer/ListenerError`` when the run could not begin.
  public func run(_ plan: RunPlan) async throws -> History {
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
    // Who looks at a certificate goes by the machine's time, whatever the mock's clock says.
    let shims = try BrowserShims(in: folder)
    let network = try await RunNetwork.start(
      mock, for: plan.connector, in: folder, now: MockClock.system.now, logger: logger)
    let groups: GroupGuard
    do {
      groups = try GroupGuard()
    } catch {
      await network.stop()
      throw error
    }
    values.loginURL = network.loginURL
    values.apiURL = network.apiURL
    values.caFile = plan.connector.tls ? folder.authority : nil
    values.answersForProcore = plan.connector.hosts == .procore
    let app = await mock.app
    values.clientId = app.id
    values.clientSecret = app.secret
    let connector = Connector(
      settings: LaunchSettings(file: plan.connector, folder: folder, shims: shims, proxy: network.proxy),
      client: network.client, log: OutputLog(mock: mock), groups: groups)
    let performance = Performance(
      plan: plan, mock: mock, connector: connector, network: network, values: values, folder: folder, shims: shims,
      history: History(scenario: plan.scenario.identity, seed: plan.seed, began: await mock.now))
    let result: Result<History, any Error>
    do {
      try await performance.begin()
      try await performance.performAll()
      result = .success(try await performance.close())
    } catch {
      result = .failure(error)
    }
    // Cancelled or not: what was started is ended before anything is returned.
    await Task {
      await performance.endBackground()
      await connector.stop()
      await groups.end()
      await network.stop()
    }.value
    return try result.get()
  }
}
