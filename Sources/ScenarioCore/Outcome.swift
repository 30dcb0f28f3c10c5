/// How an action of the connector ended, in the words that every connector file shares.
public enum Outcome: String, CaseIterable, Hashable, Sendable, Codable {
  case ok, partial
  case loginRequired = "login-required"
  case forbidden
  case notInstalled = "not-installed"
  case notFound = "not-found"
  case rejected
  case rateLimited = "rate-limited"
  case unavailable, misconfigured, failed

  /// The login ended at the connector, which is connected.
  case connected
  /// The browser is back at the connector, which answered below 500 and is not connected.
  case refused

  /// The outcomes of a login; the others belong to actions.
  public static let ofLogin: Set<Outcome> = [.connected, .refused, .failed]
}
