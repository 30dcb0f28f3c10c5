/// Splits a command line into its words where no shell does.
public enum CommandWords {
  /// The words of a command line: separated by white space, which quotes of either kind and a backslash keep.
  ///
  /// - Returns: nil where a quote is not closed or a backslash stands at the end.
  public static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      switch (isEscaped, quote, character) {
      case (true, _, _):
        word = (word ?? "") + [character]
        isEscaped = false
      case (_, let open, "\\") where open != "'": isEscaped = true
      case (_, let open?, _) where open == character: quote = nil
      case (_, nil, "'"), (_, nil, "\""):
        quote = character
        word = word ?? ""
      case (_, nil, _) where character.isWhitespace:
        words += word.map { [$0] } ?? []
        word = nil
      default: word = (word ?? "") + [character]
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    return words + (word.map { [$0] } ?? [])
  }
}
