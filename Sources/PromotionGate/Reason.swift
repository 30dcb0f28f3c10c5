import MockCore
import ScenarioCore

/// One thing that the gate has to say, about one subject; its words stand in `Reason+words.swift`.
public enum Reason: Hashable, Sendable {
  // About a scenario.

  /// There is no evidence.
  case missing(scenario: String)
  /// There is evidence, but about other bytes.
  case staleBytes(scenario: String, changed: [TestedBytes.Part])
  /// It failed on these bytes; the claims are those that failed and were not waived.
  case failed(scenario: String, claims: [String])
  /// It never reached what it would prove.
  case inconclusive(scenario: String, why: String?)
  /// It was not run, because the connector lacks what it needs.
  case notApplicable(scenario: String, why: String?)

  // About the requirements.

  /// After all exceptions no scenario is demanded.
  case nothingRequired
  /// A pattern that no scenario answers to.
  case requirementMatchesNothing(ScenarioPattern, nearest: String?)

  // About the waivers.

  /// Its day has passed.
  case waiverExpired(Waiver)
  /// What it excuses does not fail any more.
  case waiverStale(Waiver)
  /// It names no scenario that exists.
  case waiverMatchesNothing(Waiver)

  // About the ledger.

  /// Something in it was altered, taken out or moved, so that nothing it says is known.
  case ledgerAltered(faults: [String])

  // About the version.

  /// No such version was created.
  case versionUnknown(SemanticVersion, known: [SemanticVersion])
  /// The manifest is that of another version.
  case manifestOfAnotherVersion(SemanticVersion, manifest: SemanticVersion)
  /// The manifest is not the one with which the version was created.
  case manifestChanged(SemanticVersion)
  /// There is a version as high already.
  case versionNotHigher(SemanticVersion, last: SemanticVersion)
  /// It was promoted before.
  case alreadyPromoted(SemanticVersion, at: Instant)

  /// Other scenarios are demanded than when the version was created, or in other words.
  case suiteChanged(SemanticVersion, added: [String], removed: [String], changed: [String])
  /// The manifest cannot be read as one; the mistakes, as they are told.
  case manifestInvalid(SemanticVersion, mistakes: [String])
  /// What customers are told names a key of the sandbox, with which they cannot install.
  case keyKindWrong(SemanticVersion)

  // What refuses nothing, but must be told.

  /// It failed, and every failure was waived.
  case waived(scenario: String, waivers: [Waiver])
  /// It is not demanded.
  case notScored(scenario: String, why: String)
  /// It passed and failed on the same bytes; the newest result counts.
  case resultsDiffer(scenario: String, passed: Int, failed: Int)

  /// How much a reason weighs.
  public enum Weight: Hashable, Sendable {
    /// It keeps the gate shut.
    case refuses
    /// It keeps the gate shut until there is evidence.
    case lacksEvidence
    /// It is told beside the decision.
    case informs
  }

  /// How much it weighs.
  public var weight: Weight {
    switch self {
    case .missing, .inconclusive, .notApplicable: .lacksEvidence
    case .waived, .notScored, .resultsDiffer: .informs
    default: .refuses
    }
  }
}
