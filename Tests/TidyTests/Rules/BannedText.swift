import Foundation

/// Something that must not stand in code, and what to write in its place.
struct BannedText: Sendable {
  let text: String
  let advice: String

  init(_ text: String, _ advice: String) {
    self.text = text
    self.advice = advice
  }

  func lines(in source: SwiftText) -> [SwiftText.Line] {
    guard source.code.contains(text) else { return [] }
    return source.lines.filter { occurs(in: $0.code) }
  }

  /// Whole words only: `print(` does not stand in `fingerprint(`.
  func occurs(in code: String) -> Bool {
    var rest = code[...]
    while let range = rest.range(of: text) {
      let before = code[..<range.lowerBound].last
      let after = code[range.upperBound...].first
      if !joins(before, text.first), !joins(text.last, after) { return true }
      rest = code[range.upperBound...]
    }
    return false
  }

  private func joins(_ left: Character?, _ right: Character?) -> Bool {
    guard let left, let right else { return false }
    return isPartOfName(left) && isPartOfName(right)
  }
}

func isPartOfName(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}
