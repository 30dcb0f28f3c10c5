import ScenarioCore

extension Check {
  /// What the name begins with, `refresh`.
  public var family: String { String(name.prefix { $0 != "/" }) }

  /// The whole page of the check for a terminal.
  public var page: String {
    let heading = "\(name)  (\(severity == .fail ? "fails the run" : "warns"))\n\n\(promise)\n"
    return heading + parts.map { "\n\($0.title): \($0.text)\n" }.joined()
  }

  /// The page as a section of a Markdown document.
  public var markdown: String {
    let heading = "### `\(name)`\n\n**\(promise)** \(severity == .fail ? "Fails the run." : "Warns.")\n"
    return heading + parts.map { "\n*\($0.title).* \($0.text)\n" }.joined()
  }

  private var parts: [(title: String, text: String)] {
    [
      ("What is looked at", what), ("Why", why), ("How a real connector got it wrong", story), ("How to fix it", fix),
      ("In a finding", advice), ("Rests on", clauses.joined(separator: ", ")),
    ]
  }
}

extension ClientChecks {
  /// The reference of all checks as one Markdown document.
  public static var reference: String {
    var text = """
      # What every run is checked for

      `dryfit explain --markdown` writes this page. All checks look at every run, whatever its scenario was about. A \
      check that had nothing to look at says *not exercised*, which is no pass; where a history cannot decide, it \
      says *inconclusive*.

      """
    for (index, check) in all.enumerated() {
      if index == 0 || all[index - 1].family != check.family { text += "\n## \(check.family)\n" }
      text += "\n" + check.markdown
    }
    return text
  }
}
