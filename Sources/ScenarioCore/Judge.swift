import MockCore

/// Judges a history against the expectations of its scenario.
///
/// Traffic claims in a step that is a `do` or a `login` look at the exchanges of that step; in any other step, at all
/// exchanges until it ended; at the end of the scenario, at all exchanges.
///
/// A step that came to nothing (nothing to forbid, a fault that never fired, a refusal that was never seen) leaves the
/// expectations behind it without the ground they stand on: those that fail are inconclusive then, and say why.
public enum Judge {
  /// What there is to say: one finding for each expectation, and one for each thing that kept the scenario from proving
  /// anything. Findings about a step bear its place, `/steps/2`, and findings about the run as a whole bear `/steps`.
  public static func judge(_ history: History, of scenario: Scenario, connector: ConnectorFile) -> [Finding] {
    let inquiry = Inquiry(history: history, scenario: scenario, connector: connector)
    let premises = inquiry.unmetPremises
    var findings = inquiry.failures + premises.map(\.finding)
    for (index, step) in scenario.steps.enumerated() {
      findings += step.expectations.map { expectation in
        let finding = inquiry.finding(for: expectation, inStep: index)
        return finding.held(against: premises, seenFrom: scenario.end(ofStep: index))
      }
    }
    findings += scenario.expectations.map { expectation in
      inquiry.finding(for: expectation, inStep: nil).held(against: premises, seenFrom: .max)
    }
    return findings + emptyHanded(findings)
  }

  /// The verdict of a scenario: the worst of what weighs, and a pass only where an expectation passed.
  ///
  /// Warnings weigh nothing.
  public static func verdict(of findings: [Finding]) -> Verdict {
    let weighty = findings.filter { $0.severity == .fail }
    let worst = weighty.map(\.verdict).max() ?? .notExercised
    if worst > .pass { return worst }
    return weighty.contains { $0.expectation != nil && $0.verdict == .pass } ? .pass : .inconclusive
  }

  /// Says why a scenario without failure is no pass.
  private static func emptyHanded(_ findings: [Finding]) -> [Finding] {
    guard verdict(of: findings) == .inconclusive, !findings.contains(where: { $0.verdict == .inconclusive }) else {
      return []
    }
    let message = "No expectation was put to the test: what must never happen had no occasion to happen."
    return [Finding(expectation: "/steps", verdict: .inconclusive, message: message)]
  }
}
