/// What the connector holds for one user: the grant, and the way to call Procore with it.
struct Connection: Sendable {
  let tokens: TokenSource
  let procore: ProcoreClient

  /// Asks who is connected, again and again.
  func poll() async {
    while true {
      await pause(milliseconds: 500)
      if await tokens.isConnected { _ = try? await procore.me() }
    }
  }
}

/// The connections of the connector's users: one for everybody, or one for each browser.
actor Connections {
  private let settings: Settings
  private let endpoint: TokenEndpoint
  private let transport: Transport
  private let conduct: Conduct
  private let recollection = Recollection()
  private var known: [String: Connection] = [:]

  init(settings: Settings, endpoint: TokenEndpoint, transport: Transport, conduct: Conduct) {
    self.settings = settings
    self.endpoint = endpoint
    self.transport = transport
    self.conduct = conduct
  }

  /// The connection of the browser that bears this session.
  func connection(of session: String?) throws -> Connection {
    let name = file(of: session)
    if let connection = known[name] { return connection }
    let store = try TokenStore(folder: settings.dataDirectory, name: name)
    let tokens = TokenSource(endpoint: endpoint, store: store, conduct: conduct)
    let connection = Connection(
      tokens: tokens,
      procore: ProcoreClient(
        baseURL: settings.apiURL, transport: transport, tokens: tokens, recollection: recollection, conduct: conduct))
    known[name] = connection
    if conduct.variation == .pollsInBackground { Task { await connection.poll() } }
    return connection
  }

  /// A session that this connector gave out is 64 hexadecimal digits; whatever else comes is nobody's.
  private func file(of session: String?) -> String {
    guard settings.hasManyUsers, conduct.defect != .oneUserForAll else { return "tokens" }
    guard let session, session.count == 64, session.allSatisfy(\.isHexDigit) else { return "tokens-nobody" }
    return "tokens-\(session.prefix(32))"
  }
}
