import EvidenceLedger
import Foundation
import ScenarioCore
import ScenarioRunner

/// The digests of what a project and this installation consist of, taken once for a command.
struct ProjectBytes {
  /// The connector's build.
  let connector: Digest
  private let connectorFile: Digest
  private let manifest: Digest?
  private let catalog: Digest
  private let dryfit: Digest

  /// Takes the digests.
  ///
  /// - Throws: ``EvidenceLedger/ArtifactError`` for a file that is not there.
  init(
    connector file: Loaded<ConnectorFile>, manifest: [UInt8]?, catalog: [UInt8], environment: [String: String]
  ) throws {
    connector = try ArtifactDigest.of(paths: try file.value.artifactPaths(environment), in: file.value.folder)
    connectorFile = ArtifactDigest.of(file.bytes)
    self.manifest = manifest.map { ArtifactDigest.of($0) }
    self.catalog = ArtifactDigest.of(catalog)
    dryfit = try ArtifactDigest.ofFile(Bundle.main.executablePath ?? CommandLine.arguments[0])
  }

  /// Everything that a scenario's verdict depends on.
  func of(_ scenario: LoadedScenario) -> TestedBytes {
    TestedBytes(
      connector: connector, connectorFile: connectorFile, manifest: manifest,
      scenario: ArtifactDigest.of(scenario.scenario.bytes), world: ArtifactDigest.of(scenario.world.bytes),
      profile: ArtifactDigest.of(scenario.profile.bytes), catalog: catalog, dryfit: dryfit)
  }
}
