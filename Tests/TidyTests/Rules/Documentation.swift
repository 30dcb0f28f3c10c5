/// Public declarations without a sentence above them.
func undocumentedDeclarations(in source: SwiftText) -> [Finding] {
  source.lines.filter { isPublicDeclaration($0.code) && !isDocumented($0, in: source) }.map {
    source.finding($0, "a public declaration needs a doc comment directly above")
  }
}

private func isPublicDeclaration(_ code: String) -> Bool {
  let words = code.split { $0 == " " || $0 == "(" || $0 == ":" }.drop { $0.hasPrefix("@") }
  let modifiers = words.prefix { !declarations.contains(String($0)) }
  guard modifiers.count < words.count else { return false }
  return modifiers.contains("public") || modifiers.contains("open")
}

private func isDocumented(_ line: SwiftText.Line, in source: SwiftText) -> Bool {
  let above = source.lines[..<(line.number - 1)].reversed().drop { $0.code.drop { $0 == " " }.hasPrefix("@") }
  let comments = above.prefix { $0.comment.drop { $0 == " " }.hasPrefix("///") }
  return comments.contains { $0.comment.contains(where: \.isLetter) }
}

private let declarations = [
  "func", "var", "let", "struct", "class", "enum", "actor", "protocol", "typealias", "associatedtype", "init", "init?",
  "subscript", "case", "macro",
]
