import MockCore
import ScenarioCore

extension Check {
  static let errorCallback = Check(
    "login/error-callback",
    promise: "A callback that brings an error leads to no token request.",
    what: "The time between a user's refusal and the next request for a login: no exchange of a code in it.",
    why: """
      After a refusal there is no code. A connector that asks for tokens all the same works with a code of somebody \
      else, or with an empty one, and shows its user a wrong error.
      """,
    fix: "Look for `error` in the callback before looking for `code`, and tell the user what Procore said.",
    advice: "Read `error` in the callback first, ask for no tokens, and tell the user.",
    clauses: ["RFC 6749 section 4.1.2.1"]
  ) { history in
    let denials = history.exchanges.filter { $0.grounds == .consentDenied && $0.isDelivered }
    guard !denials.isEmpty else { return .notExercised("No login was refused by its user.") }
    let requests = history.authorizeRequests
    let codeCalls = history.codeCalls
    return .from(
      denials.compactMap { denial in
        let end = requests.first { $0.number > denial.number }?.number ?? .max
        guard let call = codeCalls.first(where: { $0.number > denial.number && $0.number < end }) else { return nil }
        let brought = call.presentedCode ?? "no code"
        return Observation(
          "The user refused, and the connector asked for tokens all the same (\(brought)).",
          exchanges: [denial.number, call.number])
      })
  }
}
