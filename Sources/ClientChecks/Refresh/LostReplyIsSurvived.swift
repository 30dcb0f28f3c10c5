import MockCore
import ScenarioCore

extension Check {
  static let lostReply = Check(
    "refresh/lost-reply",
    promise: "After a refresh whose answer was lost, the connector recovers or asks for one login.",
    what: """
      Refreshes that the server performed and whose answers never arrived: how often the old refresh token was sent \
      again in the same user action (more than 10 times fails, more than 4 times warns), and whether the connector's \
      process ended.
      """,
    why: """
      Networks lose answers. The old token is used up then and the new one is nowhere; only a login helps, and neither \
      patience nor force does.
      """,
    fix: """
      Repeat such a refresh once or twice, since some servers forgive it for a moment; when `invalid_grant` comes, \
      drop the grant and ask the user to log in.
      """,
    advice: "Repeat a refresh without an answer a few times at most, then ask the user to log in.",
    clauses: ["RFC 6749 section 6", "Procore troubleshooting"]
  ) { history in
    let lost = history.refreshes.filter { $0.grounds == .tokensRefreshed && !$0.isDelivered }
    guard !lost.isEmpty else { return .notExercised("No answer of a refresh was lost.") }
    let loops = lost.compactMap { first -> Observation? in
      let again = history.refreshes.filter { later in
        later.number > first.number && later.presentedRefreshToken == first.presentedRefreshToken
          && !history.isLater(later, than: first)
      }
      guard first.presentedRefreshToken != nil, again.count > 4 else { return nil }
      return Observation(
        "After an answer was lost, the same refresh token was sent \(again.count) times more.",
        exchanges: [first.number] + again.map(\.number), severity: again.count > Attempts.most ? nil : .warn)
    }
    let crash = history.unexpectedExit.map {
      Observation(
        "The process ended in a run in which the answer of a refresh was lost: \($0).", verdict: .inconclusive)
    }
    return .from(loops + [crash].compactMap(\.self))
  }
}
