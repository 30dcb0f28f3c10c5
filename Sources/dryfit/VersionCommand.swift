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

/// `dryfit version`: the app's versions.
struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "The app's versions and their state.",
    discussion: "EXAMPLE: dryfit version list", subcommands: [Create.self, Save.self, List.self, Show.self])

  /// `dryfit version create`: the version that the manifest says.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Creates the version that the manifest says, in the state Ready for Testing.",
      discussion: """
        EXAMPLE: dryfit version create --manifest manifest.json

        The scenarios that requirements.json demands at this moment are kept with it: the gate tells when others are \
        demanded.
        """)

    @Flag(help: "Print the version as JSON.")
    var json = false
    @OptionGroup var project: ProjectOptions

    func run() async throws {
      try await reportingFailures { try VersionWriting.perform(project, json: json, CreateVersion.decide) }
    }
  }

  /// `dryfit version save`: the manifest of a version that is not promoted yet.
  struct Save: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "save",
      abstract: "Saves the manifest of a version that is Ready for Testing, with a new key; what was tested is stale.",
      discussion: "EXAMPLE: dryfit version save --manifest manifest.json")

    @Flag(help: "Print the version as JSON.")
    var json = false
    @OptionGroup var project: ProjectOptions

    func run() async throws {
      try await reportingFailures { try VersionWriting.perform(project, json: json, CreateVersion.save) }
    }
  }

  /// `dryfit version list`: all versions.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists the versions.", discussion: "EXAMPLE: dryfit version list")

    @Flag(help: "Print the list as JSON.")
    var json = false
    @OptionGroup var project: ProjectOptions

    func run() async throws {
      try await reportingFailures {
        let versions = isThere(project.ledgerPath) ? try Ledger(file: project.ledgerPath).versions() : []
        if json {
          return Listing.show(["versions": .array(versions.map { .object(VersionWriting.json(of: $0)) })])
        }
        if versions.isEmpty { print("no version yet (dryfit version create)") }
        for version in versions {
          print("\(version.number)  \(version.state.rawValue)  \(version.created.rfc3339)  \(version.sandboxKey)")
        }
      }
    }
  }

  /// `dryfit version show`: the whole story of a version.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Tells the whole story of a version: its states, its runs, its promotion.",
      discussion: "EXAMPLE: dryfit version show 0.4.0 --packet release-0.4.0")

    @Argument(help: "The version, X.Y.Z.")
    var version: String
    @Flag(help: "Print the story as JSON.")
    var json = false
    @Option(help: "Write the release packet of a promoted version anew: a folder, or an archive that ends in .zip.")
    var packet: String?
    @OptionGroup var project: ProjectOptions

    func run() async throws {
      try await reportingFailures {
        let number = try SemanticVersion.argument(version)
        let ledger = isThere(project.ledgerPath) ? try Ledger(file: project.ledgerPath) : nil
        guard let ledger, case let states = try ledger.story(of: number), !states.isEmpty else {
          complain(
            "error: there is no version \(number)\n→ Create it; the manifest says its number: dryfit version create")
          throw ExitCode(1)
        }
        let promotion = try ledger.promotion(of: number)
        let runs = try ledger.runs().filter { $0.result.version == "\(number)" }
        let story = VersionStory(
          states: states, demands: try Self.demands(of: number, in: ledger),
          runs: runs.map { ($0.number, $0.result) }, promotion: promotion.map(Self.told))
        print(json ? story.json : story.text, terminator: "")
        guard let packet else { return }
        guard let promotion else { throw ValidationError("Version \(number) was not promoted, so it has no packet.") }
        try PacketDraft(of: promotion.files, for: packet).finish()
        complain("release packet: \(packet)")
      }
    }

    private static func demands(of number: SemanticVersion, in ledger: Ledger) throws -> [VersionStory.Demand] {
      try ledger.requirementSets(of: number).map { at, set in
        VersionStory.Demand(at: at, set: set, digest: ArtifactDigest.of(Array(set.text.utf8)))
      }
    }

    /// What the story tells of a promotion, from the files of its packet.
    private static func told(_ promotion: PromotionRecord) -> VersionStory.Promotion {
      let source = SourceFile(name: PacketContents.promotion, text: promotion.files[PacketContents.promotion] ?? "")
      let envelope = Envelope.reader.parse(source, into: Diagnostics())
      return VersionStory.Promotion(
        at: promotion.at, notes: promotion.notes, gate: promotion.files["gate.txt"] ?? "",
        keys: envelope?.signatures.map(\.keyID) ?? [], files: Array(promotion.files.keys))
    }
  }
}

/// Creates and saves versions.
enum VersionWriting {
  /// A decision on the versions that there are.
  typealias Decision =
    @Sendable (Manifest, Digest, [Version], Instant, inout IDSource) -> Result<Version, VersionRefusal>

  /// Decides, records, and tells what came of it.
  static func perform(_ project: ProjectOptions, json: Bool, _ decide: @escaping Decision) throws {
    let files = try FileLoader.here()
    guard let path = project.manifestPath else {
      complain("error: there is no manifest.json here or in dryfit/; write one, or name it with --manifest")
      throw ExitStatus.fileWrong
    }
    let manifest = files.manifest(path)
    let frozen = try frozen(project, files)
    try check(files.diagnostics)
    guard let manifest else { throw ExitStatus.fileWrong }
    let ledger = try Ledger(file: project.ledgerPath)
    let seed = SeedOfChance.next()
    let now = MockClock.system.now
    let digest = ArtifactDigest.of(manifest.bytes)
    let decision = try ledger.create(freezing: frozen) { [manifest = manifest.value] existing in
      var ids = IDSource(seed: seed)
      return decide(manifest, digest, existing, now, &ids)
    }
    switch decision {
    case .failure(let refusal):
      complain("refused: \(refusal.reason.message)" + (refusal.reason.nextStep.map { "\n→ \($0)" } ?? ""))
      throw ExitCode(1)
    case .success(let version) where json: Listing.show(Self.json(of: version))
    case .success(let version):
      print("version \(version.number) of \(version.app): \(version.state.rawValue)")
      print("sandbox app version key: \(version.sandboxKey)")
      if let count = frozen?.scenarios.count {
        print("demanded: \(count) \(count == 1 ? "scenario" : "scenarios"), as requirements.json says now")
      }
    }
  }

  /// A version for programs.
  static func json(of version: Version) -> JSONObject {
    [
      "version": .string("\(version.number)"), "app": .string(version.app), "state": .string(version.state.rawValue),
      "at": .string(version.created.rfc3339), "manifest": .string(version.manifest.text),
      "sandboxKey": .string(version.sandboxKey),
    ]
  }

  /// What is demanded at this moment; nil where no requirements are there yet.
  private static func frozen(_ project: ProjectOptions, _ files: FileLoader) throws -> RequirementSet? {
    guard let path = project.requirementsPath, let requirements = files.requirements(path) else { return nil }
    if isThere(project.connectorPath) { _ = files.connector(project.connectorPath) }
    let none = ArtifactDigest.of([])
    let scenarios = files.scenarios([]).map { loaded in
      CurrentScenario(
        identity: loaded.scenario.value.identity, parameters: loaded.scenario.value.parameters,
        bytes: TestedBytes(
          connector: none, connectorFile: none, manifest: nil, scenario: ArtifactDigest.of(loaded.scenario.bytes),
          world: none, profile: none, catalog: none, dryfit: none))
    }
    return RequirementSet(of: requirements.value, among: scenarios)
  }
}
