import ScenarioCore

/// How much a finding weighs in a run, the worst first.
enum Weight: Int, Sendable {
  /// It fails the run.
  case failure
  /// It keeps the run from passing.
  case open
  /// It is to be known.
  case warning

  /// What a report calls a finding of that weight.
  var word: String {
    switch self {
    case .failure: "fail"
    case .open: "inconclusive"
    case .warning: "warning"
    }
  }
}

extension RunResult {
  /// How much a finding weighs; in a strict run a warning weighs as much as a failure.
  func weight(of finding: Finding) -> Weight {
    switch (finding.severity, finding.verdict) {
    case (.fail, .fail): .failure
    case (.warn, .fail): strict ? .failure : .warning
    case (.fail, _): .open
    case (.warn, _): .warning
    }
  }

  /// What a scenario counts as; one that warns counts as failed in a strict run, whose exit status says so too.
  func counted(_ scenario: ScenarioResult) -> Verdict { strict && scenario.warns ? .fail : scenario.verdict }
}
