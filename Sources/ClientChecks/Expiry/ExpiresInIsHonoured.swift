import MockCore
import ScenarioCore

extension Check {
  static let honoursExpiresIn = Check(
    "expiry/honours-expires-in",
    promise: "The end of a token's life, as `expires_in` says it, leads to a refresh, by the clock or by the 401.",
    what: """
      User actions after the life of the newest access token had passed, while its refresh token was good. It fails \
      where the connector used the token, was answered that it had expired, and asked for no new one. Where its clock \
      was not moved with Procore's, that is inconclusive. A connector that goes by 401 alone passes.
      """,
    why: """
      A life that stands in the code as two hours is wrong on the day on which Procore makes it one, and every call \
      between the real end and the believed one fails.
      """,
    fix:
      "Compute the end from `expires_in` of each answer when it arrives, and treat a 401 as the last word beside it.",
    advice: "Take the token's life from `expires_in` of each token answer, and refresh on 401 as well.",
    clauses: ["RFC 6749 section 5.1"]
  ) { history in
    let late = history.actions.compactMap { $0.afterExpiry(in: history) }
    guard !late.isEmpty else { return .notExercised("No user acted after the life of an access token had passed.") }
    let ignored = late.filter { $0.rejection != nil }
    let isMoved = history.clock == .follow
    return .from(
      ignored.compactMap(\.rejection).map {
        Observation(
          isMoved
            ? "\($0.presented ?? "") was used after its life, was refused as expired, and no new token was asked for."
            : "An expired token was used and not renewed; the connector's clock was not moved, so it may not know.",
          exchanges: [$0.number], verdict: isMoved ? .fail : .inconclusive)
      })
  }
}

extension UserAction {
  /// A user action that began after the newest token's life, and the refusal that it left at that.
  fileprivate func afterExpiry(in history: History) -> (action: UserAction, rejection: Exchange?)? {
    let issuing = history.exchanges.last {
      $0.number <= step.exchangesBefore && $0.issuedAccessToken != nil && $0.isSurelyHeard
    }
    guard let issuing, issuing.issuedRefreshToken != nil, let life = issuing.answer("expires_in")?.doubleValue,
      Double((step.began - issuing.at).milliseconds) > life * 1000, !exchanges.isEmpty,
      !history.exchanges.contains(where: {
        $0.number > issuing.number && ($0.isTokenCall || $0.isRevocation) && !exchanges.contains($0)
      })
    else { return nil }
    let rejection = calls.first { $0.grounds == .tokenExpired && $0.presented == issuing.issuedAccessToken }
    let isRenewed = exchanges.contains { $0.isTokenCall || $0.isAuthorizeRequest }
    let isHeard = rejection?.isSurelyHeard ?? false
    return (self, isRenewed || !isHeard ? nil : rejection)
  }
}

extension Exchange {
  /// Whether it revokes a token.
  var isRevocation: Bool { operation == "oauth.revoke" || method == "POST" && trimmedPath == "/oauth/revoke" }
}
