import JSONSource

/// An app with the companies that it is installed in at the start.
struct InstalledApp {
  var app: World.App
  var installedIn: [Int64]
}

extension Reader where Value == InstalledApp {
  static func app(_ names: WorldNames) -> Reader<InstalledApp> {
    .object("an app") { fields in
      let installedIn = fields.optional(
        "installedIn", .array(of: names.known("company", names.companies)), default: [])
      let grants = fields.optional(
        "grants", .array(of: .grantType), default: ["authorization_code", "refresh_token"])
      guard let name = fields.required("name", .nonEmptyString),
        let clientId = fields.required("clientId", .nonEmptyString),
        let clientSecret = fields.required("clientSecret", .nonEmptyString),
        let redirectUris = fields.required("redirectUris", .nonEmptyArray(of: .interpolation(["app.redirectUri"])))
      else { return nil }
      let app = World.App(
        name: name, clientId: clientId, clientSecret: clientSecret, redirectUris: redirectUris, grants: Set(grants))
      return InstalledApp(app: app, installedIn: installedIn)
    }
  }
}

extension Reader where Value == String {
  static var grantType: Reader<String> {
    Reader.string.compactMap(expected: #""authorization_code" or "refresh_token""#) {
      ["authorization_code", "refresh_token"].contains($0) ? $0 : nil
    }
  }
}

extension Reader where Value == Interpolation {
  /// A text with `${…}`, of which only these names are known.
  public static func interpolation(_ known: [String]) -> Reader<Interpolation> {
    Reader { json, diagnostics in
      guard let text = Reader<String>.string.read(json, diagnostics) else { return nil }
      guard let interpolation = Interpolation(text) else {
        diagnostics.error("\"${\" is not closed", at: json, hint: "write \"${name}\"")
        return nil
      }
      for name in interpolation.names where !known.contains(name) {
        let closest = Suggestion.closest(to: name, among: known)
        diagnostics.error("unknown name \"${\(name)}\"", at: json, hint: closest.map { "did you mean \"${\($0)}\"?" })
      }
      return interpolation
    }
  }
}

extension Reader where Value == [World.RecordSeed] {
  static func records(_ names: WorldNames) -> Reader<[World.RecordSeed]> {
    let collections = Reader<[(key: String, value: [RecordShape])]>.dictionary(of: .array(of: .recordShape(names)))
    return collections.map { collections in
      collections.flatMap { collection in
        collection.value.map {
          World.RecordSeed(collection: collection.key, count: $0.count, members: $0.members)
        }
      }
    }
  }
}
