import MockCore
import ScenarioCore

/// A sequence diagram as a list of rows: the time, the tokens' lives, who asked whom, and in words what was said.
///
/// The drawing repeats what the words of its row say, so that nothing is lost to somebody who does not see it.
struct DiagramMarkup {
  /// Where the scenario stands in the page.
  let place: ScenarioPlace
  let history: History
  let diagram: SequenceDiagram
  let messages: MessageText
  /// The findings that rest on each exchange, by its number.
  let pins: [Int: [HTML]]
  /// The findings that belong to a step and rest on no exchange, by the step's id.
  let stepPins: [String: [HTML]]

  private var count: Int { diagram.lanes.count }

  /// The diagram.
  var markup: HTML {
    var bars = TokenBars()
    var bands: [HTML] = []
    for band in diagram.bands { bands.append(markup(of: band, &bars)) }
    let undrawn: HTML =
      bars.undrawn > 0
      ? "<p class=\"cut\">\(bars.undrawn) tokens have no bar: \(TokenBars.most) stand side by side at most.</p>" : .none
    return """
      <div class="seq k\(bars.columns) n\(count)"><div class="r top" aria-hidden="true">\
      <svg class="d"><use href="#h\(count)"/></svg></div>
      <ol>\(bands)</ol>\(DiagramSymbols.lines(count))</div>\(undrawn)

      """
  }

  private func markup(of band: SequenceDiagram.Band, _ bars: inout TokenBars) -> HTML {
    var head: HTML?
    if let step = band.step { head = self.head(of: step, &bars) }
    let isBusy = band.step.map { ["do", "login", "finish"].contains($0.verb) } ?? false
    var rows: [HTML] = []
    for row in band.rows { rows.append(markup(of: row, &bars)) }
    let list: HTML = rows.isEmpty ? .none : "<ol>\(rows)</ol>"
    return "<li class=\"band\(isBusy ? " act" : "")\">\(head)\(list)</li>\n"
  }

  private func markup(of row: SequenceDiagram.Row, _ bars: inout TokenBars) -> HTML {
    switch row {
    case .exchange(let exchange, let printed):
      markup(of: exchange, printed, bars.row(of: exchange))
    case .output(let lines): markup(of: lines, bars.still)
    case .answer(let step): answer(of: step, bars.row(at: step.ended))
    case .left(let number):
      """
      <li><p class="r">\(drawing(nil, bars.still))<span class="say cut">\(number) more exchanges \
      are not shown.</span></p></li>
      """
    }
  }

  // MARK: - Rows

  private func head(of step: StepRecord, _ bars: inout TokenBars) -> HTML {
    let words = StepWords(step: step, history: history)
    let tokens = bars.row(at: step.verb == "advance" ? step.ended : step.began, ending: step.endedTokens)
    let asks = ["do", "login"].contains(step.verb)
    let asked = DiagramSymbols.name(.browser, .connector, .none, of: count)
    let symbol = step.verb == "advance" ? "j\(count)" : asks ? asked : nil
    let pinned = step.id.flatMap { stepPins[$0] } ?? []
    return """
      <p class="r head" id="\(place.id(ofStep: step.index))">\(time(step.began))\
      \(drawing(symbol, tokens))\
      <span class="say"><b>\(step.index + 1)</b> <strong>\(step.summary, upTo: 200)</strong>\
      \(words.more)\(notes(tokens))\(pinned)</span></p>
      """
  }

  private func markup(
    of exchange: Exchange, _ printed: [OutputLine], _ tokens: TokenBars.Row
  ) -> HTML {
    let reply: DiagramSymbols.Reply =
      switch exchange.fault {
      case let fault? where !fault.delivered: fault.committed ? .lost : .none
      default: .answered
      }
    let symbol = DiagramSymbols.name(exchange.caller, Lane(exchange.host), reply, of: count)
    let pinned = pins[exchange.number] ?? []
    let tone = exchange.fault != nil ? " z" : exchange.status >= 400 ? " e" : ""
    return """
      <li id="\(place.id(ofExchange: exchange.number))"\(pinned.isEmpty ? HTML.none : " class=\"hit\"")>\
      <details><summary class="r\(tone)">\(time(exchange.at))\
      \(drawing(symbol, tokens))\
      <span class="say">\(ExchangeWords(exchange: exchange).markup)\(notes(tokens))\(pinned)\
      \(OutputWords(lines: printed).beginning)</span></summary>\
      \(messages.markup(of: exchange, printed))</details></li>

      """
  }

  private func markup(of lines: [OutputLine], _ tokens: TokenBars.Row) -> HTML {
    let words = OutputWords(lines: lines)
    return """
      <li><details><summary class="r">\(drawing(nil, tokens))<span class="say">\(words.beginning)</span>\
      </summary><div class="m">\(words.whole)</div></details></li>

      """
  }

  private func answer(of step: StepRecord, _ tokens: TokenBars.Row) -> HTML {
    let row: HTML = """
      \(time(step.ended))\(drawing("c\(count)", tokens))\
      <span class="say">\(AnswerWords(step: step).markup)\(notes(tokens))</span>
      """
    guard !step.answers.isEmpty else { return "<li class=\"end\"><p class=\"r\">\(row)</p></li>\n" }
    return """
      <li class="end"><details><summary class="r">\(row)</summary>\
      \(messages.markup(of: step.answers, again: again(step)))</details></li>

      """
  }

  /// A link to the first step that had the same long answer, where that was another one.
  private func again(_ step: StepRecord) -> (ConnectorAnswer) -> HTML? {
    { answer in
      guard answer.text.utf8.count > MessageText.shortBody else { return nil }
      let first = history.steps.first { $0.answers.contains { $0.text == answer.text } }
      guard let first, first.index != step.index else { return nil }
      return "\n\n(the body of step <a href=\"#\(place.id(ofStep: first.index))\">\(first.index + 1)</a> again)"
    }
  }

  // MARK: - Parts of a row

  private func time(_ moment: Instant) -> HTML {
    "<span class=\"at\">\(Figures.clock((moment - history.began).milliseconds))</span>"
  }

  private func notes(_ tokens: TokenBars.Row) -> [HTML] {
    tokens.notes.map { " <span class=\"chip\">\($0)</span>" }
  }

  private func drawing(_ symbol: String?, _ tokens: TokenBars.Row) -> HTML {
    let arrows: HTML? = symbol.map { "<svg class=\"d\"><use href=\"#\($0)\"/></svg>" }
    return "\(TokenMarkup.markup(of: tokens))\(arrows)"
  }
}
