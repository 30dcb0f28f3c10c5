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
  /// The highest level on each tool that the manifest declares; nil where it declares none.
  public var uses: [String: PermissionLevel]?
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
  let logger: Logger
  let clock: MockClock
  let environment: [String: String]
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
    try await staged(plan, clockOffset: clockOffset(plan)) { try await perform(plan, on: $0, mayStay: false) }
  }

  /// Starts the connector once with a moved clock, and finds out whether it took.
  ///
  /// - Throws: as ``run(_:)``.
  public func probeClock(_ plan: RunPlan) async throws -> ClockFinding {
    guard clockLibrary != nil else { return .real("nothing moves it") }
    return try await staged(plan, clockOffset: ProbeClock.offset) { stage in
      try await stage.connector.start(stage.values)
      let probe = ProbeClock(
        connector: stage.connector, client: stage.network.client, values: stage.values, shims: stage.shims)
      return try await probe.find(plan.connector, now: await stage.mock.now)
    }
  }

  /// Performs a scenario on a stage.
  ///
  /// - Parameter mayStay: whether the connector's process may go on when the scenario is over.
  func perform(_ plan: RunPlan, on stage: Stage, mayStay: Bool) async throws -> History {
    var history = History(scenario: plan.scenario.identity, seed: plan.seed, began: await stage.mock.now)
    history.declared = DeclaredConnector(users: plan.connector.users?.rawValue, uses: plan.uses)
    history.clock = stage.connector.clock == nil ? .real : .follow
    let performance = Performance(plan: plan, stage: stage, history: history)
    let result: Result<History, any Error>
    do {
      try await performance.begin()
      try await performance.performAll()
      result = .success(try await performance.close(mayStay: mayStay))
    } catch {
      result = .failure(error)
    }
    await Task { await performance.endBackground() }.value
    return try result.get()
  }

  /// How far the connector's clock is to be from the mock's at the beginning; nil where it stays real.
  func clockOffset(_ plan: RunPlan) -> Duration? {
    plan.scenario.clock == .real || clockLibrary == nil ? nil : plan.scenario.clock.skew
  }

  /// Performs something on a fresh stage, and takes it down afterwards.
  private func staged<Value: Sendable>(
    _ plan: RunPlan, clockOffset: Duration?, _ body: (Stage) async throws -> Value
  ) async throws -> Value {
    let stage = try await setUp(plan, clockOffset: clockOffset)
    let result: Result<Value, any Error>
    do {
      result = .success(try await body(stage))
    } catch {
      result = .failure(error)
    }
    await stage.takeDown()
    return try result.get()
  }
}
