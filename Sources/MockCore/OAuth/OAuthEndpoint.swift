/// The endpoints of the authorization server; Procore's API host serves those below `/oauth` too.
public enum OAuthEndpoint: Hashable, Sendable {
  case showAuthorization, allow, deny, showCode, token, revoke, tokenInfo, logIn, logOut, welcome
  /// The App Management page and its forms, which lie on the login host because people are known there.
  case showApps, manageApps

  /// The endpoint of a request; a trailing slash does not matter (Procore's quick start sends one).
  public static func of(_ request: Request, _ parameters: RequestParameters) -> OAuthEndpoint? {
    var path = request.path
    if path.count > 1, path.hasSuffix("/") { path.removeLast() }
    switch (request.decidedMethod, path) {
    case ("GET", "/oauth/authorize"): return .showAuthorization
    // Rails forms say DELETE in a hidden field (Doorkeeper's consent page).
    case ("POST", "/oauth/authorize"): return parameters["_method"]?.lowercased() == "delete" ? .deny : .allow
    case ("DELETE", "/oauth/authorize"): return .deny
    case ("POST", "/oauth/token"): return .token
    case ("POST", "/oauth/revoke"): return .revoke
    case ("GET", "/oauth/token/info"): return .tokenInfo
    // Whoever begins a login at the API host goes through all of its pages there.
    case ("POST", "/login"): return .logIn
    case ("GET", "/logout"): return .logOut
    case ("GET", "/") where request.host == .login: return .welcome
    case ("GET", _) where ShowCode.named(by: request) != nil: return .showCode
    case ("GET", _) where AppManagementAddress(request) != nil: return .showApps
    case ("POST", _) where AppManagementAddress(request) != nil: return .manageApps
    default: return nil
    }
  }

  /// Whether it is a form of one of the pages, which must come from the browser that the page was shown to.
  public var isForm: Bool { [.allow, .deny, .logIn, .manageApps].contains(self) }

  /// Whether people see what it answers.
  public var isForPeople: Bool {
    switch self {
    case .showAuthorization, .allow, .deny, .showCode, .logIn, .logOut, .welcome, .showApps, .manageApps: true
    case .token, .revoke, .tokenInfo: false
    }
  }

  /// The name under which records speak of it.
  public func operation(_ parameters: RequestParameters) -> String {
    switch self {
    case .showAuthorization, .allow, .deny: "oauth.authorize"
    case .showCode: "session.code"
    case .token: TokenEndpoint.operation(parameters)
    case .revoke: "oauth.revoke"
    case .tokenInfo: "oauth.tokenInfo"
    case .logIn: "session.login"
    case .logOut: "session.logout"
    case .welcome: "session.welcome"
    case .showApps, .manageApps: "session.apps"
    }
  }

  /// All operations of the authorization server, for the vocabulary of scenarios.
  public static let operations: Set<String> = [
    "oauth.authorize", "oauth.code", "oauth.refresh", "oauth.clientCredentials", "oauth.token", "oauth.revoke",
    "oauth.tokenInfo", "session.login", "session.logout", "session.welcome", "session.code",
    "session.apps",
  ]
}
