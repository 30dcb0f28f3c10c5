/// A version of an app as companies install it, with what Procore shows them after that.
public struct AppVersion: Hashable, Sendable {
  /// How many characters the key has with which a version is installed (Procore, installing a custom app).
  public static let keyLength = 36

  /// The number, `0.4.0`.
  public var number: SemanticVersion
  /// The address of the page that tells how to set the app up; https.
  public var instructionsURL: String
  /// The name of that page.
  public var pageName: String
  /// What people must know after an installation.
  public var postInstallationNotes: String
  /// The keys with which it is installed, by where; a version that was not promoted has none of production.
  public var keys: [Deployment: String]

  /// Makes a version.
  public init(
    number: SemanticVersion, instructionsURL: String, pageName: String, postInstallationNotes: String,
    keys: [Deployment: String]
  ) {
    self.number = number
    self.instructionsURL = instructionsURL
    self.pageName = pageName
    self.postInstallationNotes = postInstallationNotes
    self.keys = keys
  }
}

/// An app as companies see it.
public struct InstallableApp: Hashable, Sendable {
  /// The client identifier, by which it is told from others.
  public var client: String
  /// The app's name.
  public var name: String
  /// Where its credentials are good, and so where it is installed.
  public var environment: Deployment
  /// The versions, lowest first; empty where the world names none.
  public var versions: [AppVersion]

  /// Makes an app.
  public init(client: String, name: String, environment: Deployment, versions: [AppVersion]) {
    self.client = client
    self.name = name
    self.environment = environment
    self.versions = versions
  }

  /// The version of that number.
  public func version(_ number: SemanticVersion?) -> AppVersion? { versions.first { $0.number == number } }

  /// The highest version that can be installed where the app is.
  public var newest: AppVersion? { versions.last { $0.keys[environment] != nil } }
}

/// What an app's place in a company is, as App Management shows it; without any, it was never installed.
public enum InstallationStatus: String, CaseIterable, Hashable, Sendable { case installed, uninstalled }

/// What a company did with an app; whether it is installed there says the directory.
public struct Installation: Hashable, Sendable {
  /// Where an app is, or was, installed.
  public struct Place: Hashable, Sendable {
    /// The app, by its client identifier.
    public var client: String
    /// The company.
    public var company: Int64

    /// Names a place.
    public init(client: String, company: Int64) {
      self.client = client
      self.company = company
    }
  }

  /// The version; nil where the world names none.
  public var version: SemanticVersion?
  /// The projects that the company applied the app to: a setting of the company's, which no update carries over.
  public var appliedProjects: [Int64] = []
}
