/// What each mutant, each scenario and each check came to.
public struct MutantTable: Sendable {
  /// One defect, with what caught it.
  public struct Row: Hashable, Sendable {
    /// The defect.
    public var name: String
    /// What it does.
    public var what: String
    /// How many scenarios it was tried on.
    public var tried: Int
    /// The scenarios that failed, or warned where the connector as it is does not.
    public var scenarios: [String]
    /// The checks that failed or warned so.
    public var checks: [String]
    /// The scenarios that name it and did not catch it.
    public var missedBy: [String]
    /// The scenarios that were inconclusive.
    public var inconclusive: [String]

    /// Whether it was caught, by all that say they catch it.
    public var isCaught: Bool { !scenarios.isEmpty && missedBy.isEmpty }
  }

  /// A connector that is right, with what speaks against it.
  public struct Flag: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The scenario, with its parameters.
    public var scenario: String
    /// The verdict, `fail` or `inconclusive`.
    public var verdict: Verdict
    /// What was said.
    public var message: String
  }

  /// The defects, in the order of the file.
  public var rows: [Row] = []
  /// What was said against connectors that are right.
  public var flags: [Flag] = []
  /// The connectors that are right, and how many scenarios each passed.
  public var passed: [(name: String, count: Int)] = []
  /// Scenarios of those tried that caught no defect.
  public var idleScenarios: [String] = []
  /// Checks that caught no defect.
  public var idleChecks: [String] = []

  /// Whether nothing is left to mend.
  public var isWhole: Bool {
    flags.isEmpty && idleScenarios.isEmpty && idleChecks.isEmpty && rows.allSatisfy(\.isCaught)
  }

  /// Compares all that was tried.
  ///
  /// - Parameters:
  ///   - checks: the names of all checks; empty where only some of the mutants were tried.
  public init(_ tried: [TriedMutant], _ scenarios: [Scenario], checks: [String]) {
    let honest = tried.first { $0.trial.kind == .honest }?.results ?? []
    let usual = Set(honest.flatMap { result in result.warnings.map { Warned(result.name, $0) } })
    for mutant in tried where mutant.trial.kind == .defect {
      rows.append(Row(mutant, scenarios, usual: usual))
    }
    for mutant in tried where mutant.trial.kind != .defect {
      passed.append((mutant.trial.name, mutant.results.count { $0.verdict == .pass }))
      flags += mutant.results.filter { $0.verdict == .fail || $0.verdict == .inconclusive }.map {
        Flag(name: mutant.trial.name, scenario: $0.name, verdict: $0.verdict, message: $0.sentence)
      }
    }
    guard !checks.isEmpty else { return }
    let catching = Set(rows.flatMap(\.scenarios))
    let notRun = Set(honest.filter { $0.verdict == .notApplicable }.map(\.scenario))
    var identities: [String] = []
    for scenario in scenarios where !identities.contains(scenario.identity) { identities.append(scenario.identity) }
    idleScenarios = identities.filter { !catching.contains($0) && !notRun.contains($0) }
    idleChecks = checks.filter { check in !rows.contains { $0.checks.contains(check) } }
  }
}

/// A warning of a scenario.
private struct Warned: Hashable {
  var scenario: String
  var judge: String

  init(_ scenario: String, _ judge: String) {
    self.scenario = scenario
    self.judge = judge
  }
}

extension MutantTable.Row {
  fileprivate init(_ tried: TriedMutant, _ scenarios: [Scenario], usual: Set<Warned>) {
    let mutant = tried.trial.mutant
    name = tried.trial.name
    what = mutant?.what ?? ""
    self.tried = tried.trial.scenarios.count
    var caughtBy: [String] = []
    var checks: Set<String> = []
    for result in tried.results {
      let news = result.findings.filter { finding in
        finding.verdict == .fail
          && (finding.severity == .fail || !usual.contains(Warned(result.name, finding.judge)))
      }
      checks.formUnion(news.compactMap(\.check))
      let isCaught = result.verdict == .fail || result.verdict == .pass && !news.isEmpty
      if isCaught, !caughtBy.contains(result.scenario) { caughtBy.append(result.scenario) }
    }
    self.scenarios = caughtBy
    self.checks = checks.sorted()
    let notRun = Dictionary(grouping: tried.results, by: \.scenario).filter { _, results in
      results.allSatisfy { $0.verdict == .notApplicable }
    }
    let naming = scenarios.filter { $0.killedBy.contains(tried.trial.name) }.map(\.identity)
    let meant = Set(naming + (mutant?.scenarios ?? []))
    missedBy = tried.trial.scenarios.filter {
      meant.contains($0) && !caughtBy.contains($0) && notRun[$0] == nil
    }
    inconclusive = tried.results.filter { $0.verdict == .inconclusive }.map(\.name)
  }
}

extension ScenarioResult {
  /// Who warned.
  fileprivate var warnings: [String] {
    findings.filter { $0.verdict == .fail && $0.severity == .warn }.map(\.judge)
  }

  /// What calls for somebody, in one line.
  fileprivate var sentence: String {
    let first = problems.first.map { "\($0.judge): \($0.message)" }
    return first ?? reason ?? ""
  }
}

extension Finding {
  /// The check or the expectation that speaks.
  fileprivate var judge: String { check ?? expectation ?? "" }
}
