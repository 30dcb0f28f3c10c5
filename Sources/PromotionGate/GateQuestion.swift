import MockCore
import ScenarioCore

/// A scenario as it stands now, with the bytes on which it must have passed.
public struct CurrentScenario: Hashable, Sendable {
  /// The scenario's identity, `refresh/one-cycle`.
  public var identity: String
  /// The combination of its matrix, by key; empty without a matrix.
  public var parameters: [String: String]
  /// The present bytes of everything that its verdict depends on.
  public var bytes: TestedBytes

  /// Makes a scenario.
  public init(identity: String, parameters: [String: String] = [:], bytes: TestedBytes) {
    self.identity = identity
    self.parameters = parameters
    self.bytes = bytes
  }

  /// The identity with its parameters, for people.
  public var name: String { ScenarioName.text(identity, parameters) }
}

/// Everything on which the gate's decision rests.
public struct GateQuestion: Sendable {
  /// The version that is to be promoted.
  public var version: SemanticVersion
  /// The versions there are, each once, as it stands now.
  public var versions: [Version]
  /// The present manifest; nil where its file is no valid one.
  public var manifest: Manifest?
  /// What is wrong with the manifest's file.
  public var manifestMistakes: [String] = []
  /// The bytes of the present manifest.
  public var manifestDigest: Digest
  /// What is demanded.
  public var requirements: Requirements
  /// What is excused.
  public var waivers: [Waiver]
  /// What was demanded when the version was created; nil where that was not frozen.
  public var frozen: RequirementSet?
  /// What was altered in the ledger behind its back; empty for a sound one.
  public var ledgerFaults: [String] = []
  /// Every scenario that exists, required or not.
  public var scenarios: [CurrentScenario]
  /// All evidence there is, in the order in which it was recorded.
  public var evidence: [Evidence]
  /// As of when is judged, in real time; later evidence is not looked at.
  public var at: Instant

  /// Puts the question.
  public init(
    version: SemanticVersion, versions: [Version], manifest: Manifest?, manifestDigest: Digest,
    requirements: Requirements, waivers: [Waiver] = [], scenarios: [CurrentScenario], evidence: [Evidence], at: Instant
  ) {
    self.version = version
    self.versions = versions
    self.manifest = manifest
    self.manifestDigest = manifestDigest
    self.requirements = requirements
    self.waivers = waivers
    self.scenarios = scenarios
    self.evidence = evidence
    self.at = at
  }
}
