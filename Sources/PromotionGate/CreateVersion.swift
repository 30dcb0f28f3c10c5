import MockCore
import ScenarioCore

/// Decides whether a manifest may become a version.
public enum CreateVersion {
  /// The new version, *Ready for Testing*, or why there is none.
  ///
  /// - Parameters:
  ///   - manifest: the manifest as it was read; its number becomes the version's.
  ///   - digest: the bytes of the manifest's file.
  ///   - existing: the versions there are.
  ///   - now: the moment of creation, in real time.
  ///   - ids: the source of the sandbox app version key.
  public static func decide(
    manifest: Manifest, digest: Digest, existing: [Version], at now: Instant, ids: inout IDSource
  ) -> Result<Version, VersionRefusal> {
    if let last = existing.map(\.number).max(), manifest.version <= last {
      return .failure(VersionRefusal(reason: .versionNotHigher(manifest.version, last: last)))
    }
    return .success(
      Version(
        number: manifest.version, app: manifest.app, manifest: digest, state: .readyForTesting, created: now,
        sandboxKey: ids.uuid()))
  }
  /// The version with the manifest that there is now, and a new key; only while it is *Ready for Testing* (Procore,
  /// saving a version). Evidence about the old manifest is stale from then on.
  ///
  /// - Parameters: as for ``decide(manifest:digest:existing:at:ids:)``.
  public static func save(
    manifest: Manifest, digest: Digest, existing: [Version], at now: Instant, ids: inout IDSource
  ) -> Result<Version, VersionRefusal> {
    guard var version = existing.first(where: { $0.number == manifest.version }) else {
      let known = existing.map(\.number).sorted()
      return .failure(VersionRefusal(reason: .versionUnknown(manifest.version, known: known)))
    }
    guard version.state == .readyForTesting else {
      return .failure(VersionRefusal(reason: .alreadyPromoted(version.number, at: version.created)))
    }
    version.app = manifest.app
    version.manifest = digest
    version.created = now
    version.sandboxKey = ids.uuid()
    return .success(version)
  }
}

/// Why no version was created.
public struct VersionRefusal: Error, Hashable {
  /// The reason, with its next step.
  public var reason: Reason

  /// Gives the reason.
  public init(reason: Reason) {
    self.reason = reason
  }
}
