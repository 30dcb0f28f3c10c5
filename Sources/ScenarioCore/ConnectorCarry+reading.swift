import JSONSource
import MockCore

extension Reader where Value == [ConnectorFile.Carry] {
  /// Carried values by name, in the order of the file.
  static var carries: Reader<[ConnectorFile.Carry]> {
    Reader { json, diagnostics in
      for member in json.members ?? [] where member.key.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]*/) == nil {
        diagnostics.error(
          "\"\(member.key)\" is no name of a carried value", atKeyOf: member,
          hint: "a name is made of letters, digits, \"_\" and \"-\", and begins with a letter")
      }
      let members = Reader<[(key: String, value: ConnectorFile.Carry.Source)]>.dictionary(
        of: .carrySource, allowingNote: true)
      return members.read(json, diagnostics).map { $0.map { .init(name: $0.key, source: $0.value) } }
    }
  }
}

extension Reader where Value == ConnectorFile.Carry.Source {
  fileprivate static var carrySource: Reader<ConnectorFile.Carry.Source> {
    .wholeObject("a carried value") { fields in
      let line = fields.optional("from", .requestLine)
      let pattern = fields.optional("matches", .expression)
      let cookie = fields.optional("cookie", .nonEmptyString)
      guard fields.has("from") != fields.has("cookie") else {
        let message = "expected exactly one of \"from\" and \"cookie\""
        fields.error(fields.has("from") ? message + ", found both" : message)
        return nil
      }
      if fields.has("cookie") {
        if fields.has("matches") { fields.error("a cookie is carried as it is", at: "matches") }
        return cookie.map { .cookie($0) }
      }
      if !fields.has("matches") {
        fields.error("missing key \"matches\" in a carried value", hint: "it says what is taken from the page")
      }
      guard let line, let pattern else { return nil }
      return .page(line, matches: pattern)
    }
  }
}

extension Reader where Value == String {
  /// A regular expression.
  fileprivate static var expression: Reader<String> { Reader { Reader<ValueTest>.pattern($0, $1) } }
}

/// Where `${carry.NAME}` may stand, and which names there are.
struct CarryNames {
  let declared: [String]

  /// Says which names are used that are not declared, or where no action uses them.
  func check(_ file: LocatedJSON, _ diagnostics: Diagnostics) {
    for member in file.members ?? [] where member.key != "note" {
      for (name, json) in Self.uses(in: member.value) {
        if member.key != "actions" {
          diagnostics.error("\"${carry.\(name)}\" has a value in actions only", at: json)
        } else if !declared.contains(name) {
          let hint = Suggestion.closest(to: name, among: declared).map { "did you mean \"${carry.\($0)}\"?" }
          diagnostics.error(
            "\"${carry.\(name)}\" is not declared", at: json, hint: hint ?? "add \"\(name)\" to \"carry\"")
        }
      }
    }
  }

  /// The names used below a value, each once.
  static func used(in json: LocatedJSON) -> [String] {
    var names: [String] = []
    for use in uses(in: json) where !names.contains(use.name) { names.append(use.name) }
    return names
  }

  private static func uses(in json: LocatedJSON) -> [(name: String, json: LocatedJSON)] {
    switch json.content {
    case .string(let text):
      let names = Interpolation(text)?.names ?? []
      return names.filter { $0.hasPrefix("carry.") }.map { (name: String($0.dropFirst("carry.".count)), json: json) }
    case .array(let items): return items.flatMap(uses)
    case .object(let members): return members.filter { $0.key != "note" }.flatMap { uses(in: $0.value) }
    default: return []
    }
  }
}
