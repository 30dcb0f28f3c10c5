import ArgumentParser
import EvidenceLedger
import Foundation
import Reports
import ScenarioCore

/// `dryfit report`: one page of a run.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes a run as one HTML page, from the histories that the ledger keeps.",
    discussion: """
      EXAMPLE: dryfit report 12 -o run-12.html

      The page needs no network, no script and no other file. It shows the findings, the matrix, and for each scenario \
      a sequence diagram of everything that was said. Verdicts are the stored ones; "dryfit judge" judges anew.
      """)

  @Argument(help: "The number of the run, as \"dryfit run\" printed it.")
  var run: Int64
  @Option(
    name: .shortAndLong, help: "The file; - is standard output (default: run-RUN.html here).", completion: .file())
  var output: String?
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      let (recorded, evidence) = try StoredRun.read(run, from: project.ledgerPath)
      let histories = recorded.result.scenarios.enumerated().map { index, scenario in
        evidence.indices.contains(index) && scenario.isMeant(by: evidence[index].evidence)
          ? evidence[index].history : evidence.first { scenario.isMeant(by: $0.evidence) }?.history
      }
      let page = HTMLReport.text(of: recorded.result, histories: histories, number: run)
      guard output != "-" else { return print(page, terminator: "") }
      let file = output ?? "run-\(run).html"
      if let obstacle = ReportFile.write(page, to: file) {
        complain("error: \(obstacle)")
        throw ExitStatus.partUnavailable
      }
      print("report: \(file)")
    }
  }
}

extension ScenarioResult {
  fileprivate func isMeant(by evidence: Evidence) -> Bool {
    scenario == evidence.scenario && parameters == evidence.parameters
  }
}
