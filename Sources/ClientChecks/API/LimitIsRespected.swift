import MockCore
import ScenarioCore

extension Check {
  static let rateLimit = Check(
    "api/rate-limit",
    promise: "After a 429 nothing is asked with that grant until the limit is reset.",
    what: """
      API calls after a 429 and before the moment in `Retry-After` or `X-Rate-Limit-Reset`: the same request again, or \
      any request of a later user action. One early probe warns, more fail. Calls that may have been under way do not \
      count, and neither waiting nor giving up is asked for.
      """,
    why: """
      Calls into a limit are refused, counted and reported. A client that repeats at once keeps itself locked out, and \
      everybody else who uses the app in that company.
      """,
    fix: """
      Read `X-Rate-Limit-Reset`, seconds since 1970, or `Retry-After` where it is sent; stop all calls of that grant \
      until then, or tell the user when it will work again.
      """,
    advice: "After a 429 wait until X-Rate-Limit-Reset (seconds since 1970) or Retry-After, or give up until then.",
    clauses: ["RFC 6585 section 4", "Procore rate limits"]
  ) { history in
    let limits = history.apiCalls.filter { $0.status == 429 && $0.isSurelyHeard && $0.limitEnds != nil }
    guard !limits.isEmpty else { return .notExercised("No call was answered with 429 and the end of the limit.") }
    let early = history.apiCalls.filter { call in
      limits.contains { limit in
        guard let end = limit.limitEnds, limit.number < call.number, call.at + .seconds(1) < end,
          history.grant(of: limit) == history.grant(of: call)
        else { return false }
        return history.isLater(call, than: limit) || RequestKey(call, in: history) == RequestKey(limit, in: history)
      }
    }
    guard !early.isEmpty else { return .pass }
    let times = early.count == 1 ? "One call was" : "\(early.count) calls were"
    return .found([
      Observation(
        "\(times) made after a 429 and before the limit was reset.", exchanges: early.map(\.number),
        severity: early.count == 1 ? .warn : nil)
    ])
  }
}

extension Exchange {
  /// The earlier of the moments that a 429 names.
  fileprivate var limitEnds: Instant? {
    let reset = answerHeader("X-Rate-Limit-Reset").flatMap { Int64($0) }.map { Instant(seconds: $0) }
    let after = answerHeader("Retry-After").flatMap { Int64($0) }.map { at + .seconds($0) }
    return [reset, after].compactMap(\.self).min()
  }
}
