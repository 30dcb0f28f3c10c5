import MockCore
import ScenarioCore

extension Check {
  static let errorCallback = Check(
    "login/error-callback",
    promise: "A callback that brings an error leads to no token request.",
    what: """
      The time between a user's refusal, or a way back that was made to bring an `error` or no `code`, and the next \
      request for a login: no exchange of a code in it.
      """,
    why: """
      After a refusal there is no code. A connector that asks for tokens all the same works with a code of somebody \
      else, or with an empty one, and shows its user a wrong error.
      """,
    fix: "Look for `error` in the callback before looking for `code`, and tell the user what Procore said.",
    advice: "Read `error` in the callback first, ask for no tokens, and tell the user.",
    clauses: ["RFC 6749 section 4.1.2.1"]
  ) { history in
    let ends = history.exchanges.filter { $0.grounds == .consentDenied && $0.isDelivered } + history.badReturns
    guard !ends.isEmpty else { return .notExercised("No login came back with an error or without a code.") }
    let requests = history.authorizeRequests
    let codeCalls = history.codeCalls
    return .from(
      ends.compactMap { last in
        let end = requests.first { $0.number > last.number }?.number ?? .max
        guard let call = codeCalls.first(where: { $0.number > last.number && $0.number < end }) else { return nil }
        let brought = call.presentedCode ?? "no code"
        let what =
          last.grounds == .consentDenied ? "The user refused" : "The browser came back with an error or no code"
        return Observation(
          "\(what), and the connector asked for tokens all the same (\(brought)).",
          exchanges: [last.number, call.number])
      })
  }
}

extension History {
  /// The answers after which the browser was made to bring an error, or no code.
  fileprivate var badReturns: [Exchange] {
    steps.filter { $0.tamper?.error != nil || $0.tamper?.code == .missing }.compactMap { step in
      exchanges(of: step).first { $0.grounds == .codeIssued }
    }
  }
}
