import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource
import MockCore
import MockServer
import PromotionGate
import Reports
import ScenarioCore
import ScenarioRunner

/// `dryfit run`: scenarios against the connector.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs scenarios against the connector; without a path, the whole standard suite.",
    discussion: """
      EXAMPLE: dryfit run refresh --report junit=report.xml

      A path is a file, a folder, or a name of the standard suite such as refresh/one-cycle. Where a version is Ready \
      for Testing, what is found is kept as its evidence.
      """)

  @Argument(help: "Scenario files, folders, or names of the standard suite.", completion: .file())
  var paths: [String] = []
  @OptionGroup var project: ProjectOptions
  @OptionGroup var reports: ReportOptions
  @Option(help: "The version that the evidence is for (default: the newest that is Ready for Testing).")
  var version: String?
  @Option(help: "The seed of all identifiers; it is printed, and repeats a run.")
  var seed: UInt64 = 1
  @Option(
    help: "The connector's clock: follow (the mock's, or the run does not begin) or real (default: where it can).")
  var clock: RunResult.Clock?
  @Option(name: .shortAndLong, help: "How many scenarios run at once; the results stay in the order of the suite.")
  var jobs = 1
  @Option(help: "Run one part of several, such as 2/4, on a machine of its own; dryfit merge brings them together.")
  var shard: Shard?
  @OptionGroup(title: "Quiet, in real time") var quiet: QuietOptions
  @Flag(help: "Let warnings fail the run.")
  var strict = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs must be 1 or more.") }
  }

  func run() async throws {
    try await reportingFailures {
      let files = try FileLoader.here()
      let connector = files.connector(project.connectorPath, needing: [.variables, .artifact])
      let scenarios = shard.map { $0.part(of: files.scenarios(paths)) } ?? files.scenarios(paths)
      let catalog = files.catalog()
      let manifest = project.manifestPath.flatMap { files.manifest($0) }
      try check(files.diagnostics)
      guard let connector else { throw ExitStatus.fileWrong }
      try reports.check()
      guard !scenarios.isEmpty else {
        throw ValidationError("There are fewer scenarios than shards; this one has none to run.")
      }
      let evidence = try EvidenceKeeper(ledger: project.ledgerPath, asked: version, manifest: manifest)
      let bytes = try ProjectBytes(
        connector: connector, manifest: manifest?.bytes, catalog: catalog.bytes,
        environment: ProcessInfo.processInfo.environment)
      let session = RunSession(
        connector: connector.value, catalog: catalog.value, home: files.home, seed: seed,
        logger: common.logger, paint: Terminal.hasColour, clock: ClockFlag(asked: clock), quiet: quiet.bounds,
        uses: manifest?.value.declaredUses, jobs: jobs,
        connectorPath: project.connector)
      let began = MockClock.system.now
      let (judged, finding) = try await interruptible { [scenarios] in try await session.run(scenarios) }
      var result = RunResult(
        dryfit: Dryfit.versionNumber, connector: connector.value.name, digest: bytes.connector, clock: finding.clock,
        seed: seed, began: began, version: evidence.version.map { "\($0.number)" }, strict: strict,
        scenarios: judged.map(\.result),
        health: Health(of: judged.compactMap(\.history)))
      result.clockReason = finding.reason
      let ended = MockClock.system.now
      print(TerminalReport(colour: Terminal.hasColour, width: Terminal.width).summary(of: result), terminator: "")
      // A report can be written again from the evidence, so that comes first, and neither keeps the other back.
      let kept = Result {
        try evidence.keep(result, zip(scenarios, judged).map { ($1, bytes.of($0)) }, at: ended)
      }
      let reported = Result {
        try reports.write(
          ReportedRun(result, histories: judged.map(\.history), scenarios: scenarios, ended: ended))
      }
      try kept.get()
      try reported.get()
      throw ExitCode(result.exitStatus)
    }
  }
}
