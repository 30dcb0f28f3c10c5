import MockCore
import ScenarioCore

extension Check {
  static let transientTrouble = Check(
    "refresh/transient",
    promise: "Trouble of the token endpoint is met with patience, and the grant is kept.",
    what: """
      Token requests that were answered with 5xx or not at all. More than 10 for one user action fail; four or more \
      without growing pauses warn. It fails where a later user action asked for a login without asking Procore \
      anything, although the refresh token was never refused.
      """,
    why: """
      A server that is down for a minute says nothing about the grant. A connector that throws it away sends all its \
      users to the login page after each hiccup; one that hammers prolongs it.
      """,
    fix:
      "Repeat a few times with growing pauses, then report that Procore is not available, and keep the refresh token.",
    advice:
      "Treat 5xx and timeouts of the token endpoint as passing: few repetitions, growing pauses, and keep the grant.",
    clauses: ["RFC 6749 section 5.2", "RFC 9110 section 15.6"]
  ) { history in
    let trouble = history.tokenCalls.filter(\.isServerTrouble)
    guard !trouble.isEmpty else { return .notExercised("The token endpoint had no trouble.") }
    let bounds = history.stretches.compactMap { stretch -> Observation? in
      let calls = stretch.exchanges.filter { $0.isTokenCall && $0.isServerTrouble }
      let isTooMany = calls.count > Attempts.most * stretch.count
      guard isTooMany || stretch.count == 1 && Attempts.areHasty(calls) else { return nil }
      return Observation(
        isTooMany
          ? "\(stretch.count == 1 ? "One user action" : "\(stretch.count) user actions") sent \(calls.count) "
            + "token requests into a server in trouble."
          : "\(calls.count) token requests met a server in trouble, with pauses that do not grow.",
        exchanges: calls.map(\.number), severity: isTooMany ? nil : .warn)
    }
    return .from(bounds + history.grantsThrownAway)
  }
}

extension History {
  /// The first user actions after a refresh in trouble that asked for a login and Procore for nothing.
  fileprivate var grantsThrownAway: [Observation] {
    guard !refreshes.contains(where: { $0.isInvalidGrant || $0.fault?.committed ?? false }) else { return [] }
    return refreshes.filter { $0.isServerTrouble && $0.presentedRefreshToken != nil }.compactMap { failed in
      guard let step = step(of: failed.number), step.verb == "do" else { return nil }
      let later = actions.first { $0.step.index > step.index && $0.step.session == step.session }
      let between = steps.filter { $0.index > step.index && $0.index < later?.step.index ?? 0 }
      let isUndisturbed = between.allSatisfy { ["advance", "wait", "release"].contains($0.verb) }
      guard let later, isUndisturbed, later.exchanges.isEmpty, later.step.answers.contains(where: \.sentToLogin)
      else { return nil }
      return Observation(
        "A refresh met a server in trouble, and the next user action asked for a login without trying again.",
        exchanges: [failed.number], step: later.step.id)
    }
  }
}
