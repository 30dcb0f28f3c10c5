import MockCore
import ScenarioCore

extension Check {
  static let oncePer401 = Check(
    "refresh/once-per-401",
    promise: "A rejected access token leads to at most one refresh, and each call is repeated at most once.",
    what: """
      User actions that met a 401. It fails where the grant was refreshed again within one of them although the token \
      of the first refresh was young and had not been refused, and where one request was sent three times with the \
      rejected token; twice only warns. A login in place of a refresh is right too.
      """,
    why: """
      Ten calls that meet one expired token need one new token. Ten refreshes in a row use up nine refresh tokens for \
      nothing, and each may be the one whose answer is lost.
      """,
    fix: """
      When a call meets a 401, look first whether the store already holds another token than the one that was refused: \
      if so use it, and refresh only if not.
      """,
    advice: "Before refreshing because of a 401, look whether a newer token than the refused one is already there.",
    clauses: ["RFC 6750 section 3.1"]
  ) { history in
    let actions = history.actions.filter { $0.calls.contains(where: \.isTokenRejection) }
    guard !actions.isEmpty else { return .notExercised("No user action met a rejected access token.") }
    let isEager = RefusedAction.refreshesUnasked(history)
    return .from(
      actions.flatMap { action in
        (isEager ? [] : action.needlessRefreshes(in: history)) + action.stubbornCalls(in: history)
      })
  }
}

extension UserAction {
  /// Refreshes after one whose token was good.
  fileprivate func needlessRefreshes(in history: History) -> [Observation] {
    let refreshes = exchanges.filter { $0.isRefresh && $0.grounds == .tokensRefreshed && $0.isSurelyHeard }
    return zip(refreshes, refreshes.dropFirst()).compactMap { first, second in
      guard history.grant(of: first) == history.grant(of: second), let token = first.issuedAccessToken else {
        return nil
      }
      let before = calls.filter { $0.number < second.number && $0.status == 401 }
      let life = first.answer("expires_in")?.doubleValue ?? 0
      let isYoung = Double((second.at - first.at).milliseconds) < life * 500
      guard isYoung, before.contains(where: \.isTokenRejection), !before.contains(where: { $0.presented == token }),
        !history.wasStopped(between: first, and: second)
      else { return nil }
      return Observation(
        "One rejected token led to another refresh although \(token) was new and had not been refused.",
        exchanges: [first.number, second.number])
    }
  }

  /// Requests that were made again with the token that had been rejected.
  fileprivate func stubbornCalls(in history: History) -> [Observation] {
    let rejected = calls.filter { $0.isTokenRejection && $0.grounds != .faultScripted }
    return history.repetitions(among: rejected).flatMap { same in
      Dictionary(grouping: same, by: \.presentedAccessToken).values.filter { $0.count > count }.map { again in
        Observation(
          "\(again[0].title) was sent \(again.count) times with a token that was rejected each time.",
          exchanges: again.map(\.number), severity: again.count >= 3 * count ? nil : .warn)
      }
    }
  }
}
