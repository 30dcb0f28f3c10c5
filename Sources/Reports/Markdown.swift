/// Text on its way into GitHub's Markdown: it is shown as it reads, and makes no markup, no link and no table cell.
enum Markdown {
  /// The text on one line, escaped.
  static func text(_ text: String) -> String {
    var escaped = ""
    for character in PrintableText.line(text) {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case _ where special.contains(character): escaped += "\\\(character)"
      default: escaped.append(character)
      }
    }
    // GitHub makes a link of what begins so, without any bracket.
    return escaped.replacing("www.", with: "www\\.")
  }

  /// Whatever begins a span, a link, a mention, a formula, an emoji or a table cell.
  private static let special = Set("\\`*_{}[]()#+!|~:@$^")
}
