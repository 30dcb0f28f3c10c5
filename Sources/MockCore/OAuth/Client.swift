/// One of Procore's own installations, which Procore calls its environments; credentials, codes and tokens of one are
/// nothing in another (Procore, OAuth endpoints).
public enum Deployment: String, CaseIterable, Hashable, Sendable, Codable {
  /// `login.procore.com` and `api.procore.com`.
  case production
  /// The developer sandbox, `login-sandbox.procore.com` and `sandbox.procore.com`.
  case sandbox
}

/// An app as the authorization server knows it (RFC 6749 section 2).
public struct Client: Hashable, Sendable {
  /// The app's name, shown on the consent page.
  public var name: String
  /// The client identifier.
  public var id: String
  /// The client secret.
  public var secret: String
  /// The redirect URIs that are registered.
  public var redirectUris: [String]
  /// The grant types that the app may use.
  public var grants: Set<String>
  /// Where the credentials are good.
  public var environment: Deployment
  /// The person in whose name the app acts for itself.
  public var serviceAccount: Int64?

  /// Makes a client.
  public init(
    name: String, id: String, secret: String, redirectUris: [String], grants: Set<String>,
    environment: Deployment = .production, serviceAccount: Int64? = nil
  ) {
    self.name = name
    self.id = id
    self.secret = secret
    self.redirectUris = redirectUris
    self.grants = grants
    self.environment = environment
    self.serviceAccount = serviceAccount
  }
}
