/// The verdicts of runs that were made again and again, to see whether they stay the same.
public struct RepeatedVerdicts: Hashable, Sendable {
  /// How many runs were noted.
  public private(set) var runs = 0
  /// How often each scenario came to each verdict, by the scenario's name.
  public private(set) var counts: [String: [Verdict: Int]] = [:]

  /// Begins with no run.
  public init() {}

  /// Notes a run.
  public mutating func note(_ results: [ScenarioResult]) {
    runs += 1
    for result in results { counts[result.name, default: [:]][result.verdict, default: 0] += 1 }
  }

  /// Whether every scenario came to the same verdict in every run.
  public var areSteady: Bool { unsteady.isEmpty }

  /// The scenarios that came to different verdicts, or were missing in a run, by name.
  public var unsteady: [String] {
    counts.filter { $0.value.count > 1 || $0.value.values.reduce(0, +) != runs }.map(\.key).sorted()
  }

  /// What came out, for people.
  public var text: String {
    let amount = "\(runs) \(runs == 1 ? "run" : "runs") of \(counts.count) scenarios"
    guard !areSteady else { return "\(amount): the same verdicts each time\n" }
    let lines = unsteady.map { name in
      let verdicts = (counts[name] ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }
      return "✗ \(name): " + verdicts.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
    }
    return (["\(amount): \(unsteady.count) came to different verdicts"] + lines).map { $0 + "\n" }.joined()
  }
}
