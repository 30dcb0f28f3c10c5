import JSONSource
import ScenarioCore

/// The scenarios that were demanded of a version when it was created, each with the digest of its file.
public struct RequirementSet: Hashable, Sendable, Codable {
  /// The digest of each scenario's file, by the scenario's name.
  public var scenarios: [String: Digest]

  /// Freezes what the requirements demand of the scenarios that there are.
  public init(of requirements: Requirements, among scenarios: [CurrentScenario]) {
    let demanded = scenarios.filter { requirements.demand($0.identity) }
    self.scenarios = Dictionary(demanded.map { ($0.name, $0.bytes.scenario) }) { first, _ in first }
  }

  /// The set as text, always the same for the same set; its digest is that of the set.
  public var text: String {
    JSONValue.object(JSONObject(scenarios.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.text)) }))
      .encoded()
  }

  /// What is demanded now and was not, was and is not, and has changed; each sorted.
  public func difference(to now: RequirementSet) -> (added: [String], removed: [String], changed: [String]) {
    let common = scenarios.keys.filter { now.scenarios[$0] != nil }
    return (
      now.scenarios.keys.filter { scenarios[$0] == nil }.sorted(),
      scenarios.keys.filter { now.scenarios[$0] == nil }.sorted(),
      common.filter { scenarios[$0] != now.scenarios[$0] }.sorted()
    )
  }
}
