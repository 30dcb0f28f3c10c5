import MockCore
import ScenarioCore

extension Check {
  static let invalidGrantFinal = Check(
    "refresh/invalid-grant-final",
    promise: "A refresh token that was answered with `invalid_grant` is not sent again.",
    what: """
      Refreshes after one that the server answered with `invalid_grant`, with the same token. Refusals of the client \
      (`invalid_client`) and trouble of the server (5xx) do not end a grant. One repetition only warns after a restart \
      of the connector, or with the client secret in the other place; tokens that were never issued only warn too.
      """,
    why: """
      `invalid_grant` is the server's last word on a grant: asking again cannot succeed, looks like an attack, and \
      keeps the user waiting who only needs to log in.
      """,
    fix: "Mark the grant as over when `invalid_grant` comes, and ask the user to log in.",
    advice: "Drop the refresh token when `invalid_grant` comes, and ask the user to log in.",
    clauses: ["RFC 6749 section 5.2"]
  ) { history in
    let refused = history.refreshes.filter { $0.isInvalidGrant && $0.isSurelyHeard }
    guard !refused.isEmpty else { return .notExercised("No refresh was answered with `invalid_grant`.") }
    return .from(RefusedToken.all(in: history).compactMap { $0.observation(in: history) })
  }
}

/// A refresh token from its first `invalid_grant` on. Those that were never issued are taken together: the record does
/// not tell them apart, so that they only warn.
struct RefusedToken {
  /// The token, by ordinal; nil for one that the mock never issued.
  var name: String?
  /// The first answer with `invalid_grant`.
  var refusal: Exchange
  /// The refreshes after it.
  var repetitions: [Exchange]

  /// The refused tokens of a history, in order.
  static func all(in history: History) -> [RefusedToken] {
    let groups = Dictionary(grouping: history.refreshes, by: \.presentedRefreshToken)
    return groups.compactMap { name, calls in
      guard let first = calls.firstIndex(where: { $0.isInvalidGrant && $0.isSurelyHeard }) else { return nil }
      return RefusedToken(
        name: name, refusal: calls[first], repetitions: Array(calls[(first + 1)...]))
    }.sorted { $0.refusal.number < $1.refusal.number }
  }

  func observation(in history: History) -> Observation? {
    guard let first = repetitions.first else { return nil }
    let title = name ?? "A refresh token that was never issued"
    let times = repetitions.count == 1 ? "again" : "\(repetitions.count) times again"
    let isExcused = history.wasStopped(between: refusal, and: first) || first.isClientProbe(after: refusal)
    let hint = history.isLater(first, than: refusal) ? "" : " (or refreshes of one grant overlapped)"
    return Observation(
      "\(title) was sent \(times) after it had been answered with `invalid_grant`\(hint).",
      exchanges: [refusal.number] + repetitions.map(\.number),
      severity: name == nil || isExcused && repetitions.count == 1 ? .warn : nil)
  }
}
