import MockCore

/// Somebody who takes part in a sequence diagram; each has a vertical line.
enum Lane: Int, CaseIterable, Hashable, Sendable {
  case browser, connector, login, api, files

  /// The name above the line.
  var title: String {
    switch self {
    case .browser: "Browser"
    case .connector: "Connector"
    case .login: "Login"
    case .api: "API"
    case .files: "Files"
    }
  }

  /// The name within a sentence.
  var words: String {
    switch self {
    case .browser: "browser"
    case .connector: "connector"
    case .login: "login host"
    case .api: "API"
    case .files: "file host"
    }
  }

  /// The lane of a host.
  init(_ host: Host) {
    switch host {
    case .login: self = .login
    case .api: self = .api
    case .files: self = .files
    }
  }
}

extension Exchange {
  /// Who asked: the pages of the login host are read by the browser, everything else is asked by the connector.
  var caller: Lane {
    operation == "oauth.authorize" || operation?.hasPrefix("session.") == true ? .browser : .connector
  }
}
