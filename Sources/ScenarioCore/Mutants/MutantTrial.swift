/// A mutant with the scenarios that it is tried on.
public struct MutantTrial: Hashable, Sendable {
  /// What is expected of it.
  public enum Kind: String, Hashable, Sendable {
    /// The connector as it is: it is right.
    case honest
    /// It goes wrong, and has to be caught.
    case defect
    /// It is right, and must not be flagged.
    case variation
  }

  /// What is expected of it.
  public var kind: Kind
  /// The mutant; nil for the connector as it is.
  public var mutant: Mutant?
  /// The identities of the scenarios, in the order of the suite.
  public var scenarios: [String]

  /// States a trial.
  public init(kind: Kind, mutant: Mutant?, scenarios: [String]) {
    self.kind = kind
    self.mutant = mutant
    self.scenarios = scenarios
  }

  /// The mutant's name, or "as it is".
  public var name: String { mutant?.name ?? "as it is" }

  /// Which mutants are tried on which scenarios: the connector as it is and each variation on all of them; each defect
  /// on those that name it and on one of each folder, another one for each defect, or on all where none names it.
  ///
  /// - Parameters:
  ///   - all: whether each defect is tried on all scenarios.
  ///   - only: the names of the mutants that are tried; empty for all. The connector as it is always is.
  public static func plan(
    _ file: MutantsFile, _ scenarios: [Scenario], all: Bool = false, only: Set<String> = []
  ) -> [MutantTrial] {
    var identities: [String] = []
    for scenario in scenarios where !identities.contains(scenario.identity) { identities.append(scenario.identity) }
    let isMeant = { (mutant: Mutant) in only.isEmpty || only.contains(mutant.name) }
    let defects = file.defects.list.enumerated().filter { isMeant($0.element) }.map { index, mutant in
      let chosen = all ? Set(identities) : choice(for: mutant, number: index, scenarios, identities)
      return MutantTrial(kind: .defect, mutant: mutant, scenarios: identities.filter(chosen.contains))
    }
    let variations = file.variations.list.filter(isMeant).map {
      MutantTrial(kind: .variation, mutant: $0, scenarios: identities)
    }
    let honest = Set((defects + variations).flatMap(\.scenarios))
    let asItIs = MutantTrial(kind: .honest, mutant: nil, scenarios: identities.filter(honest.contains))
    return [asItIs] + variations + defects
  }

  private static func choice(
    for mutant: Mutant, number: Int, _ scenarios: [Scenario], _ identities: [String]
  ) -> Set<String> {
    let naming = scenarios.filter { $0.killedBy.contains(mutant.name) || mutant.scenarios.contains($0.identity) }
    guard !naming.isEmpty else { return Set(identities) }
    let folders = Dictionary(grouping: identities) { $0.split(separator: "/").first ?? "" }
    let others = folders.values.map { $0[number % $0.count] }
    return Set(naming.map(\.identity) + others)
  }
}

/// A mutant with what became of it in each of its scenarios.
public struct TriedMutant: Sendable {
  /// What was tried.
  public var trial: MutantTrial
  /// What came out, one result for each combination of a matrix.
  public var results: [ScenarioResult]

  /// States what came out.
  public init(trial: MutantTrial, results: [ScenarioResult]) {
    self.trial = trial
    self.results = results
  }
}
