import ArgumentParser
import EvidenceLedger
import MockCore
import MockServer
import PromotionGate
import ScenarioRunner

/// `dryfit version`: the app's versions.
struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "The app's versions and their state.",
    subcommands: [Create.self, List.self])

  /// `dryfit version create`: the version that the manifest says.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Creates the version that the manifest says, in the state Ready for Testing.",
      discussion: "EXAMPLE: dryfit version create --manifest manifest.json")

    @OptionGroup var project: ProjectOptions

    func run() async throws {
      try await reportingFailures {
        let files = try FileLoader.here()
        guard let path = project.manifestPath else {
          complain("error: there is no manifest.json here or in dryfit/; write one, or name it with --manifest")
          throw ExitStatus.fileWrong
        }
        let manifest = files.manifest(path)
        try check(files.diagnostics)
        guard let manifest else { throw ExitStatus.fileWrong }
        let ledger = try Ledger(file: project.ledgerPath)
        var ids = IDSource(seed: SeedOfChance.next())
        let decision = CreateVersion.decide(
          manifest: manifest.value, digest: ArtifactDigest.of(manifest.bytes), existing: try ledger.versions(),
          at: MockClock.system.now, ids: &ids)
        switch decision {
        case .failure(let refusal):
          complain("refused: \(refusal.reason.message)" + (refusal.reason.nextStep.map { "\n→ \($0)" } ?? ""))
          throw ExitCode(1)
        case .success(let version):
          try ledger.append(version)
          print("version \(version.number) of \(version.app): \(version.state.rawValue)")
          print("sandbox app version key: \(version.sandboxKey)")
        }
      }
    }
  }

  /// `dryfit version list`: all versions.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the versions.", discussion: "EXAMPLE: dryfit version list")

    @OptionGroup var project: ProjectOptions

    func run() async throws {
      try await reportingFailures {
        guard isThere(project.ledgerPath) else {
          print("no version yet (dryfit version create)")
          return
        }
        for version in try Ledger(file: project.ledgerPath).versions() {
          print("\(version.number)  \(version.state.rawValue)  \(version.created.rfc3339)  \(version.sandboxKey)")
        }
      }
    }
  }
}
