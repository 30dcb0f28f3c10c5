import MockCore

/// What was read since the last write: most calls ask for what the call before them asked for.
///
/// Whatever is written empties it, so that nothing stale is ever answered.
struct ReadCache {
  /// The access tokens by their texts; nil under a text that is none.
  private(set) var accessTokens: [String: AccessToken?] = [:]
  /// The records by what was needed.
  private(set) var found: [RecordsNeeded: RecordsFound] = [:]
  /// What was decided on calls that only read, by the call.
  private(set) var decided: [Request: DecidedRead] = [:]
  /// The names of secrets by their texts; nil under a text that is none.
  private(set) var names: [String: String?] = [:]

  /// So many things of a kind are kept at most.
  private static let capacity = 256
  /// Larger pages are not kept.
  private static let longestPage = 200

  mutating func keep(_ token: AccessToken?, under text: String) {
    if accessTokens.count >= Self.capacity { accessTokens = [:] }
    accessTokens[text] = .some(token)
  }

  mutating func keep(_ found: RecordsFound, for needed: RecordsNeeded) {
    guard found.rows.count <= Self.longestPage else { return }
    if self.found.count >= Self.capacity { self.found = [:] }
    self.found[needed] = found
  }

  mutating func keep(_ decided: DecidedRead, on request: Request) {
    if self.decided.count >= Self.capacity { self.decided = [:] }
    self.decided[request] = decided
  }

  /// What is decided rests on more than what is stored.
  mutating func forgetDecided() {
    if !decided.isEmpty { decided = [:] }
  }

  mutating func keep(_ name: String?, ofSecret text: String) {
    if names.count >= Self.capacity { names = [:] }
    names[text] = .some(name)
  }
}
