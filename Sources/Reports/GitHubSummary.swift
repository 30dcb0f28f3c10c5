import ScenarioCore

/// A run in GitHub's Markdown, for the summary of a job.
public enum GitHubSummary {
  /// GitHub takes no summary of more than a mebibyte, and shows nothing of a longer one.
  static let limit = 1_000_000

  /// The summary; it ends in a line feed.
  public static func text(of run: ReportedRun) -> String {
    let result = run.result
    let tail = skipped(in: result) + foot(of: result)
    var text = head(of: result)
    let problems = run.worstFirst
    if !problems.isEmpty {
      text += "| | scenario | finding | what was found, and what to change |\n|---|---|---|---|\n"
    }
    for (index, problem) in problems.enumerated() {
      let row = row(problem)
      guard text.utf8.count + row.utf8.count + tail.utf8.count < limit - 200 else {
        text += "\n\(problems.count - index) more findings did not fit here.\n"
        break
      }
      text += row
    }
    return text + tail
  }

  private static func head(of run: RunResult) -> String {
    let verdicts: [Verdict] = [.pass, .fail, .inconclusive, .notApplicable]
    let counts = verdicts.filter { run.count($0) > 0 }.map { "\(run.count($0)) \($0.rawValue)" }
    let warned = run.scenarios.count(where: \.warns)
    let warnings = warned > 0 ? ["\(warned) with warnings"] : []
    let total = run.scenarios.count == 1 ? "1 scenario" : "\(run.scenarios.count) scenarios"
    let version = run.version.map { " \($0)" } ?? ""
    return """
      ## Dryfit: \(run.verdict.rawValue)

      **\(Markdown.text(run.connector + version))** · \(total): \((counts + warnings).joined(separator: ", "))


      """
  }

  private static func row(_ problem: Problem) -> String {
    let finding = problem.finding
    let parts = [finding.message, finding.advice.map { "→ " + $0 } ?? "", finding.grounds].filter { !$0.isEmpty }
    let cells = [
      "\(problem.weight.sign)&nbsp;\(problem.weight.word)", Markdown.text(problem.scenario.name),
      Markdown.text(finding.claim), parts.map(Markdown.text).joined(separator: "<br>"),
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }

  private static func skipped(in run: RunResult) -> String {
    let skipped = run.scenarios.filter { $0.verdict == .notApplicable }
    guard !skipped.isEmpty else { return "" }
    let lines = skipped.map { scenario in
      let reason = scenario.reason.map { ": \(Markdown.text($0))" } ?? ""
      return "- \(Markdown.text(scenario.name))\(reason)\n"
    }
    return "\n<details><summary>\(skipped.count) not applicable</summary>\n\n\(lines.joined())\n</details>\n"
  }

  private static func foot(of run: RunResult) -> String {
    let signals = Health.Signal.allCases.map { "\($0.words) \(run.health[$0])" }.joined(separator: " · ")
    let facts = "connector \(run.digest.short) · clock \(run.clock.rawValue) · seed \(run.seed) · Dryfit \(run.dryfit)"
    return "\nIntegration Health: \(signals)\n\n<sub>\(Markdown.text(facts))</sub>\n"
  }
}

extension Weight {
  fileprivate var sign: String {
    switch self {
    case .failure: "✗"
    case .open: "?"
    case .warning: "!"
    }
  }
}
