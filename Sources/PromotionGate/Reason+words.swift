import MockCore
import ScenarioCore

extension Reason {
  /// The name of its kind, for programs: `stale-bytes`.
  public var code: String {
    switch self {
    case .missing: "missing"
    case .staleBytes: "stale-bytes"
    case .failed: "failed"
    case .inconclusive: "inconclusive"
    case .notApplicable: "not-applicable"
    case .nothingRequired: "nothing-required"
    case .requirementMatchesNothing: "requirement-matches-nothing"
    case .waiverExpired: "waiver-expired"
    case .waiverStale: "waiver-stale"
    case .waiverMatchesNothing: "waiver-matches-nothing"
    case .ledgerAltered: "ledger-altered"
    case .versionUnknown: "version-unknown"
    case .manifestOfAnotherVersion: "manifest-of-another-version"
    case .manifestChanged: "manifest-changed"
    case .versionNotHigher: "version-not-higher"
    case .alreadyPromoted: "already-promoted"
    case .suiteChanged: "suite-changed"
    case .manifestInvalid: "manifest-invalid"
    case .keyKindWrong: "key-kind-wrong"
    case .waived: "waived"
    case .notScored: "not-scored"
    case .resultsDiffer: "results-differ"
    }
  }

  /// What it is about: a scenario, a pattern, a waiver, a version.
  public var subject: String {
    switch self {
    case .missing(let scenario), .staleBytes(let scenario, _), .failed(let scenario, _), .inconclusive(let scenario, _),
      .notApplicable(let scenario, _), .waived(let scenario, _), .notScored(let scenario, _),
      .resultsDiffer(let scenario, _, _):
      scenario
    case .nothingRequired: "requirements.json"
    case .requirementMatchesNothing(let pattern, _): "\(pattern)"
    case .waiverExpired(let waiver), .waiverStale(let waiver), .waiverMatchesNothing(let waiver):
      "the waiver of \(waiver.words)"
    case .ledgerAltered: "the ledger"
    case .versionUnknown(let version, _), .manifestOfAnotherVersion(let version, _), .manifestChanged(let version),
      .versionNotHigher(let version, _), .alreadyPromoted(let version, _), .suiteChanged(let version, _, _, _),
      .manifestInvalid(let version, _), .keyKindWrong(let version):
      "version \(version)"
    }
  }

