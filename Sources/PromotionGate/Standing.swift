import MockCore
import ScenarioCore

/// The evidence that there is for one scenario, seen from its present bytes.
struct Standing {
  /// The scenario.
  var scenario: CurrentScenario
  /// What was found on exactly these bytes, oldest first.
  var current: [Evidence]
  /// The newest that was found on other bytes.
  var newestOnOtherBytes: Evidence?

  /// Sorts the evidence of one scenario, which is given in the order of its recording.
  init(of scenario: CurrentScenario, evidence: [Evidence]) {
    self.scenario = scenario
    let byAge = evidence.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    current = byAge.filter { $0.bytes == scenario.bytes }
    newestOnOtherBytes = byAge.last { $0.bytes != scenario.bytes }
  }

  /// What counts: the newest result on exactly these bytes.
  var newest: Evidence? { current.last }

  /// Whether it is known if the scenario's claims hold on these bytes.
  var isConclusive: Bool {
    guard let newest else { return false }
    return newest.verdict != .inconclusive
  }

  /// Why the scenario keeps the gate shut, or what is to be told of it.
  func reasons(waivers: [Waiver]) -> [Reason] {
    guard let newest else { return [withoutEvidence] }
    switch newest.verdict {
    case .pass: return differing
    case .fail: return judgeFailure(newest, waivers: waivers) + differing
    case .notApplicable: return [.notApplicable(scenario: scenario.name, why: newest.reason)]
    case .inconclusive, .notExercised: return [inconclusive(newest)] + differing
    }
  }

  private var withoutEvidence: Reason {
    guard let newestOnOtherBytes else { return .missing(scenario: scenario.name) }
    let changed = scenario.bytes.parts(differingFrom: newestOnOtherBytes.bytes)
    return .staleBytes(scenario: scenario.name, changed: changed)
  }

  private func inconclusive(_ evidence: Evidence) -> Reason {
    let said = evidence.findings.first { $0.verdict == .inconclusive }?.message
    return .inconclusive(scenario: scenario.name, why: evidence.reason ?? said)
  }

  /// A failure is excused only when every finding that failed is.
  private func judgeFailure(_ evidence: Evidence, waivers: [Waiver]) -> [Reason] {
    let failed = evidence.findings.filter { $0.verdict == .fail && $0.severity == .fail }
    let excuses = failed.map { finding in waivers.first { $0.covers(finding, of: scenario.identity) } }
    let unexcused = zip(failed, excuses).filter { $0.1 == nil }.map(\.0.claim)
    guard !failed.isEmpty, unexcused.isEmpty else {
      return [.failed(scenario: scenario.name, claims: unexcused.uniqued)]
    }
    let waived = Reason.waived(scenario: scenario.name, waivers: excuses.compactMap(\.self).uniqued)
    let provedNothing = evidence.findings.contains { $0.verdict == .inconclusive && $0.severity == .fail }
    return provedNothing ? [inconclusive(evidence), waived] : [waived]
  }

  private var differing: [Reason] {
    let passed = current.count { $0.verdict == .pass }
    let failed = current.count { $0.verdict == .fail }
    guard passed > 0, failed > 0 else { return [] }
    return [.resultsDiffer(scenario: scenario.name, passed: passed, failed: failed)]
  }
}

extension Array where Element: Hashable {
  /// The elements, each once, in the order of their first appearance.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
