import MockCore

/// The refresh tokens that were issued lately and are as they were issued: nearly every one that is presented is among
/// them.
struct UntouchedTokens {
  private var tokens: [String: RefreshToken] = [:]

  /// So many are remembered at most.
  private static let capacity = 4096

  subscript(text: String) -> RefreshToken? { tokens[text] }

  /// Takes note of a change that was made.
  mutating func note(_ change: Change) {
    switch change {
    case .insertRefreshToken(let token):
      if tokens.count >= Self.capacity { forgetAll() }
      tokens[token.token] = token
    case .replaceRefreshToken(let text, _), .confirmRotation(_, let text, _): tokens[text] = nil
    case .revokeGrant: forgetAll()
    default: break
    }
  }

  /// Something has changed that may concern any of them.
  mutating func forgetAll() { tokens = [:] }
}
