/// Text of a file as it is shown inside a message.
enum Quoted {
  private static let longest = 60

  /// The text in double quotes, escaped as in JSON; a very long one is cut.
  static func text(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: longest, limitedBy: scalars.endIndex)
    guard let end, end < scalars.endIndex else { return JSONValue.string(text).encoded() }
    return JSONValue.string(String(scalars[..<end]) + "…").encoded()
  }

  /// The texts, each in double quotes, with commas between them; of very many only the first.
  static func list(_ texts: [String], last separator: String = ", ") -> String {
    let limit = 30
    var shown = texts.prefix(limit).map(text)
    if texts.count > limit { shown.append("…") }
    guard let last = shown.popLast() else { return "" }
    return shown.isEmpty ? last : shown.joined(separator: ", ") + separator + last
  }
}
