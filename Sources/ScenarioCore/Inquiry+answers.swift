import JSONSource
import MockCore

/// The claims about the connector's own answers and output.
extension Inquiry {
  /// Each repetition of the step ended in one of these outcomes.
  func outcome(of reference: StepReference, oneOf expected: [Outcome]) -> Ruling {
    guard let step = history.record(of: reference) else { return notPerformed(reference) }
    let words = expected.map(\.rawValue).joined(separator: " or ")
    let what = "\(step.title): expected \(words)"
    guard !step.outcomes.isEmpty else { return Ruling(.inconclusive, "\(what); it has no outcome.", step: step.id) }
    let rulings = step.outcomes.enumerated().map { index, found -> Ruling in
      let answer = step.answers.indices.contains(index) ? step.answers[index] : nil
      return compare(found, oneOf: expected, step: step, answer: answer, what: what)
    }
    let numbers = history.exchanges(during: step).map(\.number)
    let worst = rulings.max { $0.verdict < $1.verdict }
    var ruling = worst ?? Ruling(.inconclusive, what)
    ruling.step = step.id
    ruling.exchanges = ruling.verdict == .pass ? [] : numbers
    if rulings.count > 1 {
      let passed = rulings.count { $0.verdict == .pass }
      ruling.message += " \(passed) of \(rulings.count) repetitions passed."
    }
    return ruling
  }

  private func compare(
    _ found: Outcome, oneOf expected: [Outcome], step: StepRecord, answer: ConnectorAnswer?, what: String
  ) -> Ruling {
    if expected.contains(found) { return Ruling(.pass, "\(what); found \(found.rawValue).") }
    let seen = "\(what); found \(found.rawValue)\(answer.map { " (\($0.line))" } ?? "")."
    let action = step.action.flatMap { connector.action(named: $0) }
    var undecided: [Outcome] = []
    for outcome in expected where !connector.declares(outcome, for: action) {
      if outcome == .partial && found != .ok { continue }
      let isContradicted = found == .ok && outcome != .partial
      switch TrafficOutcome.shows(outcome, in: history.exchanges(during: step)) {
      case true? where !isContradicted:
        return Ruling(.pass, "\(seen) The traffic shows \(outcome.rawValue), which connector.json does not declare.")
      case true? where connector.hasRule(for: .ok, action): break
      case true?, nil: undecided.append(outcome)
      case false?: break
      }
    }
    guard let outcome = undecided.first else { return Ruling(.fail, seen) }
    return Ruling(
      .inconclusive, "\(seen) connector.json does not declare \(outcome.rawValue), and the traffic does not decide.",
      advice: "Declare \"\(outcome.rawValue)\" in the outcomes of connector.json.")
  }

  /// Each answer to the step passes the match.
  func response(of reference: StepReference, _ match: ResponseMatch) -> Ruling {
    guard let step = history.record(of: reference) else { return notPerformed(reference) }
    guard !step.answers.isEmpty else {
      return Ruling(.inconclusive, "\(step.title): there is no answer.", step: step.id)
    }
    for answer in step.answers {
      let differences = match.differences(from: answer)
      guard differences.isEmpty else {
        let text = differences.map(\.description).joined(separator: "; ")
        return Ruling(.fail, "\(step.title): \(text) (\(answer.line)).", step: step.id)
      }
    }
    return Ruling(.pass, "\(step.title): the connector's answer is as expected.", step: step.id)
  }

  /// The connector printed something that passes.
  func output(_ test: ValueTest) -> Ruling {
    let text = history.output.map(\.text).joined(separator: "\n")
    if test.holds(text: text) { return Ruling(.pass, "The connector printed something \(test).") }
    let last =
      history.output.last.map { "The last of \(history.output.count) lines: \($0.text)" } ?? "It printed nothing."
    return Ruling(.fail, "Expected the connector to print something \(test). \(last)")
  }

  private func notPerformed(_ step: StepReference) -> Ruling {
    let name =
      switch step {
      case .id(let id): "Step \"\(id)\""
      case .index(let index): "Step \(index + 1)"
      }
    return Ruling(.inconclusive, "\(name) was not performed: \(history.brokenOff ?? "the run ended before it").")
  }
}

extension ConnectorFile {
  /// Whether a rule says how an outcome is recognised.
  fileprivate func hasRule(for outcome: Outcome, _ action: Action?) -> Bool {
    rules(for: action).contains { $0.outcome == outcome }
  }
}

extension StepRecord {
  /// The step for messages: `Step "after" (do "read")`.
  var title: String { "Step \(id.map { "\"\($0)\"" } ?? String(index + 1)) (\(summary))" }
}

extension ConnectorAnswer {
  /// The answer in one line: `401, {"error":"…"}`.
  var line: String {
    let status = status.map(String.init) ?? exit.map { "exit \($0)" } ?? "no status"
    if sentToLogin { return "\(status), the user was sent to log in" }
    let text = (output ?? body).replacing("\n", with: " ")
    return text.isEmpty ? status : "\(status), \(text.count > 120 ? text.prefix(120) + "…" : text)"
  }
}
