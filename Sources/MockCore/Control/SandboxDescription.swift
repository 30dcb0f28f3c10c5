import JSONSource

/// A sandbox as the control API shows it: everything that a program needs to use it.
public struct SandboxDescription: Sendable {
  /// The base URLs of the two hosts of an environment.
  public struct Hosts: Sendable {
    /// The authorization server.
    public var loginURL: String
    /// The REST API.
    public var apiURL: String

    /// States base URLs.
    public init(loginURL: String, apiURL: String) {
      self.loginURL = loginURL
      self.apiURL = apiURL
    }
  }

  /// What a sandbox began with.
  public struct Origin: Sendable {
    /// The name of its world.
    public var world: String
    /// The name of its profile.
    public var profile: String
    /// The seed of its identifiers.
    public var seed: UInt64

    /// States what a sandbox began with.
    public init(world: String, profile: String, seed: UInt64) {
      self.world = world
      self.profile = profile
      self.seed = seed
    }
  }

  /// Its name.
  public var id: String
  /// Its address in the control API.
  public var url: String
  /// The hosts of production.
  public var production: Hosts
  /// The hosts of the developer sandbox, where the world has credentials for it.
  public var developerSandbox: Hosts?
  /// What it began with.
  public var origin: Origin
  /// What its clock shows.
  public var now: Instant
  /// How many exchanges were recorded.
  public var exchanges: Int
  /// The apps, the one under test first.
  public var apps: [Client]
  /// Who exists.
  public var directory: Directory

  /// Describes a sandbox.
  public init(
    id: String, url: String, production: Hosts, developerSandbox: Hosts?, origin: Origin, now: Instant, exchanges: Int,
    apps: [Client], directory: Directory
  ) {
    self.id = id
    self.url = url
    self.production = production
    self.developerSandbox = developerSandbox
    self.origin = origin
    self.now = now
    self.exchanges = exchanges
    self.apps = apps
    self.directory = directory
  }

  /// The sandbox for programs; the secrets of its apps are in it, those of tokens are not.
  public var json: JSONValue {
    var members: JSONObject = [
      "id": .string(id), "url": .string(url), "loginURL": .string(production.loginURL),
      "apiURL": .string(production.apiURL), "world": .string(origin.world), "profile": .string(origin.profile),
      "seed": origin.seed <= UInt64(Int64.max) ? .integer(Int64(origin.seed)) : .decimal(String(origin.seed)),
      "now": .string(now.rfc3339), "exchanges": .integer(Int64(exchanges)),
    ]
    members["app"] = apps.first?.controlJSON
    members["otherApps"] = .array(apps.dropFirst().map(\.controlJSON))
    if let developerSandbox {
      members["developerSandbox"] = [
        "loginURL": .string(developerSandbox.loginURL), "apiURL": .string(developerSandbox.apiURL),
      ]
    }
    members["users"] = .array(directory.users.map(\.loginJSON))
    members["companies"] = .array(directory.companies.map { ["id": .integer($0.id), "name": .string($0.name)] })
    members["projects"] = .array(
      directory.projects.map {
        ["id": .integer($0.id), "name": .string($0.name), "company": .integer($0.company)]
      })
    return .object(members)
  }
}

extension Client {
  fileprivate var controlJSON: JSONValue {
    [
      "name": .string(name), "clientId": .string(id), "clientSecret": .string(secret),
      "redirectUris": .array(redirectUris.map { .string($0) }), "grants": .array(grants.sorted().map { .string($0) }),
      "environment": .string(environment.rawValue),
    ]
  }
}

extension User {
  /// What somebody needs who logs in as this person.
  fileprivate var loginJSON: JSONValue {
    [
      "id": .integer(id), "login": .string(login), "name": .string(name), "password": .string(password),
      "active": .bool(isActive),
    ]
  }
}
