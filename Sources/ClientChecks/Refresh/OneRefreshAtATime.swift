import MockCore
import ScenarioCore

extension Check {
  static let singleFlight = Check(
    "refresh/single-flight",
    promise: "At most one refresh of a grant is under way at a time.",
    what: """
      A refresh token that was sent again within one step although its first use had been answered with a successor. \
      It is put to the test only where several user actions, or several refused calls, meet one expired token.
      """,
    why: """
      Where two parts of a connector refresh at once, the second sends a token that the first has just used up. Its \
      call fails at random, and servers that take it for a theft revoke the whole grant.
      """,
    fix: """
      Refresh under one lock for each grant, in every process that shares it. Who waits for the lock looks at the \
      store again before refreshing, and uses what it finds.
      """,
    advice: "Refresh under one lock for each grant, and look at the store again after waiting for it.",
    clauses: ["RFC 6749 section 6", "RFC 9700 section 4.14.2"]
  ) { history in
    let replays = history.replays.filter { !$0.isLater }
    guard replays.isEmpty else { return .found(Replay.asOverlaps(replays)) }
    let wasTested = history.refreshes.contains { refresh in
      history.step(of: refresh.number).map { history.hasSeveralCalls(in: $0) } ?? false
    }
    guard wasTested else { return .notExercised("No refresh was needed by several calls at once.") }
    return .pass
  }
}

extension Replay {
  /// One observation for each token, with all who sent it too late.
  fileprivate static func asOverlaps(_ replays: [Replay]) -> [Observation] {
    Dictionary(grouping: replays, by: \.token).values
      .sorted { $0[0].again.number < $1[0].again.number }
      .map { same in
        let times = same.count == 1 ? "again" : "\(same.count) times again"
        return Observation(
          "\(same[0].token) was sent \(times) within one step in which it had been replaced: refreshes overlapped.",
          exchanges: [same[0].replacement.number] + same.map(\.again.number))
      }
  }
}

extension History {
  /// Whether several calls could have met one expired token: several user actions, or several refusals.
  fileprivate func hasSeveralCalls(in step: StepRecord) -> Bool {
    step.outcomes.count > 1 || exchanges(of: step).count { $0.isTokenRejection } > 1
  }
}
