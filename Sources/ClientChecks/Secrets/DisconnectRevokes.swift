import MockCore
import ScenarioCore

extension Check {
  static let revokedOnDisconnect = Check(
    "secrets/revoked-on-disconnect", .warn,
    promise: "A disconnect revokes the token at Procore, and it is not used any more.",
    what: """
      Successful actions named `disconnect` of a user who was connected: whether a revocation was sent, and whether \
      the API was called or a token refreshed under that grant afterwards. Revoking twice is right.
      """,
    why: """
      A user who disconnects believes that nobody acts in their name any more. A refresh token at Procore lives on \
      for months.
      """,
    fix: "Send the refresh token to `/oauth/revoke` with the client's credentials, then delete both tokens.",
    advice: "On disconnect send the token to /oauth/revoke, then forget it.",
    clauses: ["RFC 7009 section 2.1", "Procore OAuth endpoints"]
  ) { history in
    let disconnects = history.actions.filter { action in
      action.step.action == "disconnect" && action.isFine && history.grantHeld(before: action.step) != nil
    }
    guard !disconnects.isEmpty else { return .notExercised("No connected user disconnected.") }
    return .from(
      disconnects.flatMap { action -> [Observation] in
        let grant = history.grantHeld(before: action.step)
        let isRevoked = history.exchanges.contains { $0.number > action.step.exchangesBefore && $0.isRevocation }
        let later = history.exchanges.filter { call in
          call.number > action.step.exchangesAfter && (call.isAPI || call.isRefresh) && call.presented != nil
            && history.grant(of: call) == grant
        }
        let missing = Observation("The user disconnected, and no token was revoked at Procore.", step: action.step.id)
        return (isRevoked ? [] : [missing])
          + Observation.grouped(later) { "\($0.title) was made with the grant of a user who had disconnected." }
      })
  }
}

extension History {
  /// The grant of the last login in the browser of a step.
  fileprivate func grantHeld(before step: StepRecord) -> Int? {
    let login = steps.last { $0.verb == "login" && $0.index < step.index && $0.session == step.session }
    return login.flatMap { login in exchanges(of: login).last { $0.grounds == .tokensIssued }?.grant }
  }
}
