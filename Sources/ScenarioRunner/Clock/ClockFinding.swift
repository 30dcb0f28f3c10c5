import ScenarioCore

/// What a probe found out about a connector's clock.
public struct ClockFinding: Hashable, Sendable {
  /// Whether it moves with the mock's.
  public var clock: RunResult.Clock
  /// Why it stays real; nil where it follows.
  public var reason: String?

  /// It was seen to follow.
  public static let follows = ClockFinding(clock: .follow, reason: nil)
  /// It stays real, for a reason.
  public static func real(_ reason: String) -> ClockFinding { ClockFinding(clock: .real, reason: reason) }
}
