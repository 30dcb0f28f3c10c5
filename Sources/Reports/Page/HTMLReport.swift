import ScenarioCore

/// A run as one page that needs nothing but itself: no network, no script, no other file.
public enum HTMLReport {
  /// The page; it ends in a line feed.
  ///
  /// Its markup is well-formed XML. What a connector said in it is escaped, made harmless and cut, with a mark where it
  /// was; styles come from one element that the page's own policy knows by its digest, and nothing else is loaded.
  ///
  /// - Parameters:
  ///   - run: what the run came to.
  ///   - histories: what was seen in each of its scenarios, in their order; nil for what was not run or not kept.
  ///   - number: the run's number in the ledger, where it was kept.
  public static func text(of run: RunResult, histories: [History?], number: Int64? = nil) -> String {
    var page = HTML.none
    for limits in PageLimits.all(of: histories.compactMap(\.self)) where page == .none || page.size > PageLimits.page {
      page = self.page(of: run, histories: histories, number: number, limits: limits)
    }
    return page.markup
  }

  private static func page(of run: RunResult, histories: [History?], number: Int64?, limits: PageLimits) -> HTML {
    let summary = SummaryMarkup(run: run, number: number)
    let matrix = MatrixMarkup(run: run)
    let groups = FindingGroups(of: run)
    let scenarios = ScenariosMarkup(run: run, histories: histories, limits: limits)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(PageStyle.policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <meta name="generator" content="Dryfit \(run.dryfit, upTo: 60)"/>
      <title>\(VerdictMark(run.verdict).sign) \(run.connector, upTo: 100) · Dryfit</title>
      <style>\(PageStyle.sheet)</style></head>
      <body><a class="skip" href="#main">To the report</a>
      \(DiagramSymbols.markup)\(TokenMarkup.symbols)\
      \(summary.markup)\(navigation)
      <main id="main">\(FindingsMarkup(groups: groups).markup)\(matrix.scenarios)\(summary.health)\(matrix.checks)\
      \(scenarios.markup)</main>
      <footer><p>Written by Dryfit \(run.dryfit, upTo: 60) from what was recorded in this run. Tokens, codes and \
      secrets stand by their names, as in ⟨refresh#2⟩. What was cut says so.</p>
      <p>Everything here happened against a mock of Procore. Dryfit is not affiliated with Procore Technologies.</p>
      </footer></body></html>

      """
  }

  private static let navigation: HTML = """
    <nav aria-label="Parts of the report"><a href="#findings">Findings</a> <a href="#matrix">Matrix</a> \
    <a href="#health">Health</a> <a href="#checks">Checks</a> <a href="#scenarios">Scenarios</a></nav>
    """
}

/// All scenarios of a page, by folder.
struct ScenariosMarkup {
  let run: RunResult
  let histories: [History?]
  let limits: PageLimits

  /// How many scenarios that call for somebody are open from the beginning.
  private static let openLimit = 8

  /// The section.
  var markup: HTML {
    let open = Set(
      run.scenarios.indices.filter { [.fail, .inconclusive].contains(run.scenarios[$0].verdict) }.prefix(Self.openLimit)
    )
    let folders = ScenarioFolder.all(of: run).map { folder -> HTML in
      let scenarios = folder.scenarios.map { place, result in
        let index = place.number - 1
        return ScenarioMarkup(
          result: result, history: index < histories.count ? histories[index] : nil, place: place, limits: limits,
          isOpen: open.contains(index)
        ).markup
      }
      return "<h3>\(folder.name, upTo: 100)</h3>\n\(scenarios)"
    }
    return """
      <section id="scenarios" aria-labelledby="h-scenarios"><h2 id="h-scenarios">Scenarios</h2>
      \(DiagramLegend.markup)\(folders)</section>
      """
  }
}
