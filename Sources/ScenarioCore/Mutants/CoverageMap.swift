/// Which checks and scenarios rest on a clause, and which defects show that they bite.
public struct CoverageMap: Sendable {
  /// A clause with all that rests on it.
  public struct Row: Hashable, Sendable {
    /// The section of a standard, or the page of Procore's.
    public var clause: String
    /// The checks that rest on it, by name.
    public var checks: [String] = []
    /// The scenarios that rest on it, by identity.
    public var scenarios: [String] = []
    /// The defects of the example connector that these scenarios must catch.
    public var defects: [String] = []

    /// Whether something is missing: a clause that nothing puts to the test, or that nothing is known to break.
    public var isOrphan: Bool { scenarios.isEmpty || defects.isEmpty }
  }

  /// The rows, standards first, by section.
  public var rows: [Row]

  /// The rows in which something is missing.
  public var orphans: [Row] { rows.filter(\.isOrphan) }

  /// Lays checks and scenarios beside each other.
  ///
  /// - Parameter checks: the names of the checks with their clauses.
  public init(checks: [(name: String, clauses: [String])], scenarios: [Scenario]) {
    var byClause: [String: Row] = [:]
    for check in checks {
      for clause in check.clauses { byClause[clause, default: Row(clause: clause)].checks.append(check.name) }
    }
    for scenario in scenarios {
      for clause in scenario.clauses {
        var row = byClause[clause, default: Row(clause: clause)]
        if !row.scenarios.contains(scenario.identity) { row.scenarios.append(scenario.identity) }
        row.defects += scenario.killedBy.filter { !row.defects.contains($0) }
        byClause[clause] = row
      }
    }
    rows = byClause.values.map(\.sorted).sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  /// The map as a page in Markdown.
  public var markdown: String {
    let lines = rows.map { row in
      let cells = [row.clause] + [row.checks, row.scenarios, row.defects].map { $0.joined(separator: ", ") }
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return """
      # What rests on what

      Each clause with the checks and the scenarios that rest on it, and the defects of the example connector that \
      these scenarios catch. This page is generated from the checks and the scenario files; the tests compare it.

      | clause | checks | scenarios | defects |
      |---|---|---|---|
      \(lines.joined(separator: "\n"))

      """
  }
}

extension CoverageMap.Row {
  fileprivate var sorted: CoverageMap.Row {
    CoverageMap.Row(clause: clause, checks: checks.sorted(), scenarios: scenarios.sorted(), defects: defects.sorted())
  }

  /// Words as they are, numbers padded so that section 10 comes after section 4; standards before what Procore says.
  fileprivate var order: [String] {
    let words = clause.split { " .".contains($0) }.map { word in
      Int(word).map { String(repeating: "0", count: max(0, 8 - String($0).count)) + String($0) } ?? String(word)
    }
    return [clause.hasPrefix("RFC") ? "0" : "1"] + words
  }
}
