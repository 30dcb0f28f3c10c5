/// Lines for people, on an output that GitHub Actions may be reading too.
enum OutputLines {
  /// The lines, each with a line feed; none of them is a workflow command, whosever words it holds.
  static func text(_ lines: [String]) -> String { lines.map { withoutCommand($0) + "\n" }.joined() }

  /// The runner takes `::` at the beginning of a line for a command, and `##[` anywhere in it.
  private static func withoutCommand(_ line: String) -> String {
    let start = line.prefix { $0 == " " }
    let rest = line[start.endIndex...]
    return (rest.hasPrefix("::") ? start + ": " + rest.dropFirst() : line).replacing("##[", with: "## [")
  }
}
