import MockCore
import ScenarioCore

extension Check {
  static let noLoop = Check(
    "refresh/no-loop",
    promise: "A fresh token that is refused again ends the matter: there is no second round of refreshing.",
    what: """
      User actions in which the token of a refresh was answered with 401 too. It fails where one request was tried \
      with three tokens, or the grant was refreshed three times; two refreshes only warn, since a background call may \
      have made the other. Repeated user actions may each have their round.
      """,
    why: """
      A refusal that a new token does not cure is not about the token. A loop of refreshes hammers the login host \
      until Procore blocks the app, and its user sees a page that never loads.
      """,
    fix: "Mark the repetition of a call as a repetition, and hand its 401 on as an error or a request for a login.",
    advice: "Refresh once for a call; if the repeated call is refused too, stop and ask the user to log in.",
    clauses: ["RFC 6750 section 3.1"]
  ) { history in
    let actions = history.actions.filter { $0.hasRefusedFreshToken }
    guard !actions.isEmpty else { return .notExercised("No fresh access token was refused.") }
    return .from(actions.compactMap { $0.loop(in: history) })
  }
}

extension UserAction {
  /// The refreshes that succeeded.
  private var rounds: [Exchange] { exchanges.filter { $0.isRefresh && $0.issuedAccessToken != nil } }

  fileprivate var hasRefusedFreshToken: Bool {
    rounds.contains { round in
      calls.contains { $0.isTokenRejection && $0.presentedAccessToken == round.issuedAccessToken }
    }
  }

  /// More rounds than there were user actions.
  fileprivate func loop(in history: History) -> Observation? {
    let rounds = rounds
    guard rounds.count > count else { return nil }
    let retried = history.repetitions(among: calls.filter { $0.presentedAccessToken != nil }).contains { same in
      Set(same.map(\.presentedAccessToken)).count > 2 * count
    }
    return Observation(
      "A fresh token was refused, and the connector went on: \(rounds.count) refreshes in one step.",
      exchanges: rounds.map(\.number), severity: retried || rounds.count >= 3 * count ? nil : .warn)
  }
}
