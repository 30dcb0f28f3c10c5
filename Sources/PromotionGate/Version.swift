import MockCore
import ScenarioCore

/// One version of the app, as Procore's portal keeps it.
public struct Version: Hashable, Sendable {
  /// Where a version stands on its way to the customers.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// It can be installed in the sandbox, and waits for its tests.
    case readyForTesting = "Ready for Testing"
    /// It was released to companies.
    case promoted = "Promoted"
  }

  /// How many characters the key has with which a version is installed (Procore, installing a custom app).
  public static let keyLength = 36

  /// The number, `0.4.0`.
  public var number: SemanticVersion
  /// The app's name.
  public var app: String
  /// The bytes of its manifest.
  public var manifest: Digest
  /// Where it stands.
  public var state: State
  /// When it came into that state, in real time.
  public var created: Instant
  /// The key with which it is installed in the sandbox; ``keyLength`` characters.
  public var sandboxKey: String

  /// Makes a version.
  public init(
    number: SemanticVersion, app: String, manifest: Digest, state: State, created: Instant, sandboxKey: String
  ) {
    self.number = number
    self.app = app
    self.manifest = manifest
    self.state = state
    self.created = created
    self.sandboxKey = sandboxKey
  }
}
