import ArgumentParser
import ClientChecks
import Foundation
import JSONSource
import ScenarioCore
import ScenarioRunner

/// `dryfit mutants`: whether the scenarios catch connectors that go wrong, and leave alone those that are right.
struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Tries scenarios on connectors that go wrong in known ways, and on others that are right.",
    discussion: """
      EXAMPLE: dryfit mutants Fixtures/example-connector/mutants.json --jobs 4

      Each defect is tried on the scenarios whose "killedBy" names it and on one of each folder, each variation on all \
      scenarios. The exit status is 1 where a defect survives, a scenario does not catch what it names, a scenario or \
      a check catches nothing, or a connector that is right is flagged.
      """)

  @Argument(help: "The file of mutants.", completion: .file(extensions: ["json"]))
  var file = "mutants.json"
  @Flag(help: "Try each defect on all scenarios, and print all that caught it.")
  var all = false
  @Option(help: "Try this mutant alone; may be repeated.")
  var only: [String] = []
  @Flag(help: "Print the table as JSON, with all that caught each defect.")
  var json = false
  @Option(name: .shortAndLong, help: "How many connectors run at once.")
  var jobs = 4
  @Option(help: "The seed of all identifiers.")
  var seed: UInt64 = 1
  @Option(help: "The connector's clock: follow or real (default: where it can).")
  var clock: RunResult.Clock?
  @OptionGroup(title: "Quiet, in real time") var quiet: QuietOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs must be 1 or more.") }
  }

  func run() async throws {
    try await reportingFailures {
      let files = try FileLoader.here()
      let path = file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let mutants = files.json(path).flatMap { MutantsFile.reader.read($0.value, files.diagnostics) }
      let connectors = (mutants?.connectors ?? []).compactMap {
        files.connector(folder + "/" + $0, needing: .variables)?.value
      }
      let manifest = (mutants?.manifest).flatMap { files.manifest(folder + "/" + $0) }
      let scenarios = files.scenarios([])
      let catalog = files.catalog().value
      try check(files.diagnostics)
      guard let mutants, let first = connectors.first else { throw ExitStatus.fileWrong }
      try checkNames(mutants)
      let suite = scenarios.map(\.scenario.value)
      let trials = MutantTrial.plan(mutants, suite, all: all, only: Set(only))
      let session = RunSession(
        connector: first, catalog: catalog, home: files.home, seed: seed, logger: common.logger, paint: false,
        clock: ClockFlag(asked: clock), quiet: quiet.bounds,
        uses: manifest?.value.declaredUses, jobs: jobs, connectorPath: nil)
      let mutantsSession = MutantsSession(
        session: session, mutants: mutants, connectors: connectors, scenarios: scenarios)
      let tried = try await interruptible { try await mutantsSession.run(trials) }
      let isWhole = only.isEmpty && mutants.testsAll(of: suite)
      let table = MutantTable(tried, suite, checks: isWhole ? ClientChecks.all.map(\.name) : [])
      if json { Listing.show(table.json) } else { print(table.text(full: all || !only.isEmpty), terminator: "") }
      if !table.isWhole { throw ExitCode(1) }
    }
  }

  private func checkNames(_ mutants: MutantsFile) throws {
    let known = (mutants.defects.list + mutants.variations.list).map(\.name)
    for name in only where !known.contains(name) {
      let closest = Suggestion.closest(to: name, among: known)
      throw ValidationError("There is no mutant \"\(name)\"." + (closest.map { " Did you mean \"\($0)\"?" } ?? ""))
    }
  }
}
