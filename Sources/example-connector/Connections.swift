/// What the connector holds for one user: the grant, and the way to call Procore with it.
struct Connection: Sendable {
  let tokens: TokenSource
  let procore: ProcoreClient
}

/// The connections of the connector's users: one for everybody, or one for each browser.
actor Connections {
  private let settings: Settings
  private let endpoint: TokenEndpoint
  private let transport: Transport
  private let defect: Defect?
  private var known: [String: Connection] = [:]

  init(settings: Settings, endpoint: TokenEndpoint, transport: Transport, defect: Defect?) {
    self.settings = settings
    self.endpoint = endpoint
    self.transport = transport
    self.defect = defect
  }

  /// The connection of the browser that bears this session.
  func connection(of session: String?) throws -> Connection {
    let name = file(of: session)
    if let connection = known[name] { return connection }
    let store = try TokenStore(folder: settings.dataDirectory, name: name)
    let tokens = TokenSource(endpoint: endpoint, store: store, defect: defect)
    let connection = Connection(
      tokens: tokens,
      procore: ProcoreClient(baseURL: settings.apiURL, transport: transport, tokens: tokens, defect: defect))
    known[name] = connection
    return connection
  }

  /// A session that this connector gave out is 64 hexadecimal digits; whatever else comes is nobody's.
  private func file(of session: String?) -> String {
    guard settings.hasManyUsers, defect != .oneUserForAll else { return "tokens" }
    guard let session, session.count == 64, session.allSatisfy(\.isHexDigit) else { return "tokens-nobody" }
    return "tokens-\(session.prefix(32))"
  }
}
