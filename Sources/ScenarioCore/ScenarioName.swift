/// How a scenario is named for people.
public enum ScenarioName {
  /// The identity, and in brackets the combination of its matrix, sorted by key.
  public static func text(_ identity: String, _ parameters: [String: String]) -> String {
    guard !parameters.isEmpty else { return identity }
    let pairs = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return "\(identity) [\(pairs.joined(separator: ", "))]"
  }
}

extension Scenario {
  /// The identity with the combination of its matrix.
  public var name: String { ScenarioName.text(identity, parameters) }

  /// Whether a step moves the clock to a moment, so that it must not be past that when the scenario begins.
  public var namesMoment: Bool {
    steps.contains { step in
      if case .advance(.to) = step.verb { true } else { false }
    }
  }
}
