/// Finds the word that somebody probably meant.
public enum Suggestion {
  private static let longest = 64

  /// The candidate closest to a word; nil where none is close. Of equally close ones the first wins.
  ///
  /// Words that differ only in case, hyphens and underscores are closest; otherwise it is the number of letters that
  /// were added, dropped, replaced or swapped with their neighbour (Damerau-Levenshtein): at most 1 in words of up to
  /// 4 letters, 2 in words of up to 7, and 3 in longer ones.
  public static func closest(to word: String, among candidates: [String]) -> String? {
    let plainWord = plain(word)
    guard !plainWord.isEmpty, plainWord.count <= longest else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let plainCandidate = plain(candidate)
      let limit = min(tolerance(for: max(plainWord.count, plainCandidate.count)), (best?.distance ?? .max) - 1)
      guard plainCandidate.count <= longest, abs(plainCandidate.count - plainWord.count) <= limit else { continue }
      let distance = distance(from: plainWord, to: plainCandidate)
      if distance <= limit, distance < min(plainWord.count, plainCandidate.count) { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The letters of a word without case and without what joins its parts; a word of nothing else stays as it is.
  private static func plain(_ word: String) -> [Unicode.Scalar] {
    let folded = Array(word.prefix(longest * 2).lowercased().unicodeScalars)
    let letters = folded.filter { $0 != "-" && $0 != "_" && $0 != " " }
    return letters.isEmpty ? folded : letters
  }

  private static func tolerance(for length: Int) -> Int {
    switch length {
    case ..<5: 1
    case ..<8: 2
    default: 3
    }
  }

  /// The number of edits between two words, neighbours swapped counted as one.
  static func distance(from word: [Unicode.Scalar], to other: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: other.count + 1)
    var last = Array(0...other.count)
    for row in word.indices {
      var current = [row + 1]
      for column in other.indices {
        let replacing = last[column] + (word[row] == other[column] ? 0 : 1)
        var best = min(replacing, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, word[row] == other[column - 1], word[row - 1] == other[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[other.count]
  }
}
