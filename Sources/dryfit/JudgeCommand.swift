import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource
import Reports
import ScenarioCore
import ScenarioRunner

/// `dryfit judge`: a stored history, judged again.
struct JudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge", abstract: "Judges the stored histories of a run again, by today's checks and scenario files.",
    discussion: """
      EXAMPLE: dryfit judge 12

      Nothing is started, and nothing is kept: the report says what came out, and what differs from the stored \
      verdicts. \
      The exit status is that of a run.
      """)

  @Argument(help: "The number of the run, as \"dryfit run\" printed it.")
  var run: Int64
  @Flag(help: "Print what differs as JSON, and nothing else.")
  var json = false
  @OptionGroup var reports: ReportOptions
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      let (recorded, evidence) = try StoredRun.read(run, from: project.ledgerPath)
      let files = try FileLoader.here()
      let connector = files.connector(project.connectorPath)
      var names: [String] = []
      for record in evidence where !names.contains(record.evidence.scenario) { names.append(record.evidence.scenario) }
      let loaded = names.isEmpty ? [] : files.scenarios(names)
      let scenarios = loaded.map(\.scenario)
      try check(files.diagnostics)
      try reports.check()
      guard let connector = connector?.value else { throw ExitStatus.fileWrong }
      let judged = evidence.map { record in
        Self.judge(record, scenarios.first { Self.isMeant($0.value, by: record.evidence) }, connector)
      }
      var result = recorded.result
      result.dryfit = Dryfit.versionNumber
      result.scenarios = judged
      result.health = Health(of: evidence.compactMap(\.history))
      show(result, zip(evidence, judged).map { RejudgedReport(stored: $0.evidence, now: $1) })
      try reports.write(
        ReportedRun(result, histories: evidence.map(\.history), scenarios: loaded, ended: nil))
      throw ExitCode(result.exitStatus)
    }
  }

  private func show(_ result: RunResult, _ rejudged: [RejudgedReport]) {
    guard !json else {
      return Listing.show([
        "run": .integer(run), "verdict": .string(result.verdict.rawValue),
        "differences": .array(rejudged.compactMap(\.json)),
      ])
    }
    print(TerminalReport(colour: Terminal.hasColour, width: Terminal.width).text(of: result), terminator: "")
    let differences = rejudged.flatMap(\.lines)
    let none = "run \(run): nothing differs from the stored verdicts"
    print(differences.isEmpty ? none : "run \(run) differs from the stored verdicts:")
    for line in differences { print("  " + line) }
  }

  private static func isMeant(_ scenario: Scenario, by evidence: Evidence) -> Bool {
    scenario.identity == evidence.scenario && scenario.parameters == evidence.parameters
  }

  /// What was not run has no history: its stored verdict stands.
  private static func judge(
    _ record: RecordedEvidence, _ scenario: Loaded<Scenario>?, _ connector: ConnectorFile
  ) -> ScenarioResult {
    let stored = record.evidence
    var result = ScenarioResult(
      scenario: stored.scenario, parameters: stored.parameters, title: scenario?.value.title ?? stored.scenario,
      verdict: .notApplicable, reason: stored.reason)
    guard let history = record.history else { return result }
    guard let scenario = scenario?.value else {
      result.reason = "its file no longer has this combination"
      return result
    }
    result = scenario.result(of: history, connector: connector)
    result.seconds = stored.seconds
    // That a warm process came to something else is not told by the history of the fresh one.
    result.findings += stored.findings.filter { $0.expectation == Finding.reuse && $0.severity == .warn }
    return result
  }
}
