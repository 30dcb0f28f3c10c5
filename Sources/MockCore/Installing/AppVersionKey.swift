/// What a person typed as the key of an app version, and what it comes to where it was typed.
enum AppVersionKey {
  /// What a key opens.
  struct Found {
    var app: InstallableApp
    var version: AppVersion
  }

  /// Why a key opens nothing, in words for who typed it.
  struct Refusal: Error {
    var grounds: Grounds
    var words: String

    init(_ grounds: Grounds, _ words: String) {
      self.grounds = grounds
      self.words = words
    }
  }

  /// Looks for the version of a key; case and blanks around it do not matter.
  ///
  /// The developer sandbox takes sandbox keys alone, and everything else production keys alone (Procore, development
  /// environments).
  static func find(
    _ typed: String, in company: Company, _ environment: Deployment, _ directory: Directory
  ) -> Result<Found, Refusal> {
    let key = typed.trimmed.lowercased()
    guard !key.isEmpty else {
      return .failure(Refusal(.keyMalformed, "Paste the app version key that the app's developer gave you."))
    }
    guard key.count == AppVersion.keyLength else {
      let words = "This is no app version key: it has \(key.count) characters, and a key has \(AppVersion.keyLength)."
      return .failure(Refusal(.keyMalformed, words))
    }
    for app in directory.apps where app.environment == environment {
      for version in app.versions where version.keys[environment]?.lowercased() == key {
        return check(Found(app: app, version: version), in: company, directory)
      }
    }
    return .failure(Refusal(other(key, environment, directory)))
  }

  private static func check(_ found: Found, in company: Company, _ directory: Directory) -> Result<Found, Refusal> {
    guard directory.isInstalled(found.app.client, in: company.id),
      let installed = directory.installation(of: found.app.client, in: company.id)?.version
    else { return .success(found) }
    if found.version.number > installed { return .success(found) }
    let words =
      found.version.number == installed
      ? "\(found.app.name) \(installed) is installed in \(company.name) already."
      : "\(found.app.name) \(installed) is installed in \(company.name), and \(found.version.number) is older."
    return .failure(Refusal(.versionNotHigher, words))
  }

  /// Why a key opens nothing here: it may be one of the other kind.
  private static func other(
    _ key: String, _ environment: Deployment, _ directory: Directory
  ) -> (grounds: Grounds, words: String) {
    for app in directory.apps {
      for version in app.versions where version.keys[environment.other]?.lowercased() == key {
        return (.keyKindWrong, environment.refusal(of: "\(app.name) \(version.number)"))
      }
    }
    return (.keyUnknown, "No version of any app has this key. Copy it again, whole, from where its developer sent it.")
  }
}

extension AppVersionKey.Refusal {
  fileprivate init(_ refusal: (grounds: Grounds, words: String)) { self.init(refusal.grounds, refusal.words) }
}

extension Deployment {
  /// The other one.
  fileprivate var other: Deployment { self == .production ? .sandbox : .production }

  /// What is said to a key of the other kind.
  fileprivate func refusal(of version: String) -> String {
    switch self {
    case .production:
      """
      This is the sandbox key of \(version), and this is production. A sandbox key installs in the developer sandbox \
      alone; ask the developer for the production key, which a version gets when it is promoted.
      """
    case .sandbox:
      """
      This is the production key of \(version), and this is the developer sandbox, which takes a sandbox key. Copy \
      the sandbox key of the version from the Developer Portal.
      """
    }
  }
}

extension String {
  /// The text without blanks at both ends.
  fileprivate var trimmed: String {
    let rest = drop { $0.isWhitespace }
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }
}
