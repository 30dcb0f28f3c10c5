import MockCore
import ScenarioCore

/// What the row of an exchange says.
struct ExchangeWords {
  let exchange: Exchange

  /// The words.
  var markup: HTML {
    let trouble = exchange.fault.map(trouble)
    return """
      <i>#\(exchange.number)</i> <code>\(exchange.method, upTo: 20) \(exchange.path, upTo: 200)</code> \
      <b>\(exchange.status)</b> \(exchange.grounds.rawValue)\
      <small> · \(caller)to \(Lane(exchange.host).words)</small>\(tokens)\(trouble)
      """
  }

  /// Who asks, where it is not the connector.
  private var caller: String { exchange.caller == .connector ? "" : "\(exchange.caller.words) " }

  private var tokens: HTML {
    let presented = exchange.presented.map { " <span class=\"chip\">with \($0, upTo: 40)</span>" as HTML }
    let issued = exchange.issued.filter { $0 != exchange.presented }.prefix(4).joined(separator: ", ")
    let issues: HTML? = issued.isEmpty ? nil : " <span class=\"chip new\">issues \(issued, upTo: 120)</span>"
    return "\(presented)\(issues)"
  }

  private func trouble(_ fault: FaultPerformed) -> HTML {
    let effect =
      switch (fault.committed, fault.delivered) {
      case (true, true): "decided, and answered late or in pieces"
      case (true, false): "decided, and the answer never arrived whole"
      case (false, true): "answered by script, and nothing decided"
      case (false, false): "nothing decided, and no answer"
      }
    return " <span class=\"chip fault\">⚡ fault “\(fault.name, upTo: 60)”: \(effect)</span>"
  }
}

/// What the row says that stands at the head of a step.
struct StepWords {
  let step: StepRecord
  let history: History

  /// Everything but the step's summary.
  var more: HTML {
    let id: HTML? = step.id.map { " “\($0, upTo: 60)”" }
    let session: HTML? =
      step.session.flatMap { $0 == "main" ? nil : " <span class=\"chip\">browser “\($0, upTo: 40)”</span>" }
    let reason = step.failure ?? step.inconclusive ?? step.notApplicable
    let tone = step.failure != nil ? "f" : "i"
    let trouble: HTML? = reason.map { " <span class=\"chip \(tone)\">\($0, upTo: 400)</span>" }
    return "\(id)\(session)\(clock)\(faults)\(step.changes.prefix(8).map(change))\(trouble)"
  }

  private func change(_ text: String) -> HTML { " <span class=\"chip\">\(text, upTo: 200)</span>" }

  /// Where the clock stands after it was moved.
  private var clock: HTML? {
    guard step.verb == "advance" else { return nil }
    return " <span class=\"chip jump\">the mock’s clock: \(step.ended.rfc3339)</span>"
  }

  /// How often a fault that was armed here fired.
  private var faults: HTML? {
    guard step.verb == "fault", let fault = history.faults.first(where: { step.summary == "fault \"\($0.name)\"" })
    else { return nil }
    let often = fault.fired == 0 ? "never fired" : fault.fired == 1 ? "fired once" : "fired \(fault.fired) times"
    return " <span class=\"chip fault\">⚡ \(often)</span>"
  }
}

/// What the row says in which the connector answers.
struct AnswerWords {
  let step: StepRecord

  /// The words: like answers together.
  var markup: HTML {
    let outcomes = step.outcomes.map { Optional($0.rawValue) }
    let answers = step.answers.enumerated().map { index, answer in
      (answer.words, index < outcomes.count ? outcomes[index] : nil)
    }
    let all = answers.isEmpty ? outcomes.map { ("no answer", $0) } : answers
    var groups: [(words: String, outcome: String?, count: Int)] = []
    for (words, outcome) in all {
      if let index = groups.firstIndex(where: { $0.words == words && $0.outcome == outcome }) {
        groups[index].count += 1
      } else {
        groups.append((words, outcome, 1))
      }
    }
    let parts = groups.prefix(6).map { group -> HTML in
      let often: HTML? = group.count > 1 ? "\(group.count) × " : nil
      let outcome: HTML? = group.outcome.map { " <span class=\"chip out\">\($0)</span>" }
      return " \(often)<b>\(group.words)</b>\(outcome)"
    }
    return "the connector answers\(parts)"
  }
}

extension ConnectorAnswer {
  /// The status or the exit status in few words.
  fileprivate var words: String {
    if sentToLogin { return "sent to log in" }
    return status.map(String.init) ?? exit.map { "exit \($0)" } ?? "no answer"
  }
}

/// What the connector printed.
struct OutputWords {
  let lines: [OutputLine]

  private static let firstLines = 2
  private static let lineLimit = 60

  /// The first lines, for the row behind which they were printed.
  var beginning: HTML {
    let shown = lines.prefix(Self.firstLines).map { line -> HTML in
      "<samp>\(line.text, upTo: 120)</samp>"
    }
    let rest = lines.count - shown.count
    return "\(shown)\(rest > 0 ? "<samp>… \(rest) more \(rest == 1 ? "line" : "lines")</samp>" : HTML.none)"
  }

  /// All lines; nothing where all of them stand in ``beginning``.
  var whole: HTML? {
    guard lines.count > Self.firstLines || lines.contains(where: { $0.text.utf8.count > 120 }) else {
      return nil
    }
    let shown = lines.prefix(Self.lineLimit).map { line -> HTML in
      "\(line.stream == .error ? "error " : "output")│ \(line.text, upTo: 500)\n"
    }
    let rest = lines.count - shown.count
    let more: HTML? = rest > 0 ? "… (\(rest) more lines)\n" : nil
    return "<div>Printed by the connector<pre>\(shown)\(more)</pre></div>"
  }
}
