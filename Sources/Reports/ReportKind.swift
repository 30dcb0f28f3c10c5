import ScenarioCore

/// The kinds of report, in the words of `--report KIND=FILE`.
public enum ReportKind: String, CaseIterable, Sendable {
  case activity, ctrf, github, html, json, junit, sarif, tap

  /// The report of a run, all of it.
  public func text(of run: ReportedRun) -> String {
    switch self {
    case .activity: ActivityReport.text(of: Activity(of: run.histories.compactMap(\.self)))
    case .ctrf: CTRFReport.text(of: run)
    case .github: GitHubReport.annotations(of: run)
    case .html: HTMLReport.text(of: run.result, histories: run.histories)
    case .json: JSONReport.text(of: run.result)
    case .junit: JUnitReport.text(of: run.result)
    case .sarif: SARIFReport.text(of: run)
    case .tap: TAPReport.text(of: run.result)
    }
  }
}
