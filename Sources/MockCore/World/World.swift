import JSONSource

/// What a mock starts with: companies, projects, people, the app, and records.
public struct World: Sendable {
  /// Why this world is as it is.
  public var why: String
  /// Who exists and what they may do.
  public var directory: Directory { didSet { prepared = nil } }
  /// The apps; the first is the one under test.
  public var apps: [App]
  /// The records, as the file describes them.
  public var records: [RecordSeed] { didSet { prepared = nil } }
  /// The records as they were made in advance; nil where they are made when they are needed.
  var prepared: [TimelessRecord]?

  /// An app as the file describes it; its redirect URIs are filled in when the run begins.
  public struct App: Sendable {
    /// The app's name.
    public var name: String
    /// The client identifier.
    public var clientId: String
    /// The client secret.
    public var clientSecret: String
    /// The redirect URIs.
    public var redirectUris: [Interpolation]
    /// The grant types it may use.
    public var grants: Set<String>
    /// Where the credentials are good.
    public var environment = Deployment.production
    /// The person in whose name it acts for itself.
    public var serviceAccount: Int64?
    /// The companies that it is installed in at the start.
    public var installedIn: [Int64] = []
    /// The versions, lowest first.
    public var versions: [AppVersion] = []

    /// Makes an app.
    public init(
      name: String, clientId: String, clientSecret: String, redirectUris: [Interpolation], grants: Set<String>,
      environment: Deployment = .production, serviceAccount: Int64? = nil, installedIn: [Int64] = [],
      versions: [AppVersion] = []
    ) {
      self.name = name
      self.clientId = clientId
      self.clientSecret = clientSecret
      self.redirectUris = redirectUris
      self.grants = grants
      self.environment = environment
      self.serviceAccount = serviceAccount
      self.installedIn = installedIn
      self.versions = versions
    }
  }

  /// One object under `records`: a record, or a template that is repeated.
  public struct RecordSeed: Sendable {
    /// The collection.
    public var collection: String
    /// How many records are made of it.
    public var count: Int
    /// The record's members as they stand in the file.
    public var members: JSONObject
  }

  /// The apps as the authorization server knows them; the first is the one under test.
  ///
  /// - Throws: ``Interpolation/UnknownName`` when a redirect URI names something that this run does not have.
  public func clients(redirectUri: String) throws(Interpolation.UnknownName) -> [Client] {
    var clients: [Client] = []
    for app in apps {
      var uris: [String] = []
      for uri in app.redirectUris {
        uris.append(try uri.text { $0 == "app.redirectUri" ? .string(redirectUri) : nil })
      }
      clients.append(
        Client(
          name: app.name, id: app.clientId, secret: app.clientSecret, redirectUris: uris, grants: app.grants,
          environment: app.environment, serviceAccount: app.serviceAccount))
    }
    return clients
  }
}
