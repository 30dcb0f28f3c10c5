import ScenarioCore

/// A run for GitHub Actions: annotations, and a job summary that holds all of it.
public enum GitHubReport {
  /// How many annotations there are at most: GitHub shows ten of a kind for a step, and leaves out the others.
  static let limit = 10

  /// Workflow commands, one a line, the worst first; empty where nothing calls for somebody.
  ///
  /// A failure is an error, what is inconclusive is a warning, and a warning is a notice.
  public static func annotations(of run: ReportedRun) -> String {
    let problems = run.worstFirst
    let rest = problems.count - limit
    var lines = problems.prefix(limit).map { command($0, in: run) }
    if rest > 0 {
      let count = rest == 1 ? "1 more finding stands" : "\(rest) more findings stand"
      let place = run.hasSummary ? "in the job summary" : "in the output of this step"
      lines.append("::notice title=Dryfit::\(count) \(place).")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func command(_ problem: Problem, in run: ReportedRun) -> String {
    let place = run.place(of: problem.finding, in: problem.scenario)
    var properties = ["title=\(property("\(problem.scenario.name): \(problem.finding.claim)"))"]
    if !place.isOfSuite {
      properties.append("file=\(property(place.path))")
      if let line = place.line { properties.append("line=\(line)") }
    }
    return "::\(problem.weight.command) \(properties.joined(separator: ","))::\(data(text(of: problem)))"
  }

  private static func text(of problem: Problem) -> String {
    let finding = problem.finding
    let open = problem.weight == .open ? "Inconclusive: " : ""
    let lines = [open + finding.message, finding.advice.map { "→ " + $0 } ?? "", finding.grounds]
    return lines.filter { !$0.isEmpty }.map(PrintableText.clean).joined(separator: "\n")
  }

  /// What stands behind the colons of a workflow command.
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// The value of a property of a workflow command.
  private static func property(_ text: String) -> String {
    data(PrintableText.line(text)).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

extension Weight {
  fileprivate var command: String {
    switch self {
    case .failure: "error"
    case .open: "warning"
    case .warning: "notice"
    }
  }
}
