import ScenarioCore

/// A finding of a scenario as people read it.
struct FindingMarkup {
  let finding: Finding
  let place: ScenarioPlace
  /// The steps of the scenario, by id.
  let steps: [String: Int]
  /// The exchanges that the page shows.
  let shown: Set<Int>

  /// The whole finding; `index` is its place among the problems of its scenario.
  func card(_ index: Int) -> HTML {
    let mark = VerdictMark(finding)
    let advice: HTML? = finding.advice.map { "<p class=\"advice\">\(HTML.prose($0))</p>" }
    return """
      <li id="\(place.id(ofFinding: index))" class="card \(mark.tone)"><p class="claim">\(mark.glyph) \(index + 1) \
      <strong>\(finding.claim, upTo: 200)</strong> <small>\(mark.word)</small></p><p>\(HTML.prose(finding.message))</p>\
      \(advice)\(grounds)</li>

      """
  }

  /// What was found in order, in one line.
  var line: HTML {
    "<li>\(VerdictMark(finding).glyph) <b>\(finding.claim, upTo: 120)</b> \(finding.message, upTo: 120) \(links)</li>"
  }

  /// The pin on an exchange or a step: with the name where it stands first, and with the number alone from then on.
  func pin(_ index: Int, isFirst: Bool) -> HTML {
    let mark = VerdictMark(finding)
    let name: HTML =
      isFirst ? " \(finding.claim, upTo: 60)" : "<span class=\"vh\"> \(mark.word): \(finding.claim, upTo: 60)</span>"
    return """
       <a class="pin \(mark.tone)" href="#\(place.id(ofFinding: index))">\(mark.sign) \(index + 1)\(name)</a>
      """
  }

  private var grounds: HTML? {
    let clauses = finding.clauses.prefix(12).map { "\($0, upTo: 120)" as HTML }
    let step: HTML? = finding.step.map { id in
      steps[id].map { "<a href=\"#\(place.id(ofStep: $0))\">step “\(id, upTo: 60)”</a>" } ?? "step “\(id, upTo: 60)”"
    }
    let parts = clauses + [finding.exchanges.isEmpty ? nil : "rests on \(links)", step].compactMap(\.self)
    return parts.isEmpty ? nil : "<p class=\"grounds\">\(parts.joined(separator: " · "))</p>"
  }

  /// The exchanges it rests on.
  private var links: HTML {
    let named = finding.exchanges.prefix(12).map { number -> HTML in
      guard shown.contains(number) else { return "#\(number)" }
      return "<a href=\"#\(place.id(ofExchange: number))\">#\(number)</a>"
    }
    let rest = finding.exchanges.count - named.count
    let more: HTML? = rest > 0 ? " and \(rest) more" : nil
    return "\(named.joined(separator: " "))\(more)"
  }
}
