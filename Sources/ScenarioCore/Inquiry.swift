import MockCore

/// What the judge looks into: a history beside the scenario that it belongs to.
struct Inquiry {
  let history: History
  let scenario: Scenario
  let connector: ConnectorFile
  let bounds: StepBounds

  init(history: History, scenario: Scenario, connector: ConnectorFile) {
    self.history = history
    self.scenario = scenario
    self.connector = connector
    bounds = history.stepBounds
  }

  /// The finding for one expectation.
  ///
  /// - Parameter index: the step in which it stands; nil at the end of the scenario.
  func finding(for expectation: Expectation, inStep index: Int?) -> Finding {
    let record = index.flatMap { history.record(of: .index($0)) }
    let ruling =
      index != nil && record == nil
      ? Ruling(.inconclusive, "The step was not performed: \(history.brokenOff ?? "the run ended before it").")
      : rule(on: expectation, window: window(of: record))
    return Finding(
      expectation: expectation.id, verdict: ruling.verdict, severity: expectation.severity, message: ruling.message,
      advice: ruling.advice, clauses: scenario.clauses + expectation.clauses.filter { !scenario.clauses.contains($0) },
      exchanges: ruling.exchanges, step: record?.id ?? ruling.step)
  }

  /// What an expectation comes to among the exchanges of a window.
  func rule(on expectation: Expectation, window: [Exchange]) -> Ruling {
    let count = expectation.count ?? CountRange(min: 1, max: nil)
    switch expectation.claim {
    case .seen(let match): return seen(match, count, in: window)
    case .never(let match): return never(match, count, in: window)
    case .sometimes(let match): return seen(match, count, in: window).orInconclusive
    case .order(let matches): return order(matches, in: window)
    case .outcome(let step, let outcomes): return outcome(of: step, oneOf: outcomes)
    case .response(let step, let match): return response(of: step, match)
    case .output(let test): return output(test)
    case .record(let claim): return record(claim, count)
    case .anyOf(let expectations): return anyOf(expectations.map { rule(on: $0, window: window) })
    }
  }

  private func window(of step: StepRecord?) -> [Exchange] {
    guard let step else { return history.exchanges }
    if case .finish(let id) = scenario.steps[step.index].verb, let begun = history.record(of: .id(id)) {
      return history.exchanges(during: begun)
    }
    if ["do", "login"].contains(step.verb) { return history.exchanges(during: step) }
    return history.exchanges.filter { $0.number <= step.exchangesAfter }
  }

  private func anyOf(_ rulings: [Ruling]) -> Ruling {
    if let passed = rulings.first(where: { $0.verdict == .pass }) { return passed }
    if let idle = rulings.first(where: { $0.verdict == .notExercised }) { return idle }
    let verdict: Verdict = rulings.allSatisfy { $0.verdict == .fail } ? .fail : .inconclusive
    let messages = rulings.enumerated().map { "(\($0.offset + 1)) \($0.element.message)" }.joined(separator: " ")
    return Ruling(
      verdict, "None of the \(rulings.count) alternatives holds. \(messages)",
      exchanges: Set(rulings.flatMap(\.exchanges)).sorted())
  }
}
