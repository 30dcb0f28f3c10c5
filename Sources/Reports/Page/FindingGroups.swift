import ScenarioCore

/// The findings of a run that call for somebody, like ones together.
struct FindingGroups: Hashable {
  /// One finding, and where it stands.
  struct Occurrence: Hashable {
    var place: ScenarioPlace
    var scenario: String
    /// Its place among the problems of the scenario.
    var index: Int
    var finding: Finding
  }

  /// What one check found in several scenarios, or what the expectations of one scenario found.
  struct Group: Hashable {
    /// The check, or the scenario.
    var claim: String
    var mark: VerdictMark
    var isCheck: Bool
    var occurrences: [Occurrence]

    /// What to change.
    var advice: [String] { distinct(occurrences.compactMap(\.finding.advice)) }
    /// The clauses that they rest on.
    var clauses: [String] { distinct(occurrences.flatMap(\.finding.clauses)) }
  }

  /// What failed, then what is inconclusive, then warnings; in each, checks first, and what many scenarios show first.
  let groups: [Group]
  /// How many findings are open only because of others.
  let consequences: Int

  /// Groups the findings of a run: those of a check by its name, those of expectations by their scenario.
  init(of run: RunResult) {
    struct Key: Hashable {
      var claim: String
      var isCheck: Bool
      var mark: VerdictMark
    }
    var keys: [Key] = []
    var found: [Key: [Occurrence]] = [:]
    var consequences = 0
    for (position, scenario) in run.scenarios.enumerated() {
      for (index, finding) in scenario.problems.enumerated() {
        guard !finding.isConsequence else {
          consequences += 1
          continue
        }
        let key = Key(
          claim: finding.check ?? scenario.name, isCheck: finding.check != nil, mark: VerdictMark(finding))
        if found[key] == nil { keys.append(key) }
        found[key, default: []].append(
          Occurrence(
            place: ScenarioPlace(number: position + 1), scenario: scenario.name, index: index, finding: finding))
      }
    }
    self.consequences = consequences
    let groups = keys.map { key in
      Group(claim: key.claim, mark: key.mark, isCheck: key.isCheck, occurrences: found[key] ?? [])
    }
    let order = ["f", "i", "w"]
    self.groups = groups.enumerated().sorted { first, second in
      let ranks = [first, second].map { order.firstIndex(of: $0.element.mark.tone) ?? order.count }
      let kinds = [first, second].map { $0.element.isCheck ? 0 : 1 }
      let counts = [first, second].map { $0.element.isCheck ? -$0.element.occurrences.count : 0 }
      return (ranks[0], kinds[0], counts[0], first.offset) < (ranks[1], kinds[1], counts[1], second.offset)
    }.map(\.element)
  }
}

private func distinct(_ texts: [String]) -> [String] {
  var seen: Set<String> = []
  return texts.filter { seen.insert($0).inserted }
}

/// The findings of a run as a section of its page.
struct FindingsMarkup {
  let groups: FindingGroups

  private static let groupLimit = 80
  private static let openOccurrences = 3
  private static let occurrenceLimit = 150

  /// The section; it says so where there is nothing to say.
  var markup: HTML {
    let articles = groups.groups.prefix(Self.groupLimit).map(article)
    let rest = groups.groups.count - articles.count
    let more: HTML? = rest > 0 ? "<p class=\"cut\">\(rest) more groups of findings are not shown.</p>" : nil
    let others: HTML? =
      groups.consequences > 0
      ? "<p class=\"quiet\">\(groups.consequences) more are open only because of these.</p>" : nil
    let none: HTML? = articles.isEmpty ? "<p>Nothing calls for anybody.</p>" : nil
    let hint: HTML? =
      groups.groups.contains { $0.isCheck }
      ? "<p class=\"quiet\"><code>dryfit explain CHECK</code> says more about a check.</p>" : nil
    return """
      <section id="findings" aria-labelledby="h-findings"><h2 id="h-findings">Findings</h2>
      \(none)\(hint)\(articles)\(more)\(others)</section>

      """
  }

  private func article(_ group: FindingGroups.Group) -> HTML {
    let number = group.isCheck ? Set(group.occurrences.map(\.place)).count : group.occurrences.count
    let noun = group.isCheck ? "scenario" : "expectation"
    let count = "in \(number) \(noun)\(number == 1 ? "" : "s")"
    let advice = group.advice.prefix(5).map { "<p class=\"advice\">\(HTML.prose($0))</p>" as HTML }
    let clauses: HTML? =
      group.clauses.isEmpty ? nil : "<p class=\"grounds\">\(group.clauses.joined(separator: " · "), upTo: 600)</p>"
    let first = group.occurrences.prefix(Self.openOccurrences).map { line($0, group) }
    let others = group.occurrences.dropFirst(Self.openOccurrences)
    let rest = others.count - Self.occurrenceLimit
    let left: HTML? = rest > 0 ? "<p class=\"cut\">\(rest) more are not shown.</p>" : nil
    let more: HTML? =
      others.isEmpty
      ? nil
      : """
      <details class="more"><summary>\(others.count) more</summary>\
      <ul>\(others.prefix(Self.occurrenceLimit).map { line($0, group) })</ul>\(left)</details>
      """
    return """
      <article class="card \(group.mark.tone)"><h3>\(group.mark.glyph) \(group.claim, upTo: 200) \
      <small>\(group.mark.word) \(count)</small></h3>\(advice)<ul>\(first)</ul>\(more)\(clauses)</article>

      """
  }

  private func line(_ occurrence: FindingGroups.Occurrence, _ group: FindingGroups.Group) -> HTML {
    """
    <li><a href="#\(occurrence.place.id(ofFinding: occurrence.index))">\
    \(group.isCheck ? occurrence.scenario : occurrence.finding.claim, upTo: 200)</a> \
    \(HTML.prose(occurrence.finding.message, upTo: 320))</li>
    """
  }
}
