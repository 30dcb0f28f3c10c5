import JSONSource

extension Suggestion {
  /// The next step after a word that is not known: the closest one that is; nil where none is close.
  public static func hint(for word: String, among known: [String]) -> String? {
    closest(to: word, among: known).map { "did you mean \"\($0)\"?" }
  }

  /// The next step after a word that is not known: the closest one that is, or else all of them.
  public static func hint(for word: String, among known: [String], otherwise list: String) -> String {
    if let hint = hint(for: word, among: known) { return hint }
    return known.isEmpty ? "there are none" : "\(list) \(known.joined(separator: ", "))"
  }
}
