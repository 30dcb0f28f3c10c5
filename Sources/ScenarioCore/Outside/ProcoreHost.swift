/// A host name of the real Procore, and what it serves.
///
/// Source: Procore's guide on development environments.
public struct ProcoreHost: Hashable, Sendable {
  /// The name, lower case.
  public let name: String
  /// Which part of the mock stands for it.
  public let part: Part

  /// The parts of Procore that a connector calls.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    /// The authorization server.
    case login
    /// The REST API; it serves `/oauth/` as well.
    case api
  }

  /// Production, the developer sandbox, the monthly sandbox, and the host of the days before the login had its own.
  public static let all: [ProcoreHost] = [
    ProcoreHost(name: "login.procore.com", part: .login),
    ProcoreHost(name: "api.procore.com", part: .api),
    ProcoreHost(name: "login-sandbox.procore.com", part: .login),
    ProcoreHost(name: "sandbox.procore.com", part: .api),
    ProcoreHost(name: "login-sandbox-monthly.procore.com", part: .login),
    ProcoreHost(name: "api-monthly.procore.com", part: .api),
    ProcoreHost(name: "api-sandbox-monthly.procore.com", part: .api),
    ProcoreHost(name: "app.procore.com", part: .api),
  ]

  /// The host of that name, whatever its case; nil for any other.
  public static func named(_ name: String) -> ProcoreHost? {
    let name = name.lowercased()
    return all.first { $0.name == name }
  }

  /// Whether a name belongs to Procore, known here or not.
  public static func isProcore(_ name: String) -> Bool {
    let name = "." + name.lowercased()
    return name.hasSuffix(".procore.com") || name.hasSuffix(".procoregov.com")
  }
}

extension ProcoreHost.Part {
  /// The value of the run that stands for it, as connector.json writes it.
  public var value: String {
    switch self {
    case .login: "${sandbox.loginURL}"
    case .api: "${sandbox.apiURL}"
    }
  }
}
