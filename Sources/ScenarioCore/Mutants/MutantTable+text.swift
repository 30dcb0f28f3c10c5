extension MutantTable {
  /// The table for people.
  ///
  /// - Parameter full: whether all that caught a defect is named, or the number alone.
  public func text(full: Bool) -> String {
    let width = rows.map(\.name.count).max() ?? 0
    var lines = rows.flatMap { $0.lines(width: width, full: full) }
    lines += flags.map { "✗ \($0.name) is right, and \($0.scenario) says \($0.verdict.rawValue): \($0.message)" }
    lines += idleScenarios.map { "✗ the scenario \($0) catches no defect" }
    lines += idleChecks.map { "✗ the check \($0) catches no defect" }
    lines.append(summary)
    return lines.map { $0 + "\n" }.joined()
  }

  private var summary: String {
    let caught = rows.count(where: \.isCaught)
    let right = passed.count { entry in !flags.contains { $0.name == entry.name } }
    return
      "\(caught) of \(rows.count) defects caught, \(passed.count - right) of \(passed.count) right connectors flagged"
  }
}

extension MutantTable.Row {
  fileprivate func lines(width: Int, full: Bool) -> [String] {
    let mark = isCaught ? "✓" : "✗"
    let padding = String(repeating: " ", count: max(0, width - name.count))
    var lines = ["\(mark) \(name)\(padding)  \(scenarios.count) of \(tried) scenarios, \(checks.count) checks"]
    if scenarios.isEmpty { lines.append("    survives: \(what)") }
    lines += missedBy.map { "    \($0) names it, and does not catch it" }
    guard full else { return lines }
    if !scenarios.isEmpty { lines.append("    scenarios: \(scenarios.joined(separator: ", "))") }
    if !checks.isEmpty { lines.append("    checks: \(checks.joined(separator: ", "))") }
    if !inconclusive.isEmpty { lines.append("    inconclusive: \(inconclusive.joined(separator: ", "))") }
    return lines
  }
}
