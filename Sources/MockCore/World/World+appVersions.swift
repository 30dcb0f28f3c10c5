import JSONSource

extension World {
  /// The world with these versions of the app under test, and of its like in the developer sandbox.
  ///
  /// - Parameter versions: lowest first; where the app is installed at the start, it is the first of them.
  public func offering(_ versions: [AppVersion]) -> World {
    var world = self
    let offered = [apps.indices.first, apps.firstIndex { $0.environment == .sandbox }].compactMap(\.self)
    for index in offered { world.apps[index].versions = versions }
    world.directory = directory.offering(world.apps.map(\.installable))
    return world
  }

  /// Tells of versions that are not each higher than the last.
  static func report(_ versions: [AppVersion], in fields: Fields) {
    for (last, next) in zip(versions, versions.dropFirst()) where next.number <= last.number {
      fields.error(
        "version \(next.number) stands after \(last.number)", at: "versions",
        hint: "write the lowest version first, and each once")
    }
  }

  /// Tells of a key that belongs to two versions, or is of both kinds: nobody would know what it installs.
  static func reportRepeatedKeys(in json: LocatedJSON, _ diagnostics: Diagnostics) {
    var first: [String: (found: LocatedJSON, use: String)] = [:]
    for version in (json["apps"]?.items ?? []).flatMap({ $0["versions"]?.items ?? [] }) {
      for kind in ["sandboxKey", "productionKey"] {
        guard let found = version[kind], let key = found.value.stringValue?.lowercased() else { continue }
        // An app stands there once for each of its credentials, perhaps with the same versions.
        let use = kind + " " + (version["version"]?.value.encoded() ?? "")
        if let earlier = first[key], earlier.use != use {
          diagnostics.error(
            "this key is taken", at: found,
            hint: "it stands in line \(earlier.found.place.line) already; make up another one")
        } else {
          first[key] = (found, use)
        }
      }
    }
  }
}

extension World.App {
  /// The app as companies see it.
  public var installable: InstallableApp {
    InstallableApp(client: clientId, name: name, environment: environment, versions: versions)
  }
}

extension Reader where Value == AppVersion {
  static var appVersion: Reader<AppVersion> {
    .object("a version of an app") { fields in
      let sandboxKey = fields.optional("sandboxKey", .appVersionKey)
      let productionKey = fields.optional("productionKey", .appVersionKey)
      let number = fields.required("version", .semanticVersion)
      let notes = fields.required("postInstallationNotes", .nonEmptyString)
      let instructions = fields.required("instructions", .instructions)
      guard let number, let notes, let instructions else { return nil }
      var keys: [Deployment: String] = [:]
      keys[.sandbox] = sandboxKey
      keys[.production] = productionKey
      return AppVersion(
        number: number, instructionsURL: instructions.url, pageName: instructions.pageName,
        postInstallationNotes: notes, keys: keys)
    }
  }
}

/// The page that tells how to set an app up.
private struct GivenInstructions {
  var url: String
  var pageName: String
}

extension Reader where Value == GivenInstructions {
  fileprivate static var instructions: Reader<GivenInstructions> {
    .object("instructions") { fields in
      let url = fields.required("url", URIRule.page)
      let pageName = fields.required("pageName", .nonEmptyString)
      guard let url, let pageName else { return nil }
      return GivenInstructions(url: url, pageName: pageName)
    }
  }
}

extension Reader where Value == String {
  fileprivate static var appVersionKey: Reader<String> {
    Reader.string.compactMap(expected: "a key of \(AppVersion.keyLength) characters without blanks") { key in
      let isPlain = key.utf8.allSatisfy { (33...126).contains($0) }
      return isPlain && key.utf8.count == AppVersion.keyLength ? key : nil
    }
  }
}
