/// Which scenarios a version must have passed before it may be promoted.
public struct Requirements: Hashable, Sendable {
  /// A scenario that is not demanded, and why.
  public struct NotScored: Hashable, Sendable {
    /// The scenarios that are meant.
    public var scenario: ScenarioPattern
    /// Why they are not demanded.
    public var reason: String

    /// Makes an exception.
    public init(scenario: ScenarioPattern, reason: String) {
      self.scenario = scenario
      self.reason = reason
    }
  }

  /// The scenarios that are demanded; never empty when read from a file.
  public var required: [ScenarioPattern]
  /// The exceptions.
  public var notScored: [NotScored]

  /// Makes requirements.
  public init(required: [ScenarioPattern], notScored: [NotScored] = []) {
    self.required = required
    self.notScored = notScored
  }
}
