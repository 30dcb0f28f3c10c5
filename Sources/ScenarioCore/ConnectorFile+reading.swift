import JSONSource
import MockCore

extension ConnectorFile {
  /// How long an action may take unless it says otherwise, in real time.
  public static let standardWithin = Duration.seconds(60)

  /// Reads a connector file. Whether it may be used is asked of the diagnostics.
  ///
  /// - Parameter folder: the folder of the file; relative paths in it start there.
  public static func read(_ json: LocatedJSON, folder: String, into diagnostics: Diagnostics) -> ConnectorFile? {
    let reader = Reader<ConnectorFile>.wholeObject("a connector") { fields in
      _ = fields.required("format", .formatVersion)
      reportWhatIsNotInThisVersion(fields)
      let name = fields.required("name", .nonEmptyString)
      let artifact = fields.optional("artifact", .array(of: .runText), default: [])
      let directory = fields.optional("directory", .runText)
      let environment = fields.optional("environment", .environment, default: [])
      let start = fields.optional("start", .start)
      let redirectUri = fields.required("redirectUri", .runText)
      let login = fields.required("login", .login)
      let actions = fields.required("actions", .actions)
      let outcomes = fields.optional("outcomes", .outcomeRules, default: [])
      let files = fields.optional("files", .oneOrMany(of: .runText), default: [])
      let secretStore = fields.optional("secretStore", .oneOrMany(of: .runText), default: [])
      let carries = fields.optional("carry", .carries, default: [])
      let users = fields.optional("users", .oneOf(Users.self))
      let world = fields.optional("world", .nonEmptyString)
      let reuse = fields.optional("reuse", .bool, default: false)
      let hosts = fields.optional("hosts", .oneOf(Hosts.self))
      let tls = readTLS(fields, hosts)
      CarryNames(declared: (json["carry"]?.members ?? []).map(\.key)).check(json, fields.diagnostics)
      guard let name, let redirectUri, let login, let actions else { return nil }
      let file = ConnectorFile(
        name: name, folder: folder, artifact: artifact, directory: directory, environment: environment, start: start,
        redirectUri: redirectUri, login: login, actions: actions, carries: carries, outcomes: outcomes, files: files,
        secretStore: secretStore, users: users, world: world, tls: tls, reuse: reuse, hosts: hosts)
      if !fields.has("start"), let asked = file.needsServer {
        fields.error("nothing would answer \(asked) at ${connector.url}", hint: "add \"start\"")
      }
      if !fields.has("start"), reuse, let place = fields["reuse"] {
        fields.diagnostics.warning(
          "without \"start\" there is no process that could serve several scenarios", at: place)
      }
      return file
    }
    return reader.read(json, diagnostics)
  }

  /// Whether there is TLS in the run; without it there is no authority whose file could be named.
  private static func readTLS(_ fields: Fields, _ hosts: Hosts?) -> Bool {
    let asked = fields.optional("tls", .bool)
    if hosts != nil, asked == false, let tls = fields["tls"] {
      fields.diagnostics.error(
        "\"hosts\" needs https, whose names those are", at: tls, hint: "leave \"tls\" out, or set it to true")
    }
    let hasTLS = asked == true || hosts != nil
    if !hasTLS { reportAuthorityFile(in: fields.json, fields.diagnostics) }
    return hasTLS
  }

  private static func reportAuthorityFile(in json: LocatedJSON, _ diagnostics: Diagnostics) {
    switch json.content {
    case .string(let text):
      guard text.contains("${sandbox.caFile}") else { return }
      diagnostics.error(
        "\"${sandbox.caFile}\" has no value without https", at: json, hint: "add \"tls\": true to the file")
    case .array(let items): for item in items { reportAuthorityFile(in: item, diagnostics) }
    case .object(let members):
      for member in members where member.key != "note" { reportAuthorityFile(in: member.value, diagnostics) }
    default: break
    }
  }

  private static func reportWhatIsNotInThisVersion(_ fields: Fields) {
    if let webhook = fields["webhook"], Reader<String>.nonEmptyString.read(webhook, fields.diagnostics) != nil {
      fields.diagnostics.warning("this version of Dryfit sends no webhooks", at: webhook)
    }
  }
}

extension Reader where Value == [ConnectorFile.EnvironmentVariable] {
  /// Variables by name.
  static var environment: Reader<[ConnectorFile.EnvironmentVariable]> {
    Reader { json, diagnostics in
      for member in json.members ?? [] where member.key.isEmpty || member.key.contains("=") {
        diagnostics.error("\"\(member.key)\" is no name of a variable", atKeyOf: member)
      }
      let members = Reader<[(key: String, value: Interpolation)]>.dictionary(of: .runText, allowingNote: true)
      return members.read(json, diagnostics).map { $0.map { .init(name: $0.key, value: $0.value) } }
    }
  }
}

extension Reader where Value == ConnectorFile.Start {
  fileprivate static var start: Reader<ConnectorFile.Start> {
    .wholeObject("how the connector is started") { fields in
      let command = fields.required("command", .nonEmptyArray(of: .runText))
      let ready = fields.optional(
        "ready", .ready, default: ConnectorFile.Ready(sign: .port, within: ConnectorFile.Ready.standardWithin))
      let directory = fields.optional("directory", .runText)
      let environment = fields.optional("environment", .environment, default: [])
      return command.map {
        ConnectorFile.Start(command: $0, ready: ready, directory: directory, environment: environment)
      }
    }
  }
}

extension ConnectorFile.Ready {
  /// How long a process may take to be ready unless the file says otherwise, in real time.
  public static let standardWithin = Duration.seconds(30)
}

extension Reader where Value == ConnectorFile.Ready {
  fileprivate static var ready: Reader<ConnectorFile.Ready> {
    .wholeObject("how the connector is seen to be ready") { fields in
      let within = fields.optional("within", .duration, default: ConnectorFile.Ready.standardWithin)
      let signs: [ConnectorFile.Ready.Sign?] = [
        fields.optional("http", .path).map { .http($0) }, fields.optional("log", .nonEmptyString).map { .log($0) },
        fields.optional("port", .yes).map { _ in .port },
      ]
      guard ["http", "log", "port"].filter(fields.has).count == 1 else {
        fields.error("expected exactly one of \"http\", \"log\" and \"port\"")
        return nil
      }
      return signs.compactMap { $0 }.first.map { ConnectorFile.Ready(sign: $0, within: within) }
    }
  }
}

extension Reader where Value == String {
  /// A path that begins with a slash.
  fileprivate static var path: Reader<String> {
    Reader.string.compactMap(expected: "a path that begins with \"/\"") { $0.hasPrefix("/") ? $0 : nil }
  }
}

extension Reader where Value == Bool {
  /// The word `true`.
  fileprivate static var yes: Reader<Bool> {
    Reader.bool.compactMap(expected: "true") { $0 ? true : nil }
  }
}

extension ConnectorFile {
  /// What is asked of the connector's own address, if anything is.
  fileprivate var needsServer: String? {
    if case .open = login.way { return "the login" }
    if !login.before.isEmpty { return "\"before\" of the login" }
    for action in actions {
      if case .request = action.trigger { return "the action \"\(action.name)\"" }
    }
    return nil
  }
}
