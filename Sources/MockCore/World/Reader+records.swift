import JSONSource

extension Reader where Value == World.App {
  static func app(_ names: WorldNames) -> Reader<World.App> {
    .wholeObject("an app") { fields in
      let environment = fields.optional("environment", .oneOf(Deployment.self), default: .production)
      let serviceAccount = fields.optional("serviceAccount", names.known("user", names.people))
      let installedIn = fields.optional(
        "installedIn", .array(of: names.known("company", names.companies)), default: [])
      let grants = fields.optional(
        "grants", .array(of: .grantType), default: ["authorization_code", "refresh_token"])
      let versions = fields.optional("versions", .array(of: .appVersion), default: [])
      World.report(versions, in: fields)
      let name = fields.required("name", .nonEmptyString)
      let clientId = fields.required("clientId", .nonEmptyString)
      let clientSecret = fields.required("clientSecret", .nonEmptyString)
      let redirectUris = fields.required("redirectUris", .nonEmptyArray(of: .redirectOfApp))
      guard let name, let clientId, let clientSecret, let redirectUris else { return nil }
      return World.App(
        name: name, clientId: clientId, clientSecret: clientSecret, redirectUris: redirectUris, grants: Set(grants),
        environment: environment, serviceAccount: serviceAccount, installedIn: installedIn,
        versions: versions)
    }
  }
}

extension Reader where Value == String {
  static var grantType: Reader<String> {
    Reader.string.compactMap(expected: #""authorization_code", "refresh_token" or "client_credentials""#) {
      ["authorization_code", "refresh_token", "client_credentials"].contains($0) ? $0 : nil
    }
  }
}

extension Reader where Value == Interpolation {
  /// A redirect URI of an app, or the one that the run gives it.
  fileprivate static var redirectOfApp: Reader<Interpolation> {
    Reader { json, diagnostics in
      guard let text = interpolation(["app.redirectUri"]).read(json, diagnostics) else { return nil }
      guard text.names.isEmpty else { return text }
      return URIRule.redirectOfRun.read(json, diagnostics).map { _ in text }
    }
  }

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
    let collections = Reader<[(key: String, value: [RecordShape])]>.dictionary(
      of: .array(of: .recordShape(names)), allowingNote: true)
    return collections.map { collections in
      collections.flatMap { collection in
        collection.value.map {
          World.RecordSeed(collection: collection.key, count: $0.count, members: $0.members)
        }
      }
    }
  }
}
