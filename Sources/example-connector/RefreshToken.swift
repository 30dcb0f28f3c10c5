/// How an attempt to refresh ended.
enum RefreshOutcome: Sendable {
  case renewed(TokenAnswer)
  /// `invalid_grant`: this refresh token is dead for good.
  case dead
  /// Procore does not accept the app itself.
  case misconfigured(String)
  /// Nothing is known about the grant; it may be tried again later.
  case unavailable
}

/// Refreshes once, as patiently as the token endpoint needs and no more.
struct RefreshToken: Sendable {
  /// Before the first and the second repeat after a 5xx.
  private var pauses: [Int64] {
    conduct.defect == .hammersTokenEndpoint ? Array(repeating: 1, count: 30) : conduct.pauses(or: [200, 600])
  }

  let endpoint: TokenEndpoint
  let conduct: Conduct

  /// How many refusals of the refresh token it takes to believe them.
  private func patience(lost: Int) -> Int {
    if conduct.defect == .retriesInvalidGrant { return 3 }
    return conduct.defect == .insistsAfterLostReply && lost > 0 ? 12 : 1
  }

  func callAsFunction(_ refreshToken: String) async -> RefreshOutcome {
    var serverErrors = 0
    var lost = 0
    var refusals = 0
    while true {
      switch await endpoint.refresh(refreshToken) {
      case .tokens(let answer):
        return .renewed(answer)
      case .refused("invalid_grant"):
        refusals += 1
        guard refusals < patience(lost: lost) else { return .dead }
      case .refused(nil) where conduct.defect == .dropsGrantOn429:
        return .dead
      case .refused("invalid_client") where conduct.defect == .loopsOnInvalidClient && refusals < 12:
        refusals += 1
      case .refused("invalid_client") where conduct.defect == .dropsGrantOfRefusedApp:
        return .dead
      case .refused(let code):
        // 408, 429 and the like say nothing about the app: only an OAuth error code does.
        guard let code else { return .unavailable }
        return .misconfigured("Procore refuses this app: \(code.prefix(60))")
      case .serverError:
        if conduct.defect == .dropsGrantOn503 { return .dead }
        guard serverErrors < pauses.count else { return .unavailable }
        await pause(milliseconds: pauses[serverErrors])
        serverErrors += 1
      case .lost:
        if conduct.defect == .dropsGrantOnSilence { return .dead }
        // One repeat: Procore may have replaced the token already, and then says invalid_grant.
        guard lost < 1, conduct.variation != .neverRepeats else { return .unavailable }
        lost += 1
      }
    }
  }
}
