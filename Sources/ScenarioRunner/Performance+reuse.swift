import MockServer
import ScenarioCore

extension Performance {
  /// How long a process may take to come to rest when a scenario is over, in real time.
  private static let patience = Duration.seconds(3)
  /// Of the silence that a scenario waits for where it needs quiet, this part is enough between two scenarios: what
  /// comes later all the same is asked of another mock, which knows nothing of its tokens.
  private static let part = 4

  /// Whether the connector's process may serve another scenario: it is the one that began this one, nothing went wrong,
  /// and it is at rest, so that what it still had to do belongs to this scenario.
  func isAtRest() async throws -> Bool {
    guard history.brokenOff == nil, history.notApplicable == nil, let firstProcess,
      await connector.running == firstProcess
    else { return false }
    let silence = min(plan.quiet.silence, Self.patience) / Self.part
    let bounds = QuietBounds(silence: silence, busyness: Self.patience / 2, patience: Self.patience)
    let observation = Observation(mock: mock, bounds: bounds) { [connector] in await connector.processGroups }
    return try await observation.untilQuiet() == nil
  }
}
