import ScenarioCore

/// Scenarios and checks against verdicts.
struct MatrixMarkup {
  let run: RunResult

  private static let columns: [Verdict] = [.pass, .fail, .inconclusive, .notApplicable]
  private static let checkColumns: [VerdictMark] =
    [.init(.pass), .init(.fail), .warning, .init(.inconclusive), .init(.notExercised)]

  /// The scenarios, a folder in each row.
  var scenarios: HTML {
    let head = Self.columns.map { heading(VerdictMark($0)) }
    let rows = ScenarioFolder.all(of: run).map { folder -> HTML in
      let counts = Self.columns.map { verdict in
        cell(folder.scenarios.count { $0.result.verdict == verdict }, VerdictMark(verdict))
      }
      let cells = folder.scenarios.map { place, result -> HTML in
        let mark = VerdictMark(result.verdict)
        let warned = result.verdict == .pass && result.warns
        let name = "\(result.name): \(mark.word)\(warned ? ", with a warning" : "")"
        return """
          <a class="cell \(warned ? "w" : mark.tone)" href="#\(place.id)" title="\(name, upTo: 300)" \
          aria-label="\(name, upTo: 300)">\(warned ? "!" : mark.sign)</a>
          """
      }
      return """
        <tr><th scope="row">\(folder.name, upTo: 100)</th>\(counts)<td class="cells">\(cells)</td></tr>

        """
    }
    return """
      <section id="matrix" aria-labelledby="h-matrix"><h2 id="h-matrix">Scenarios and verdicts</h2>
      <div class="scroll" role="group" aria-labelledby="h-matrix" tabindex="0"><table class="matrix">
      <thead><tr><th scope="col">folder</th>\(head)<th scope="col">each scenario</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>

      """
  }

  /// The checks, each in a row, with in how many scenarios it came to what.
  var checks: HTML {
    let head = Self.checkColumns.map { heading($0) }
    let rows = run.checks.map { check -> HTML in
      let said = run.scenarios.compactMap { worst(of: check.check, in: $0).map(VerdictMark.init) }
      let counts = Self.checkColumns.map { mark in cell(said.count { $0 == mark }, mark) }
      let mark = check.verdict == .fail && check.severity == .warn ? .warning : VerdictMark(check.verdict)
      return """
        <tr><th scope="row"><code>\(check.check, upTo: 100)</code></th><td>\(mark.pill)</td>\(counts)</tr>

        """
    }
    guard !rows.isEmpty else { return .none }
    return """
      <section id="checks" aria-labelledby="h-checks"><h2 id="h-checks">Checks and verdicts</h2>
      <p class="quiet">Every check looks at every scenario. One that had nothing to look at is not exercised, which is \
      not a pass.</p>
      <div class="scroll" role="group" aria-labelledby="h-checks" tabindex="0"><table class="checks">
      <thead><tr><th scope="col">check</th><th scope="col">verdict</th>\(head)</tr></thead>
      <tbody>\(rows)</tbody></table></div></section>

      """
  }

  private func heading(_ mark: VerdictMark) -> HTML {
    """
    <th scope="col" class="num"><span class="\(mark.tone)" aria-hidden="true">\(mark.sign)</span> \
    <span class="long">\(mark.word)</span></th>
    """
  }

  private func cell(_ count: Int, _ mark: VerdictMark) -> HTML {
    count == 0 ? "<td class=\"num zero\">0</td>" : "<td class=\"num \(mark.tone)\">\(count)</td>"
  }

  private func worst(of check: String, in scenario: ScenarioResult) -> Finding? {
    // Of equally bad ones the one that fails the run counts.
    scenario.findings.filter { $0.check == check }.max {
      ($0.verdict, $0.severity == .fail ? 1 : 0) < ($1.verdict, $1.severity == .fail ? 1 : 0)
    }
  }
}

/// The scenarios of a run that lie in one folder, in the order of the run.
struct ScenarioFolder {
  /// The folder; `scenarios` for what lies in none.
  let name: String
  /// The scenarios with their places.
  let scenarios: [(place: ScenarioPlace, result: ScenarioResult)]

  /// All folders, in the order of their first scenarios.
  static func all(of run: RunResult) -> [ScenarioFolder] {
    let placed = run.scenarios.enumerated().map { (place: ScenarioPlace(number: $0 + 1), result: $1) }
    var names: [String] = []
    for (_, result) in placed where !names.contains(result.folder) { names.append(result.folder) }
    return names.map { name in ScenarioFolder(name: name, scenarios: placed.filter { $0.result.folder == name }) }
  }
}
