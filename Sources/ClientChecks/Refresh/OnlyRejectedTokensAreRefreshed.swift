import MockCore
import ScenarioCore

extension Check {
  static let refreshOnlyFor401 = Check(
    "refresh/only-for-401",
    promise: "A refusal of the API other than 401 leads to no refresh.",
    what: """
      One user action in which the API answered 403, 404, 422, 429 or 5xx, the access token was in the first half of \
      its life, nothing was answered with 401, and the connector refreshed and made the same request again. Where the \
      connector refreshes young tokens anyway, nothing can be told.
      """,
    why: """
      A new token has the same rights as the old one, so the answer stays the same. Each needless refresh uses up a \
      refresh token, and a lost answer then costs the user a login.
      """,
    fix: "Refresh when a token expires or was answered with 401. Tell the user about a missing right.",
    advice: "Refresh for 401 alone; hand other refusals to whoever asked.",
    clauses: ["RFC 6750 section 3.1"]
  ) { history in
    let actions = RefusedAction.all(in: history)
    guard !actions.isEmpty else {
      return .notExercised("No user action met a refusal other than 401 with a young access token.")
    }
    let provoked = actions.compactMap(\.provokedRefresh)
    guard !provoked.isEmpty else { return .pass }
    guard !RefusedAction.refreshesUnasked(history) else {
      return .notExercised("The connector also refreshes young access tokens when nothing was refused.")
    }
    return .found(
      provoked.map { refusal, refresh, repetition in
        Observation(
          "\(refusal.title) was answered with \(refusal.status), and the connector refreshed and asked the same again.",
          exchanges: [refusal.number, refresh.number, repetition.number])
      })
  }
}