  /// What is the case, in one sentence that does not repeat the subject.
  public var message: String {
    switch self {
    case .missing: "There is no evidence."
    case .staleBytes(_, let changed): Self.changed(changed)
    case .failed(_, let claims) where claims.isEmpty: "Failed on these bytes."
    case .failed(_, let claims): "Failed on these bytes: \(claims.joined(separator: ", "))."
    case .inconclusive(_, let why): Self.sentence("Proved nothing on these bytes", why)
    case .notApplicable(_, let why): Self.sentence("Was not run on this connector", why)
    case .nothingRequired: "No scenario is required: every one is listed under \"notScored\"."
    case .requirementMatchesNothing(_, let nearest):
      "No scenario answers to this requirement\(nearest.map { "; did you mean \"\($0)\"?" } ?? ".")"
    case .waiverExpired(let waiver): "Expired at the end of \(waiver.expires) (owner: \(waiver.owner))."
    case .waiverStale(let waiver): "What it excuses does not fail any more (owner: \(waiver.owner))."
    case .waiverMatchesNothing(let waiver): "It names no scenario that exists (owner: \(waiver.owner))."
    case .ledgerAltered(let faults): Self.altered(faults)
    case .versionUnknown(_, let known) where known.isEmpty: "No version was created yet."
    case .versionUnknown(_, let known): "Not created; there is \(known.map(\.description).joined(separator: ", "))."
    case .manifestOfAnotherVersion(_, let manifest): "The manifest is that of version \(manifest)."
    case .manifestChanged: "The manifest has changed since the version was created."
    case .versionNotHigher(_, let last): "Not higher than the last version, \(last)."
    case .alreadyPromoted(_, let at): "Was promoted at \(at.rfc3339)."
    case .suiteChanged(_, let added, let removed, let changed): Self.suite(added, removed, changed)
    case .manifestInvalid(_, let mistakes):
      Self.sentence("The manifest is no valid one", mistakes.joined(separator: "; "))
    case .keyKindWrong: "The manifest tells customers a sandbox key; companies install with the production key."
    case .waived(_, let waivers): "Failed, and is waived: \(waivers.map(Self.excuse).joined(separator: "; "))."
    case .notScored(_, let why): Self.sentence("Not demanded", why)
    case .resultsDiffer(_, let passed, let failed):
      "On the same bytes it passed \(Self.times(passed)) and failed \(Self.times(failed)); the newest result counts."
    }
  }

  /// What to do about it; nil where there is nothing to do.
  public var nextStep: String? {
    switch self {
    case .missing: "Run the scenario: dryfit run"
    case .staleBytes: "Run the scenario again on the present bytes: dryfit run"
    case .failed: "Mend the connector and run the scenario again, or have somebody answer for it in waivers.json."
    case .inconclusive: "See what the run says was never reached, and run the scenario again: dryfit run"
    case .notApplicable:
      "Declare in connector.json what the scenario needs, or list it, with a reason, as \"notScored\"."
    case .nothingRequired: "Require at least one scenario in requirements.json."
    case .requirementMatchesNothing: "Correct the pattern in requirements.json."
    case .waiverExpired: "Mend what it excuses, or have its owner renew it in waivers.json."
    case .waiverStale: "Take it out of waivers.json."
    case .waiverMatchesNothing: "Correct its \"scenario\" in waivers.json, or take it out."
    case .ledgerAltered: "Put back a copy that is sound; dryfit ledger verify tells of one."
    case .versionUnknown: "Write the version into manifest.json and create it: dryfit version create"
    case .manifestOfAnotherVersion(let version, _): "Call the gate with the manifest of version \(version)."
    case .manifestChanged:
      "Restore the manifest, or save it as the version's, which asks for new runs: dryfit version save"
    case .versionNotHigher: "Raise \"version\" in manifest.json."
    case .alreadyPromoted: "Nothing is left to do; a change needs a higher version."
    case .suiteChanged: "Look at what changed, then freeze the set anew: dryfit version save"
    case .manifestInvalid: "Correct manifest.json, then save it as the version's: dryfit version save"
    case .keyKindWrong: "Take the key out of the instructions and notes, then: dryfit version save"
    case .resultsDiffer: "Find out what differs between the runs: a result that changes by itself is a defect too."
    case .waived, .notScored: nil
    }
  }

  private static func changed(_ parts: [TestedBytes.Part]) -> String {
    let names = parts.map(\.words)
    let leading = names.dropLast().joined(separator: ", ")
    let list = (leading.isEmpty ? "" : leading + " and ") + (names.last ?? "something")
    return "The evidence is about other bytes: since then \(list) \(names.count > 1 ? "have" : "has") changed."
  }

  private static func altered(_ faults: [String]) -> String {
    let rest = faults.count - 3
    return "It was altered: \(faults.prefix(3).joined(separator: "; "))\(rest > 0 ? "; and \(rest) more" : "")."
  }

  private static func suite(_ added: [String], _ removed: [String], _ changed: [String]) -> String {
    let parts = [("now demanded", added), ("no longer demanded", removed), ("changed", changed)].filter { !$1.isEmpty }
    let words = parts.map { words, names in
      let rest = names.count - 3
      return "\(words): \(names.prefix(3).joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "")"
    }
    return "The demanded scenarios are not those of the version's creation; \(words.joined(separator: "; "))."
  }

  private static func sentence(_ fact: String, _ why: String?) -> String {
    guard let why, !why.isEmpty else { return fact + "." }
    return "\(fact): \(why)\(why.hasSuffix(".") ? "" : ".")"
  }

  private static func excuse(_ waiver: Waiver) -> String {
    "\(waiver.target.words), by \(waiver.owner) until \(waiver.expires) (\(waiver.reason))"
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
