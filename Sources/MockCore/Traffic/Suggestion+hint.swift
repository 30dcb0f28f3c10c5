import JSONSource

extension Suggestion {
  /// The next step after a word that is not known: the closest one that is, or else all of them.
  public static func hint(for word: String, among known: [String], otherwise list: String) -> String {
    if let closest = closest(to: word, among: known) { return "did you mean \"\(closest)\"?" }
    return known.isEmpty ? "there are none" : "\(list) \(known.joined(separator: ", "))"
  }
}
