/// A tag of a page with its attributes; enough of HTML to find forms, and no more.
struct HTMLTag {
  /// The name in lower case, with a slash before an end tag's.
  var name: String
  /// The attributes, names in lower case, values with entities replaced.
  var attributes: [String: String]
  /// Where it stands, angle brackets included.
  var range: Range<String.Index>

  /// The tags of a page, in order; comments, scripts and styles hold none.
  static func all(in html: String) -> [HTMLTag] {
    var tags: [HTMLTag] = []
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      if rest[open...].hasPrefix("<!--") {
        rest = rest[open...].firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
        continue
      }
      guard let tag = tag(in: rest[open...]) else {
        rest = rest[rest.index(after: open)...]
        continue
      }
      tags.append(tag)
      rest = rest[tag.range.upperBound...]
      if tag.name == "script" || tag.name == "style" {
        rest = rest.firstRange(of: "</\(tag.name)").map { rest[$0.lowerBound...] } ?? ""
      }
    }
    return tags
  }

  /// The text between tags, with entities replaced and white space trimmed.
  static func text(of html: Substring) -> String {
    var text = ""
    var inside = false
    for character in html {
      if character == "<" { inside = true }
      if !inside { text.append(character) }
      if character == ">" { inside = false }
    }
    return plain(text[...]).trimmingSpace
  }

  private static func tag(in html: Substring) -> HTMLTag? {
    var rest = html.dropFirst()
    let name = rest.prefix { $0 == "/" || $0.isLetter || $0.isNumber }
    guard name.contains(where: \.isLetter) else { return nil }
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while let first = rest.first, first != ">" {
      if first.isWhitespace || first == "/" {
        rest = rest.dropFirst()
        continue
      }
      let key = rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" }
      guard !key.isEmpty else {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(key.count).drop { $0.isWhitespace }
      attributes[key.lowercased()] = plain(value(&rest))
    }
    guard let close = rest.first, close == ">" else { return nil }
    return HTMLTag(
      name: name.lowercased(), attributes: attributes, range: html.startIndex..<html.index(after: rest.startIndex))
  }

  private static func value(_ rest: inout Substring) -> Substring {
    guard rest.first == "=" else { return "" }
    rest = rest.dropFirst().drop { $0.isWhitespace }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      let value = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(value.count + 2)
      return value
    }
    let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
    rest = rest.dropFirst(value.count)
    return value
  }

  /// A text with its entities replaced.
  private static func plain(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var plain = ""
    var rest = text
    while let mark = rest.firstIndex(of: "&") {
      plain += rest[..<mark]
      let after = rest[rest.index(after: mark)...]
      guard let end = after.prefix(10).firstIndex(of: ";"), let character = entity(after[..<end]) else {
        plain.append("&")
        rest = after
        continue
      }
      plain.append(character)
      rest = after[after.index(after: end)...]
    }
    return plain + rest
  }

  private static func entity(_ name: Substring) -> Character? {
    if let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " "][String(name)] {
      return Character(known)
    }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let number = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(UnicodeScalar.init).map(Character.init)
  }
}

extension String {
  fileprivate var trimmingSpace: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
