import JSONSource

/// The answers from which the first connector file of a web connector is written.
public struct ConnectorDraft: Sendable {
  /// The connector's name.
  public var name: String
  /// The program and its arguments.
  public var command: [String]
  /// The variable by which the connector learns its port.
  public var portVariable: String
  /// The path that answers when the connector is ready; nil waits for its port.
  public var ready: String?
  /// The path that begins the login.
  public var login: String
  /// The path to which Procore sends the browser back.
  public var callback: String
  /// The request that reads from Procore: a path, or a method and a path.
  public var read: String
  /// More variables for the connector's process, or other values of the usual ones, in order.
  public var variables: [(name: String, value: String)]

  /// Collects the answers.
  public init(
    name: String, command: [String], portVariable: String = "PORT", ready: String? = nil, login: String,
    callback: String = "/oauth/callback", read: String, variables: [(name: String, value: String)] = []
  ) {
    self.name = name
    self.command = command
    self.portVariable = portVariable
    self.ready = ready
    self.login = login
    self.callback = callback
    self.read = read
    self.variables = variables
  }

  /// The connector file; it is for the decoder to say whether the answers make a valid one.
  public var connectorFile: JSONValue {
    [
      "format": 1,
      "name": .string(name),
      "environment": .object(environment),
      "start": ["command": .array(command.map(JSONValue.string)), "ready": sign],
      "redirectUri": .string("${connector.url}" + callback),
      "login": ["open": .string(login)],
      "actions": ["read": ["request": .string(read.hasPrefix("/") ? "GET " + read : read)]],
      "outcomes": Self.outcomes,
      "files": ["${connector.stateDir}"],
      "secretStore": ["${connector.stateDir}"],
    ]
  }

  /// A scenario to begin with: the connection outlives its first access token.
  public static let firstScenario: JSONValue = [
    "format": 1,
    "title": "A user who connected once can go on after the access token expired",
    "why": "Access tokens live 90 minutes; nobody wants to log in again every 90 minutes.",
    "needs": ["read"],
    "steps": [
      ["login": [:], "expect": ["outcome": "connected"]],
      ["id": "before", "do": "read", "expect": ["outcome": ["ok", "partial"]]],
      ["advance": "91m"],
      ["id": "after", "do": "read", "expect": ["outcome": ["ok", "partial"]]],
    ],
  ]

  private var sign: JSONValue {
    let within: JSONValue = "30s"
    return ready.map { ["http": .string($0), "within": within] } ?? ["port": true, "within": within]
  }

  private var environment: JSONObject {
    var environment: JSONObject = [:]
    environment[portVariable] = "${connector.port}"
    for (name, value) in Self.usualVariables { environment[name] = .string(value) }
    for (name, value) in variables { environment[name] = .string(value) }
    return environment
  }

  private static let usualVariables = [
    ("PROCORE_LOGIN_URL", "${sandbox.loginURL}"), ("PROCORE_API_URL", "${sandbox.apiURL}"),
    ("PROCORE_CLIENT_ID", "${app.clientId}"), ("PROCORE_CLIENT_SECRET", "${app.clientSecret}"),
    ("DATA_DIR", "${connector.stateDir}"),
  ]

  /// Outcomes as most programs for the web tell them: by the status.
  private static let outcomes: JSONValue = [
    "ok": ["status": ["lt": 300]],
    "login-required": ["status": 401],
    "forbidden": ["status": 403],
    "not-found": ["status": 404],
    "rejected": ["status": 422],
    "rate-limited": ["status": 429],
    "unavailable": ["status": ["oneOf": [502, 503, 504]]],
  ]
}
