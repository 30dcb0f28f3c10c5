import MockCore
import ScenarioCore

extension Check {
  static let forbiddenIsFinal = Check(
    "rights/403-final",
    promise: "A request that was answered with 403 is not made again within one user action.",
    what: """
      Requests with the same method, address, body, company and user that were answered with 403 more than once within \
      one user action. One repetition warns, more fail. Another page and another record are other requests.
      """,
    why: """
      A missing right does not appear by asking again. Repetitions eat the rate limit, keep the user waiting and show \
      in Procore's Integration Health.
      """,
    fix: "Leave 403 out of whatever repeats failed requests, and tell the user which right is missing.",
    advice: "Do not repeat what was answered with 403; tell the user which right is missing.",
    clauses: ["RFC 9110 section 15.5.4", "RFC 6750 section 3.1"]
  ) { history in
    let stretches = history.stretches.map { stretch in
      (
        count: stretch.count,
        refusals: stretch.exchanges.filter { $0.isAPI && $0.status == 403 && $0.isSurelyHeard }
      )
    }
    guard stretches.contains(where: { !$0.refusals.isEmpty }) else {
      return .notExercised("No API call of a user action was answered with 403.")
    }
    return .from(stretches.flatMap { RepeatedRefusal.all(of: $0.refusals, actionCount: $0.count, in: history) })
  }
}

/// A request that was refused more often than its user actions ask for.
enum RepeatedRefusal {
  static func all(of refusals: [Exchange], actionCount: Int, in history: History) -> [Observation] {
    Dictionary(grouping: refusals) { RequestKey($0, in: history) }.values
      .filter { $0.count > actionCount }
      .sorted { $0[0].number < $1[0].number }
      .map { same in
        let actions = actionCount == 1 ? "one user action" : "\(actionCount) user actions"
        return Observation(
          "\(same[0].title) was answered with 403 \(same.count) times in \(actions).",
          exchanges: same.map(\.number), severity: same.count > 2 * actionCount ? nil : .warn)
      }
  }
}
