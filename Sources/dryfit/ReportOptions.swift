import ArgumentParser
import Foundation
import Reports

/// The reports that are written beside what a command prints.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "Also write a report: \(ReportKind.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated; github "
        + "without a file goes to standard output, and to GitHub's job summary.",
      valueName: "kind=file"),
    transform: ReportTarget.init(argument:))
  var targets: [ReportTarget] = []

  func validate() throws {
    let files = targets.compactMap(\.file).map { URL(filePath: $0).standardizedFileURL.path }
    for (index, file) in files.enumerated() where files[..<index].contains(file) {
      throw ValidationError("Two reports go to \(file); name another file for one of them.")
    }
  }

  /// Where GitHub Actions wants the summary of the job; nil elsewhere, and where no report is for GitHub.
  var summaryFile: String? {
    guard targets.contains(where: { $0.kind == .github }) else { return nil }
    let file = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"] ?? ""
    return file.isEmpty ? nil : file
  }

  /// Looks whether the reports can be written, as far as that is known before there is anything to write.
  ///
  /// - Throws: the exit code for a missing part.
  func check() throws {
    let wrong = (targets.compactMap(\.file) + [summaryFile].compactMap(\.self)).compactMap(ReportFile.obstacle)
    for obstacle in wrong { complain("error: \(obstacle)") }
    guard wrong.isEmpty else { throw ExitStatus.partUnavailable }
  }

  /// Writes all reports; one that cannot be written keeps none of the others back.
  ///
  /// - Throws: the exit code for a missing part when one could not be written.
  func write(_ run: ReportedRun) throws {
    var run = run
    run.hasSummary = summaryFile != nil
    var obstacles: [String] = []
    Terminal.flush()
    for target in targets {
      let text = target.kind.text(of: run)
      if let file = target.file {
        obstacles += ReportFile.write(text, to: file).map { [$0] } ?? []
      } else {
        print(text, terminator: "")
        Terminal.flush()
      }
    }
    if let summaryFile {
      obstacles += ReportFile.append(GitHubSummary.text(of: run), to: summaryFile).map { [$0] } ?? []
    }
    for obstacle in obstacles { complain("error: \(obstacle)") }
    guard obstacles.isEmpty else { throw ExitStatus.partUnavailable }
  }
}
