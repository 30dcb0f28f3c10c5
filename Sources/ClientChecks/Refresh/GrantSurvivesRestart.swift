import MockCore
import ScenarioCore

extension Check {
  static let survivesRestart = Check(
    "refresh/survives-restart",
    promise: "After a restart the connector still holds the newest refresh token that it had relied on.",
    what: """
      Restarts of the connector's process after a login. It fails where a refresh token is sent afterwards whose \
      successor had been relied on before: its access token was used. It warns where the first user action asks for a \
      login although nothing had ended the grant. A process killed before it used what a refresh brought may lose it.
      """,
    why: """
      Programs are restarted every week. What was only in memory is gone, and every user must log in again on a Monday \
      morning.
      """,
    fix: "Write the tokens of each answer to lasting storage before the first use, in one step that cannot be halved.",
    advice: "Write each new refresh token to lasting storage before you use the access token that came with it.",
    clauses: ["RFC 6749 section 6"]
  ) { history in
    let restarts = history.steps.filter { step in
      step.verb == "connector"
        && history.exchanges.contains { $0.number <= step.exchangesBefore && $0.issuedRefreshToken != nil }
    }
    let acted = restarts.compactMap { restart in
      history.actions.first { $0.step.index > restart.index }.map { (restart: restart, next: $0) }
    }
    guard !acted.isEmpty else { return .notExercised("No user acted after a restart that followed a login.") }
    let forgotten = history.replays.filter { replay in
      history.wasStopped(between: replay.replacement, and: replay.again)
    }.map {
      Observation(
        "After a restart \($0.token) was sent, although its successor had been in use before.",
        exchanges: [$0.replacement.number, $0.again.number])
    }
    guard forgotten.isEmpty else { return .found(forgotten) }
    return .from(acted.compactMap { history.lostGrant(after: $0.restart, in: $0.next) })
  }
}

extension History {
  /// A request for a login right after a restart, with a grant that nothing had ended.
  fileprivate func lostGrant(after restart: StepRecord, in next: UserAction) -> Observation? {
    let before = exchanges.filter { $0.number <= restart.exchangesBefore }
    let isOver = before.contains { $0.isInvalidGrant || $0.grounds == .tokensRevoked || !$0.isDelivered }
    let hasChanged = steps.contains { $0.verb == "world" && $0.index < next.step.index }
    let wasLoggedIn = steps.contains {
      $0.verb == "login" && $0.index < restart.index && $0.session == next.step.session && $0.outcomes == [.connected]
    }
    guard !isOver, !hasChanged, wasLoggedIn, next.exchanges.isEmpty, next.step.outcomes.contains(.loginRequired) else {
      return nil
    }
    return Observation("After a restart the first user action asked for a login.", severity: .warn, step: next.step.id)
  }
}
