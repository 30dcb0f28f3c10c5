import Logging
import MockServer

/// What the control API of a run's mock needs: its sandboxes begin as the run does.
struct RunControl: Sendable {
  let home: Home
  let plan: RunPlan
  let redirectUri: String
  let clock: MockClock

  /// What is needed for a plan; nil where nobody knows where its fixtures lie.
  init?(_ plan: RunPlan, redirectUri: String, clock: MockClock) {
    guard let home = plan.home else { return nil }
    self.home = home
    self.plan = plan
    self.redirectUri = redirectUri
    self.clock = clock
  }

  /// Starts the control API; its first sandbox, `default`, is the mock of the run.
  ///
  /// - Throws: ``MockServer/ListenerError``.
  func start(over listeners: MockListeners, logger: Logger) async throws -> ControlListener {
    let fixtures = SandboxFixtures(home: home, catalog: plan.catalog)
    let sandboxes = OpenSandboxes(
      first: first(listeners), standard: standard, fixtures: fixtures, logger: logger)
    return try await ControlListener.start(over: sandboxes, fixtures: fixtures, logger: logger)
  }

  /// The mock of the run, as the control API knows it.
  func first(_ listeners: MockListeners) -> OpenSandbox {
    OpenSandbox(
      id: OpenSandbox.firstID, listeners: listeners,
      origin: .init(world: plan.scenario.world, profile: plan.scenario.profile, seed: plan.seed))
  }

  /// What its further sandboxes begin with.
  var standard: OpenSandboxes.Standard {
    .init(world: plan.world, profile: plan.profile, redirectUri: redirectUri, clock: clock)
  }
}
