import JSONSource

extension World {
  /// Tells of ids and names that stand twice: only one of the two would exist, and nobody would notice.
  static func reportRepeats(in json: LocatedJSON, _ diagnostics: Diagnostics) {
    let unique = [
      ("companies", "id"), ("projects", "id"), ("permissionTemplates", "name"), ("permissionTemplates", "id"),
      ("users", "id"), ("users", "login"), ("apps", "clientId"),
    ]
    for (list, key) in unique { report(json[list], key, what: "\"\(list)\"", diagnostics) }
    for collection in json["records"]?.members ?? [] {
      report(collection.value, "id", what: "\"\(collection.key)\"", diagnostics)
    }
  }

  private static func report(_ list: LocatedJSON?, _ key: String, what: String, _ diagnostics: Diagnostics) {
    var first: [JSONValue: LocatedJSON] = [:]
    for item in list?.items ?? [] {
      guard let found = item[key] else { continue }
      // Logins are e-mail addresses, in which case does not matter.
      let value = key == "login" ? found.value.stringValue.map { .string($0.lowercased()) } ?? found.value : found.value
      if let earlier = first[value] {
        diagnostics.error(
          "\(value.encoded()) stands twice as \(key) in \(what)", at: found,
          hint: "it stands in line \(earlier.place.line) already")
      } else {
        first[value] = found
      }
    }
  }
}
