import JSONSource
import MockCore
import ScenarioCore

/// Decides whether a version may be promoted: what is not known is never taken for passed.
public enum Gate {
  /// The decision.
  ///
  /// It is open only if every required scenario passed on exactly the present bytes; of several results on these bytes
  /// the newest counts. A version that was never created is the only reason given, since nothing else can be said of
  /// it; nor can it of a ledger that was altered.
  public static func decide(_ question: GateQuestion) -> GateDecision {
    guard question.ledgerFaults.isEmpty else {
      return decision(question, required: 0, [.ledgerAltered(faults: question.ledgerFaults)])
    }
    guard let version = question.versions.first(where: { $0.number == question.version }) else {
      let known = question.versions.map(\.number).sorted()
      return decision(question, required: 0, [.versionUnknown(question.version, known: known)])
    }
    let standings = standings(of: question, for: version)
    let demanded = standings.filter { question.requirements.demand($0.scenario.identity) }
    let active = question.waivers.filter { question.at < $0.expires.end }
    let reasons =
      judge(version, question) + judgeSuite(question, of: version)
      + judge(question.requirements, demanded: demanded, all: standings)
      + question.waivers.compactMap { judge($0, at: question.at, demanded: demanded, all: standings) }
      + demanded.flatMap { $0.reasons(waivers: active) }
      + notScored(question.requirements, among: standings)
    return decision(question, required: demanded.count, reasons)
  }

  /// The evidence that counts: for each demanded scenario the newest on exactly the present bytes.
  public static func evidence(for question: GateQuestion) -> [Evidence] {
    guard let version = question.versions.first(where: { $0.number == question.version }) else { return [] }
    return standings(of: question, for: version).filter { question.requirements.demand($0.scenario.identity) }
      .compactMap(\.newest)
  }

  private static func decision(_ question: GateQuestion, required: Int, _ reasons: [Reason]) -> GateDecision {
    GateDecision(version: question.version, at: question.at, required: required, reasons: reasons)
  }

  /// The manifest is judged once, against the version; for the scenarios it is the version's own.
  private static func standings(of question: GateQuestion, for version: Version) -> [Standing] {
    let known = question.evidence.filter { $0.at <= question.at }
    let byName = Dictionary(grouping: known) { ScenarioName.text($0.scenario, $0.parameters) }
    return question.scenarios.map { scenario in
      var scenario = scenario
      scenario.bytes.manifest = version.manifest
      return Standing(of: scenario, evidence: byName[scenario.name] ?? [])
    }
  }

  private static func judge(_ version: Version, _ question: GateQuestion) -> [Reason] {
    var reasons: [Reason] = []
    if version.state == .promoted { reasons.append(.alreadyPromoted(version.number, at: version.created)) }
    let promoted = question.versions.filter { $0.state == .promoted && $0.number > version.number }.map(\.number)
    if let last = promoted.max() { reasons.append(.versionNotHigher(version.number, last: last)) }
    guard let manifest = question.manifest else {
      return reasons + [.manifestInvalid(version.number, mistakes: question.manifestMistakes)]
    }
    if manifest.tells(anyOf: question.versions.map(\.sandboxKey)) { reasons.append(.keyKindWrong(version.number)) }
    if manifest.version != version.number {
      reasons.append(.manifestOfAnotherVersion(version.number, manifest: manifest.version))
    } else if question.manifestDigest != version.manifest {
      reasons.append(.manifestChanged(version.number))
    }
    return reasons
  }

  private static func judge(_ requirements: Requirements, demanded: [Standing], all: [Standing]) -> [Reason] {
    let identities = all.map(\.scenario.identity)
    let unanswered = requirements.required.filter { pattern in !identities.contains(where: pattern.matches) }
    let reasons = unanswered.map { pattern in
      Reason.requirementMatchesNothing(pattern, nearest: pattern.nearest(among: identities))
    }
    return demanded.isEmpty && unanswered.isEmpty ? [.nothingRequired] : reasons
  }

  private static func judgeSuite(_ question: GateQuestion, of version: Version) -> [Reason] {
    guard let frozen = question.frozen else { return [] }
    let now = RequirementSet(of: question.requirements, among: question.scenarios)
    guard now != frozen else { return [] }
    let (added, removed, changed) = frozen.difference(to: now)
    return [.suiteChanged(version.number, added: added, removed: removed, changed: changed)]
  }

  private static func judge(
    _ waiver: Waiver, at now: Instant, demanded: [Standing], all: [Standing]
  ) -> Reason? {
    guard now < waiver.expires.end else { return .waiverExpired(waiver) }
    let covered = all.filter { waiver.covers(scenario: $0.scenario.identity) }
    guard !covered.isEmpty else { return .waiverMatchesNothing(waiver) }
    let isNeeded = covered.contains { standing in
      standing.newest?.findings.contains { waiver.covers($0, of: standing.scenario.identity) } ?? false
    }
    let relevant = demanded.filter { waiver.covers(scenario: $0.scenario.identity) }
    let isKnown = (relevant.isEmpty ? covered : relevant).allSatisfy(\.isConclusive)
    return !isNeeded && isKnown ? .waiverStale(waiver) : nil
  }

  private static func notScored(_ requirements: Requirements, among standings: [Standing]) -> [Reason] {
    standings.map(\.scenario).filter { requirements.name($0.identity) }.compactMap { scenario in
      requirements.exception(for: scenario.identity).map { .notScored(scenario: scenario.name, why: $0.reason) }
    }
  }
}

extension Manifest {
  /// Whether what customers read holds one of these keys.
  func tells(anyOf keys: [String]) -> Bool {
    let told = [instructions.url, instructions.pageName, postInstallationNotes]
    return keys.contains { key in told.contains { $0.lowercased().contains(key.lowercased()) } }
  }
}

extension Requirements {
  /// Whether a pattern names the scenario, excepted or not.
  func name(_ identity: String) -> Bool { required.contains { $0.matches(identity) } }

  /// The exception that takes the scenario out.
  func exception(for identity: String) -> NotScored? { notScored.first { $0.scenario.matches(identity) } }

  /// Whether the scenario must have passed.
  func demand(_ identity: String) -> Bool { name(identity) && exception(for: identity) == nil }
}
