/// An element of XML 1.0 with its attributes and content.
struct XML {
  /// The element's name.
  var name: String
  /// Its attributes, in order.
  var attributes: [(name: String, value: String)] = []
  /// The elements in it.
  var children: [XML] = []
  /// The text in it, before its elements.
  var text = ""

  /// The document with this element, indented, with a line feed at its end.
  var document: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(level: 0) }

  private func lines(level: Int) -> String {
    let indent = String(repeating: "  ", count: level)
    let pairs = attributes.map { " \($0.name)=\"\(Self.escape($0.value, inAttribute: true))\"" }.joined()
    let head = "\(indent)<\(name)\(pairs)"
    if children.isEmpty, text.isEmpty { return head + "/>\n" }
    let content = Self.escape(text, inAttribute: false)
    guard !children.isEmpty else { return "\(head)>\(content)</\(name)>\n" }
    return "\(head)>\(content)\n" + children.map { $0.lines(level: level + 1) }.joined() + "\(indent)</\(name)>\n"
  }

  private static func escape(_ text: String, inAttribute: Bool) -> String {
    var escaped = ""
    for scalar in PrintableText.harmless(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"" where inAttribute: escaped += "&quot;"
      case "\n" where inAttribute: escaped += "&#10;"
      case "\t" where inAttribute: escaped += "&#9;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
