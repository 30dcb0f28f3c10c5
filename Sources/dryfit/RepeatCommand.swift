import ArgumentParser
import Foundation
import ScenarioCore
import ScenarioRunner

/// `dryfit repeat`: whether the verdicts stay the same when scenarios are run again and again.
struct RepeatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repeat", abstract: "Runs scenarios again and again, and says which came to different verdicts.",
    discussion: """
      EXAMPLE: dryfit repeat --times 50 --load 2 --connector connector.json

      Nothing is kept as evidence. The exit status is 1 where a scenario came to different verdicts.
      """)

  @Argument(help: "Scenario files, folders, or names of the standard suite.", completion: .file())
  var paths: [String] = []
  @OptionGroup var project: ProjectOptions
  @Option(help: "How many runs there are.")
  var times = 10
  @Flag(help: "Print the verdicts of every scenario as JSON.")
  var json = false
  @Option(help: "How many threads compute on and on meanwhile, so that everything else is slow.")
  var load = 0
  @Option(name: .shortAndLong, help: "How many scenarios run at once.")
  var jobs = 2
  @Option(help: "The seed of all identifiers.")
  var seed: UInt64 = 1
  @Option(help: "The connector's clock: follow or real (default: where it can).")
  var clock: RunResult.Clock?
  @OptionGroup(title: "Quiet, in real time") var quiet: QuietOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard times > 0, jobs > 0, load >= 0 else {
      throw ValidationError("--times and --jobs must be 1 or more, --load 0 or more.")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let files = try FileLoader.here()
      let connector = files.connector(project.connectorPath, needing: .variables)?.value
      let scenarios = files.scenarios(paths)
      let catalog = files.catalog().value
      try check(files.diagnostics)
      guard let connector else { throw ExitStatus.fileWrong }
      let session = RunSession(
        connector: connector, catalog: catalog, home: files.home, seed: seed, logger: common.logger, paint: false,
        clock: ClockFlag(asked: clock), quiet: quiet.bounds, jobs: jobs, connectorPath: nil)
      let mutants = MutantsSession(session: session, connectors: [connector], scenarios: scenarios)
      let verdicts = try await interruptible { try await repeated(mutants) }
      if json { Listing.show(verdicts.json) } else { print(verdicts.text, terminator: "") }
      if !verdicts.areSteady { throw ExitCode(1) }
    }
  }

  private func repeated(_ session: MutantsSession) async throws -> RepeatedVerdicts {
    let busyness = Busyness(threads: load)
    defer { busyness.end() }
    var identities: [String] = []
    for scenario in session.scenarios where !identities.contains(scenario.scenario.value.identity) {
      identities.append(scenario.scenario.value.identity)
    }
    let trial = MutantTrial(kind: .honest, mutant: nil, scenarios: identities)
    var verdicts = RepeatedVerdicts()
    for number in 1...times {
      let results = try await session.run([trial], showsProgress: false).flatMap(\.results)
      verdicts.note(results)
      complain("[\(number)/\(times)] \(results.count { $0.verdict == .pass }) of \(results.count) passed")
    }
    return verdicts
  }
}
