import JSONSource
import MockCore
import ScenarioCore

/// A run with everything that its reports may show.
public struct ReportedRun: Sendable {
  /// What the run came to.
  public var result: RunResult
  /// The histories of its scenarios, in their order; nil for what was not run.
  public var histories: [History?]
  /// When the run ended, in real time; nil where nobody wrote it down.
  public var ended: Instant?
  /// The files of the scenarios, by identity; a report points at their lines.
  public var files: [String: LocatedJSON]
  /// The pages of all checks.
  public var checks: [CheckPage]
  /// Where the paths of scenarios begin, below the root of the repository they lie in, `connectors/acme`; empty at the
  /// root itself.
  public var folder: String
  /// Whether a job summary of GitHub Actions is written beside the reports.
  public var hasSummary = false

  /// Gathers what there is to show.
  public init(
    _ result: RunResult, histories: [History?] = [], ended: Instant? = nil, files: [String: LocatedJSON] = [:],
    checks: [CheckPage] = [], folder: String = ""
  ) {
    self.result = result
    self.histories = histories
    self.ended = ended
    self.files = files
    self.checks = checks
    self.folder = folder
  }

  /// The findings that call for somebody, scenario by scenario; without those that are open only because of another.
  var problems: [Problem] {
    result.scenarios.flatMap { scenario in
      scenario.problems.filter { !$0.isConsequence }.map {
        Problem(finding: $0, scenario: scenario, weight: result.weight(of: $0))
      }
    }
  }

  /// The problems with the worst first; of equal ones the first of each claim stands before its repetitions, so that
  /// whoever reads ten reads of ten things.
  var worstFirst: [Problem] {
    var seen: [String: Int] = [:]
    let keyed = problems.enumerated().map { index, problem in
      let claim = "\(problem.weight.rawValue) \(problem.finding.claim)"
      seen[claim, default: 0] += 1
      return (problem: problem, key: [problem.weight.rawValue, seen[claim, default: 0], index])
    }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.problem)
  }
}

/// A finding that calls for somebody, with the scenario in which it was made.
struct Problem: Sendable {
  var finding: Finding
  var scenario: ScenarioResult
  var weight: Weight
}
