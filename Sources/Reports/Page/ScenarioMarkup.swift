import MockCore
import ScenarioCore

/// One scenario of a page: what it came to, and its sequence diagram.
struct ScenarioMarkup {
  let result: ScenarioResult
  let history: History?
  let place: ScenarioPlace
  let limits: PageLimits
  /// Whether it is open from the beginning.
  let isOpen: Bool

  /// The scenario.
  var markup: HTML {
    let mark = VerdictMark(result.verdict)
    let problems = result.problems
    let count: HTML? =
      problems.isEmpty ? nil : " <small>\(problems.count) \(problems.count == 1 ? "finding" : "findings")</small>"
    return """
      <details id="\(place.id)" class="scenario \(mark.tone)"\(isOpen ? " open=\"open\"" : HTML.none)><summary>\
      \(mark.glyph) <h4>\(result.name, upTo: 300)</h4>\(count) \
      <small class="sec">\(Figures.short(result.seconds))</small>\
      <span class="title">\(result.title, upTo: 400)</span></summary>
      <div class="inside">\(reason)\(findings)\(drawing)\(claims)\(facts)</div></details>

      """
  }

  private var shown: Set<Int> {
    Set(history.map { $0.exchanges.map(\.number) } ?? [])
  }

  private var reason: HTML? { result.reason.map { "<p class=\"reason\">\($0, upTo: 1000)</p>" } }

  private func finding(_ finding: Finding) -> FindingMarkup {
    let steps = (history?.steps ?? []).compactMap { step in step.id.map { ($0, step.index) } }
    return FindingMarkup(
      finding: finding, place: place, steps: Dictionary(steps) { first, _ in first }, shown: shown)
  }

  private var findings: HTML? {
    guard !result.problems.isEmpty else { return nil }
    let cards = result.problems.prefix(limits.findings).enumerated().map { finding($1).card($0) }
    let rest = result.problems.count - cards.count
    let more: HTML? = rest > 0 ? "<p class=\"cut\">\(rest) more findings are not shown.</p>" : nil
    return "<ul class=\"cards\">\(cards)</ul>\(more)"
  }

  private var drawing: HTML? {
    guard let history else {
      return result.verdict == .notApplicable ? nil : "<p class=\"cut\">The history of this scenario was not kept.</p>"
    }
    let problems = Array(result.problems.prefix(limits.findings).enumerated())
    let meant = Set(problems.flatMap { $0.element.exchanges })
    var pins: [Int: [HTML]] = [:]
    var stepPins: [String: [HTML]] = [:]
    for (index, problem) in problems where !problem.isConsequence {
      let markup = finding(problem)
      for (order, number) in Set(problem.exchanges).sorted().enumerated() {
        pins[number, default: []].append(markup.pin(index, isFirst: order == 0))
      }
      if problem.exchanges.isEmpty, let step = problem.step {
        stepPins[step, default: []].append(markup.pin(index, isFirst: true))
      }
    }
    return DiagramMarkup(
      place: place, history: history,
      diagram: SequenceDiagram(history, limit: limits.exchanges, meant: meant),
      messages: MessageText(
        bodyLimit: problems.isEmpty ? limits.body : limits.bodyBesideFindings, place: place,
        exchanges: history.exchanges),
      pins: pins, stepPins: stepPins
    ).markup
  }

  /// What was found in order, and what had nothing to look at.
  private var claims: HTML? {
    let good = result.findings.filter { $0.verdict == .pass }
    let idle = result.findings.filter { $0.verdict == .notExercised }
    guard !good.isEmpty || !idle.isEmpty else { return nil }
    let lines = good.filter { $0.check == nil }.prefix(limits.findings).map { finding($0).line }
    let names = Set(good.compactMap(\.check)).sorted().joined(separator: ", ")
    let checks: HTML? = names.isEmpty ? nil : "<p>Checks that passed: <span class=\"names\">\(names)</span></p>"
    return """
      <details class="more"><summary>What held: \(good.count) claims; \(idle.count) had nothing to look at\
      </summary><ul>\(lines)</ul>\(checks)</details>

      """
  }

  private var facts: HTML? {
    var facts: [HTML] = []
    if let history {
      facts.append("began \(history.began.rfc3339) by the mock’s clock")
      facts.append("seed \(history.seed)")
      facts.append("\(history.exchanges.count) exchanges")
      if let exit = history.unexpectedExit { facts.append("the connector ended by itself: \(exit, upTo: 200)") }
      if let cause = history.brokenOff { facts.append("broken off at \(cause, upTo: 300)") }
      for attempt in history.attempts.prefix(5) {
        facts.append("tried to reach \(attempt.host, upTo: 100):\(attempt.port), and was refused")
      }
      for file in history.files.prefix(5) where !file.secrets.isEmpty && !file.isSecretStore {
        facts.append("\(file.file, upTo: 100) holds \(file.secrets.joined(separator: ", "), upTo: 100)")
      }
    }
    if let process = result.process { facts.append("\(process.rawValue) process") }
    let command: HTML? = result.repeatedBy.map { "<p>To repeat exactly this: <code>\($0, upTo: 400)</code></p>" }
    guard !facts.isEmpty || command != nil else { return nil }
    return "<div class=\"foot\"><p>\(facts.joined(separator: " · "))</p>\(command)</div>"
  }
}
