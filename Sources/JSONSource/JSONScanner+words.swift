extension JSONScanner {
  private static let words = ["true", "false", "null"]

  /// Reads `true`, `false` or `null`; any other word is a mistake.
  mutating func readWord() -> JSONValue? {
    let start = offset
    while let byte = current, Byte.isWord(byte) { offset += 1 }
    let word = bytes[start..<offset]
    if word.elementsEqual("true".utf8) { return .bool(true) }
    if word.elementsEqual("false".utf8) { return .bool(false) }
    if word.elementsEqual("null".utf8) { return .null }
    noteUnknown(word)
    return goOn(with: .null)
  }

  private mutating func noteUnknown(_ word: ArraySlice<UInt8>) {
    let text = String(decoding: word, as: UTF8.self)
    let suggestion = Suggestion.closest(to: text, among: Self.words)
    let hint = suggestion.map { "did you mean \($0)?" } ?? "text must stand in double quotes"
    note("unknown word \(Quoted.text(text))", at: word.startIndex, length: word.count, hint: hint)
  }
}
