import ArgumentParser
import EvidenceLedger
import Foundation
import MockCore
import PromotionGate
import Reports
import ScenarioCore

/// `dryfit promote`: the gate, then the record, the attestation and the release packet.
struct PromoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: "Promotes a version whose gate is open, and writes its release packet.",
    discussion: """
      EXAMPLE: dryfit promote 0.4.0 --notes CHANGES.md

      The packet holds the release notes, the manifest, the reports, what to click in Procore's portal, and two signed \
      statements that others can verify offline (dryfit verify). Procore is not contacted.
      """)

  @Argument(help: "The version, X.Y.Z.")
  var version: String
  @Option(help: "The release notes: a file, or the text itself; company administrators see them.")
  var notes: String
  @Option(help: "The signing key (default: .dryfit/key.pem, else the variable DRYFIT_SIGNING_KEY).")
  var key: String?
  @Option(help: "The release packet, a folder, or an archive that ends in .zip (default: release-X.Y.Z).")
  var out: String?
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      let number = try SemanticVersion.argument(version)
      let notes = try notesText()
      let files = try GateFiles(number, project)
      let decision = Gate.decide(files.question)
      print(GateReport(colour: Terminal.hasColour, width: Terminal.width).text(of: decision), terminator: "")
      Terminal.flush()
      guard decision.isOpen, let ledger = files.ledger, let manifest = files.manifest.value,
        let version = files.question.versions.first(where: { $0.number == number })
      else { throw ExitCode(decision.exitStatus) }
      let key = try KeyFile.signing(key)
      let folder = out ?? "release-\(number)"
      let tested = TestedVersion(
        version: version, connector: files.connector, evidence: Gate.evidence(for: files.question))
      let runs = try Self.runs(ledger, of: tested)
      let packet = ReleasePacket(
        version: version, manifest: manifest, manifestText: String(decoding: files.manifest.bytes, as: UTF8.self),
        notes: notes, decision: decision, runs: runs)
      let all = try Self.sign(packet, tested, files, ledger, key)
      let record = PromotionRecord(version: number, at: decision.at, notes: notes, files: all)
      // The packet comes first: of one that cannot be written, nothing is recorded.
      let draft = try PacketDraft(of: all, for: folder)
      do {
        try Self.record(record, version, ledger)
      } catch {
        draft.discard()
        throw error
      }
      print("promoted: \(version.app) \(number), recorded in \(ledger.file)")
      Terminal.flush()
      do {
        try draft.finish()
      } catch {
        complain("→ It is recorded, and can be written anew: dryfit version show \(number) --packet PLACE")
        throw error
      }
      print("release packet: \(folder) (begin with PORTAL.md; signed by key \(key.verifying.id.prefix(12)))")
    }
  }

  private func notesText() throws -> String {
    let text = FileManager.default.contents(atPath: notes).map { String(decoding: $0, as: UTF8.self) } ?? notes
    guard !text.allSatisfy(\.isWhitespace) else { throw ValidationError("Release notes must say something (--notes).") }
    return text
  }

  private static func runs(_ ledger: Ledger, of tested: TestedVersion) throws -> [(number: Int64, result: RunResult)] {
    let numbers = Set(try ledger.runs(holding: tested.evidence))
    return try ledger.runs().filter { numbers.contains($0.number) }.map { ($0.number, $0.result) }
  }

  /// All files of the packet, the statements among them.
  private static func sign(
    _ packet: ReleasePacket, _ tested: TestedVersion, _ files: GateFiles, _ ledger: Ledger, _ key: SigningKey
  ) throws -> [String: String] {
    var all = packet.files
    for (name, bytes) in files.policies { all[name] = String(decoding: bytes, as: UTF8.self) }
    all["key.pub"] = key.verifying.pem
    all[PacketContents.testResult] = try key.sign(.testResult(of: tested)).text
    let descriptors = all.sorted { $0.key < $1.key }.map {
      ResourceDescriptor(name: $0.key, digest: ArtifactDigest.of(Array($0.value.utf8)))
    }
    let policies = files.policies.map { ResourceDescriptor(name: $0.name, digest: ArtifactDigest.of($0.bytes)) }
    let promotion = Statement.promotion(
      of: tested, decision: packet.decision, policies: policies, anchor: try ledger.anchor(), packet: descriptors)
    all[PacketContents.promotion] = try key.sign(promotion).text
    return all
  }

  /// Records the promotion; another process may have been faster.
  private static func record(_ record: PromotionRecord, _ version: Version, _ ledger: Ledger) throws {
    do {
      try ledger.append(record, of: version)
    } catch {
      guard case .versionExists = error.kind else { throw error }
      complain("refused: version \(version.number) was changed or promoted by another process meanwhile")
      throw ExitCode(1)
    }
  }
}
