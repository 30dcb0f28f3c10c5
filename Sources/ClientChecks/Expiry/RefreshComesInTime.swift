import MockCore
import ScenarioCore

extension Check {
  static let expiryMargin = Check(
    "expiry/margin", .warn,
    promise: "A connector that refreshes by the clock does so in the second half of a token's life.",
    what: """
      Refreshes that no 401 had asked for, of tokens that live 15 minutes or longer: not in the first half of their \
      life. One right after a start of the process does not count, nor does one after the life had passed.
      """,
    why: "Each refresh uses up a refresh token. Refreshing a young token multiplies the chances to lose one.",
    fix: "Refresh a few minutes before the end that `expires_in` gives, or when a call is answered with 401.",
    advice: "Refresh shortly before a token's life ends, not in its first half.",
    clauses: ["RFC 6749 section 5.1"]
  ) { history in
    let unprompted = history.refreshes.compactMap { refresh -> (Exchange, Double)? in
      let grant = history.grant(of: refresh)
      let issuing = history.exchanges.last {
        $0.number < refresh.number && $0.grant == grant && $0.issuedAccessToken != nil
      }
      guard let issuing, let life = issuing.answer("expires_in")?.doubleValue, life >= 900 else { return nil }
      let isExcused = history.exchanges.contains { between in
        between.number > issuing.number && between.number < refresh.number
          && (between.status >= 400 || !between.isSurelyHeard)
      }
      guard !isExcused, issuing.isSurelyHeard, !history.wasStopped(between: issuing, and: refresh) else { return nil }
      return (refresh, Double((refresh.at - issuing.at).milliseconds) / 1000 / life)
    }
    guard !unprompted.isEmpty else { return .notExercised("No token was refreshed by the clock.") }
    return .from(
      Observation.grouped(unprompted.filter { $0.1 < 0.5 }.map(\.0)) { _ in
        "A token was refreshed in the first half of its life, and nothing had asked for it."
      })
  }
}
