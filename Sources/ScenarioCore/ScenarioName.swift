/// How a scenario is named for people.
public enum ScenarioName {
  /// The identity, and in brackets the combination of its matrix, sorted by key.
  public static func text(_ identity: String, _ parameters: [String: String]) -> String {
    guard !parameters.isEmpty else { return identity }
    let pairs = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return "\(identity) [\(pairs.joined(separator: ", "))]"
  }
}
