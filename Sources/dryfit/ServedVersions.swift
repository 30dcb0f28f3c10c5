import ArgumentParser
import EvidenceLedger
import MockCore
import PromotionGate

/// The versions that companies can install while the mock is served.
struct ServedVersions {
  /// The versions, lowest first.
  let versions: [AppVersion]

  /// Gives each manifest's version its keys: the sandbox key that the ledger knows, and otherwise keys of the seed.
  ///
  /// - Throws: ``EvidenceLedger/LedgerError``; the exit code for wrong usage where two manifests are of one version.
  init(manifests: [Manifest], ledger path: String, seed: UInt64) throws {
    let known = !manifests.isEmpty && isThere(path) ? try Ledger(file: path).versions() : []
    let sorted = manifests.sorted { $0.version < $1.version }
    for (one, other) in zip(sorted, sorted.dropFirst()) where one.version == other.version {
      throw ValidationError("Two manifests are of version \(one.version); raise \"version\" in one of them.")
    }
    versions = sorted.map { manifest in
      let recorded = known.first { $0.number == manifest.version && $0.app == manifest.app }
      return AppVersion(
        number: manifest.version, instructionsURL: manifest.instructions.url,
        pageName: manifest.instructions.pageName, postInstallationNotes: manifest.postInstallationNotes,
        keys: [
          .sandbox: recorded?.sandboxKey ?? Self.key(.sandbox, of: manifest.version, seed),
          .production: Self.key(.production, of: manifest.version, seed),
        ])
    }
  }

  /// A key that follows from the seed.
  private static func key(_ kind: Deployment, of version: SemanticVersion, _ seed: UInt64) -> String {
    var ids = IDSource(seed: IDSource.seed(seed, of: "\(kind.rawValue) key of \(version)"))
    return ids.uuid()
  }
}
