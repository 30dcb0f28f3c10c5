import MockCore
import MockStore

extension Mock {
  /// The present moment of the mock.
  public var now: Instant { clock.now }

  /// Who exists and what they may do, as things stand.
  public var people: Directory { directory }

  /// The app under test, with its credentials as they stand.
  public var app: Client {
    clients.first ?? Client(name: "", id: "", secret: "", redirectUris: [], grants: [])
  }

  /// All apps, the one under test first.
  public var apps: [Client] { clients }

  /// Says under which address the API is reached, for the links in its answers.
  ///
  /// - Parameter others: further host names by which it is called; a client that uses one gets links to it.
  public func setAPIBaseURL(_ url: String, of environment: Deployment = .production, orBy others: [String] = []) {
    apiBaseURLs[environment] = url
    otherAPIHosts.formUnion(others)
  }

  /// Whether there are apps of the developer sandbox, whose hosts must be there then.
  var hasSandbox: Bool { clients.contains { $0.environment == .sandbox } }

  /// Is reached under the addresses of another mock from now on.
  func takeAddresses(of other: Mock) async {
    apiBaseURLs = await other.apiBaseURLs
    otherAPIHosts = await other.otherAPIHosts
    filesURLs = await other.filesURLs
  }

  /// Says under which address files are reached, for the addresses in answers.
  public func setFilesBaseURL(_ url: String, of environment: Deployment = .production) {
    filesURLs[environment] = url
  }

  /// The address of the API as a client called it.
  func apiBaseURL(for request: Request) -> String {
    let name = request.authority.map { $0.hasSuffix(":443") ? String($0.dropLast(4)) : $0 }
    return name.flatMap { otherAPIHosts.contains($0) ? "https://" + $0 : nil }
      ?? apiBaseURLs[request.environment] ?? ""
  }

  /// Moves the clock; returns how many exchanges were recorded by then.
  @discardableResult
  public func advance(by span: Duration) -> Int {
    clock.advance(by: span)
    return store.lastExchange
  }

  /// When the newest access token expires.
  public func newestAccessTokenExpiry() throws -> Instant? {
    try store.read { try $0.newestAccessToken()?.expiresAt }
  }

  /// When the newest code expires.
  public func newestCodeExpiry() throws -> Instant? { try store.read { try $0.newestCodeExpiry() } }

  /// When the API counts calls anew.
  public var rateLimitReset: Instant {
    profile.rateLimits.isEnforced
      ? calls.reset(profile.rateLimits, now: clock.now) : RateHeaders.reset(after: clock.now)
  }

  /// Makes a change of the world; returns how many tokens or records it touched, and 1 for any other change.
  @discardableResult
  public func apply(_ change: WorldChange) throws -> Int {
    directory = directory.applying(change)
    switch change {
    case .revoke, .expireAccess, .hide: return try store.transaction { try $0.apply(change, at: clock.now) }
    case .rotateSecret:
      guard !clients.isEmpty else { return 1 }
      clients[0].secret = ids.hex(64)
      try store.learn(clients[0].secret, as: Self.secretName(0))
      return 1
    case .setProfile(let knobs):
      profile = profile.turning(knobs)
      return 1
    default: return 1
    }
  }

  /// Makes changes of the world, between two exchanges; returns how many were recorded by then.
  public func apply(_ changes: [WorldChange]) throws -> Int {
    for change in changes { try apply(change) }
    return store.lastExchange
  }

  /// An action of the connector has begun.
  public func begin(action: String) { faults.begin(action: action) }

  /// An action of the connector has ended.
  public func end(action: String) { faults.end(action: action) }

  /// How many exchanges were recorded.
  public var exchangeCount: Int { store.lastExchange }

  /// The exchanges with a number above the given one.
  public func exchanges(after number: Int = 0) throws -> [Exchange] { try store.exchanges(after: number) }

  /// The records that the mock holds: all of some collections, and some others by their ids.
  ///
  /// - Returns: in the order of collections and ids; a record that is gone is left out.
  public func records(in collections: Set<String>, and others: [(collection: String, id: Int64)]) throws -> [Record] {
    let directory = directory
    return try store.read { transaction in
      let whole = try collections.sorted().flatMap { collection in
        try directory.records(in: collection) ?? transaction.records(in: collection)
      }
      let single = try others.filter { !collections.contains($0.collection) }.compactMap { other in
        guard let rows = directory.records(in: other.collection) else {
          return try transaction.record(in: other.collection, id: other.id)
        }
        return rows.first { $0.id == other.id }
      }
      return whole + single
    }
  }

  /// Every secret of the run with its name; for looking for leaks, and for nothing that people see.
  public func secrets() throws -> [(text: String, name: String)] {
    try issuedSecrets() + clients.enumerated().map { ($1.secret, Self.secretName($0)) }
  }

  /// The tokens and codes of the run with their names: what no connector can know that was not given them.
  public func issuedSecrets() throws -> [(text: String, name: String)] {
    try store.read { try $0.secrets() }
  }

  /// Has the secrets of another mock, by their texts, written down by these names; they open nothing here.
  ///
  /// - Throws: what SQLite says.
  public func recognise(_ secrets: [String: String]) throws {
    foreignSecrets = secrets
    // What was written down before may have them in clear.
    store.forgetDecided()
    try store.learn(foreign: secrets)
  }

  /// The numbers of exchanges as they are recorded, from now on.
  public func follow() -> AsyncStream<Int> { observers.follow() }
}
