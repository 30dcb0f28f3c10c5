import ScenarioCore

/// The signed word of somebody that a known failure does not keep a version back, until a day.
public struct Waiver: Hashable, Sendable {
  /// What may fail.
  public enum Target: Hashable, Sendable {
    /// A check, by its name.
    case check(String)
    /// An expectation of a scenario, by its id.
    case expectation(String)

    /// The name as people read it: `the check "expiry/margin"`.
    public var words: String {
      switch self {
      case .check(let name): "the check \"\(name)\""
      case .expectation(let id): "the expectation \"\(id)\""
      }
    }
  }

  /// What may fail.
  public var target: Target
  /// In which scenario; nil for all of them.
  public var scenario: ScenarioPattern?
  /// Who answers for it.
  public var owner: String
  /// Why it may fail.
  public var reason: String
  /// The last day on which it holds, to its end in UTC.
  public var expires: CalendarDate

  /// Makes a waiver.
  public init(target: Target, scenario: ScenarioPattern?, owner: String, reason: String, expires: CalendarDate) {
    self.target = target
    self.scenario = scenario
    self.owner = owner
    self.reason = reason
    self.expires = expires
  }

  /// Whether a scenario is meant.
  public func covers(scenario identity: String) -> Bool { scenario?.matches(identity) ?? true }

  /// Whether it speaks of this finding of this scenario.
  public func covers(_ finding: Finding, of identity: String) -> Bool {
    guard covers(scenario: identity), finding.verdict == .fail else { return false }
    switch target {
    case .check(let name): return finding.check == name
    case .expectation(let id): return finding.expectation == id
    }
  }

  /// The waiver in a few words: `the check "expiry/margin" in every scenario`.
  public var words: String { "\(target.words) in \(scenario.map { "\"\($0)\"" } ?? "every scenario")" }
}
