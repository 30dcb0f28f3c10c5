/// An app as the authorization server knows it (RFC 6749 section 2).
public struct Client: Hashable, Sendable {
  /// The app's name, shown on the consent page.
  public var name: String
  /// The client identifier.
  public var id: String
  /// The client secret.
  public var secret: String
  /// The redirect URIs that are registered, compared as exact strings.
  public var redirectUris: [String]
  /// The grant types that the app may use.
  public var grants: Set<String>

  /// Makes a client.
  public init(name: String, id: String, secret: String, redirectUris: [String], grants: Set<String>) {
    self.name = name
    self.id = id
    self.secret = secret
    self.redirectUris = redirectUris
    self.grants = grants
  }
}
