import MockCore
import ScenarioCore

extension Check {
  static let sessionsApart = Check(
    "login/sessions-apart",
    promise: "No user of the connector acts with another user's token.",
    what: """
      Connectors that declare `"users": "many"`, after two different people logged in from two browsers: the grants \
      with which the API was called while one of them acted. It fails where all calls of a successful action bore the \
      other's token; what a connector does in the background beside its own calls does not count.
      """,
    why: """
      Rights are those of the person who logged in. A token kept in one place for all shows one user what only another \
      may see, and writes in the other's name.
      """,
    fix: "Key the token store by the user of your own session, and look the token up with each request.",
    advice: "Keep each user's tokens under that user, and choose them by the session that asks.",
    clauses: ["RFC 6749 section 1.4", "RFC 9700 section 4.7"]
  ) { history in
    guard history.declared?.users == "many" else {
      return .notExercised("connector.json does not declare `\"users\": \"many\"`.")
    }
    let people = history.userOfGrants
    let acting = history.actions.compactMap { action -> (UserAction, String)? in
      let user = history.userLoggedIn(before: action.step)
      guard let user, people.values.contains(where: { $0 != user }), !action.calls.isEmpty else { return nil }
      return (action, user)
    }
    guard !acting.isEmpty else { return .notExercised("No user acted after two had logged in.") }
    return .from(
      acting.compactMap { action, user in
        let calls = action.calls.filter { $0.presentedAccessToken != nil }
        let users = Set(calls.map { history.grant(of: $0).flatMap { people[$0] } })
        guard action.isFine, !calls.isEmpty, !users.contains(user), !users.contains(nil) else { return nil }
        let others = users.compactMap(\.self).sorted().joined(separator: ", ")
        return Observation(
          "\(user) acted, and the API was called in the name of \(others).", exchanges: calls.map(\.number))
      })
  }
}

extension History {
  /// The users by the grants that their logins brought.
  fileprivate var userOfGrants: [Int: String] {
    var users: [Int: String] = [:]
    for step in steps where step.verb == "login" && step.outcomes == [.connected] {
      for exchange in exchanges(of: step) where exchange.grounds == .tokensIssued && exchange.user == step.user {
        if let grant = exchange.grant { users[grant] = step.user }
      }
    }
    return users
  }

  /// Who logged in last in the browser of a step.
  fileprivate func userLoggedIn(before step: StepRecord) -> String? {
    steps.last {
      $0.verb == "login" && $0.index < step.index && $0.session == step.session && $0.outcomes == [.connected]
        && $0.session != nil
    }?.user
  }
}
