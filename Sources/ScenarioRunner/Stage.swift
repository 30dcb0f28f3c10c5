import MockCore
import MockServer
import ScenarioCore

/// What scenarios are performed on: a mock, everything that listens around it, and the connector's processes.
///
/// It is there for one scenario; for another one it is set up anew, unless the connector's process may serve both.
struct Stage: Sendable {
  var mock: Mock
  let connector: Connector
  let network: RunNetwork
  var values: RunValues
  let folder: RunFolder
  let port: ReservedPort
  let shims: BrowserShims
  let groups: GroupGuard
  /// The scenario that it was last used for, for people.
  var scenario: String
  /// How many scenarios it was used for before that.
  var served = 0
  /// What was issued in those.
  var earlier = CarriedOver()

  /// Ends what was started, whether or not the caller is cancelled, and removes what was written.
  func takeDown() async {
    await Task {
      await connector.stop()
      await groups.end()
      await network.stop()
      await port.release()
    }.value
    folder.remove()
  }
}

extension Runner {
  /// Sets up a fresh mock and a connector that is not yet started.
  ///
  /// - Parameter clockOffset: how far the connector's clock is moved from the start on; nil leaves it real.
  func setUp(_ plan: RunPlan, clockOffset: Duration?) async throws -> Stage {
    let folder = try RunFolder()
    do {
      return try await setUp(plan, clockOffset: clockOffset, in: folder)
    } catch {
      folder.remove()
      throw error
    }
  }

  private func setUp(_ plan: RunPlan, clockOffset: Duration?, in folder: RunFolder) async throws -> Stage {
    let port = try await ReservedPort.find()
    do {
      return try await setUp(plan, clockOffset: clockOffset, in: folder, at: port)
    } catch {
      await port.release()
      throw error
    }
  }

  private func setUp(
    _ plan: RunPlan, clockOffset: Duration?, in folder: RunFolder, at port: ReservedPort
  ) async throws -> Stage {
    var values = try values(plan, port: port.number, in: folder)
    let mock = try mock(plan, values, clock)
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
    values.complete(network, await mock.app)
    let settings = LaunchSettings(
      file: plan.connector, folder: folder, shims: shims, proxy: network.proxy, clock: moved)
    let connector = Connector(settings: settings, client: network.client, log: OutputLog(mock: mock), groups: groups)
    return Stage(
      mock: mock, connector: connector, network: network, values: values, folder: folder, port: port,
      shims: shims, groups: groups, scenario: plan.scenario.name)
  }

  /// Prepares a stage for another scenario: all is new but the connector's process, and what belongs to that.
  ///
  /// Whatever the process asks for from now on is asked of the new mock. What it asked for since the last scenario was
  /// over belongs to none.
  ///
  /// - Returns: nil where the scenario needs another process; the stage is as it was then.
  func prepare(_ stage: Stage, for plan: RunPlan) async throws -> Stage? {
    guard await fits(stage, plan) else { return nil }
    var next = stage
    next.values = try values(plan, port: stage.values.port, in: stage.folder)
    // The connector's clock is where earlier scenarios moved it, and the mock's begins there.
    var clock = clock
    if let moved = stage.connector.clock { clock.advance(by: await moved.offset) }
    next.mock = try mock(plan, next.values, clock)
    next.values.complete(stage.network, await next.mock.app)
    guard await stage.network.listeners.suit(next.mock), try await stage.connector.wouldStartAlike(next.values) else {
      return nil
    }
    next.earlier.add(try await stage.mock.issuedSecrets(), of: stage.scenario)
    try await next.mock.recognise(next.earlier.names)
    next.served += 1
    next.scenario = plan.scenario.name
    try stage.folder.emptySessions()
    await stage.network.begin(
      with: next.mock, control: RunControl(plan, redirectUri: next.values.redirectUri, clock: clock))
    await stage.connector.begin(with: next.mock)
    return next
  }

  /// Whether a connector's clock is as a scenario wants it, and its hosts are.
  private func fits(_ stage: Stage, _ plan: RunPlan) async -> Bool {
    let offset = await stage.connector.clock?.offset
    guard (offset == nil) == (clockOffset(plan) == nil), plan.scenario.clock.skew == .zero else { return false }
    // A clock that was moved may be past a moment that the scenario names, or past the certificates of the run.
    if let offset, offset > (plan.scenario.namesMoment ? .zero : Self.longestWay) { return false }
    return stage.values.answersForProcore == (plan.connector.hosts == .procore)
      && (stage.values.caFile != nil) == plan.connector.tls
  }

  /// How far the clock of one process is moved in all before it is left.
  private static let longestWay = Duration.seconds(400 * 86_400)

  private func values(_ plan: RunPlan, port: Int, in folder: RunFolder) throws -> RunValues {
    var values = RunValues(
      port: port, stateDir: folder.state, directory: plan.world.directory, environment: environment)
    values.sessionDir = try folder.session(values.sessionName)
    values.company = plan.world.directory.companies.first
    values.caFile = plan.connector.tls ? folder.authority : nil
    values.answersForProcore = plan.connector.hosts == .procore
    values.redirectUri = try values.text(plan.connector.redirectUri, in: "redirectUri of connector.json")
    return values
  }

  private func mock(_ plan: RunPlan, _ values: RunValues, _ clock: MockClock) throws -> Mock {
    // With the same seed, scenarios would give out the same tokens, and none could be told from one of an earlier one.
    let seed = plan.connector.reuse ? IDSource.seed(plan.seed, of: plan.scenario.name) : plan.seed
    return try Mock(
      world: plan.world, profile: plan.profile, catalog: plan.catalog, redirectUri: values.redirectUri, clock: clock,
      seed: seed)
  }
}

extension RunValues {
  /// Fills in what is known when everything listens.
  fileprivate mutating func complete(_ network: RunNetwork, _ app: Client) {
    loginURL = network.loginURL
    apiURL = network.apiURL
    controlURL = network.control?.url
    clientId = app.id
    clientSecret = app.secret
  }
}
