import MockCore
import ScenarioCore

extension Check {
  static let stateVerified = Check(
    "login/state-verified",
    promise: "The code of a way back whose `state` is not the one that was sent is not exchanged.",
    what: """
      Logins whose way back was brought with a missing, a changed, a replayed or another browser's `state`: whether \
      the code that came with it was sent to the token endpoint at any time. Where PKCE is used beside it, it only \
      warns.
      """,
    why: """
      A `state` that is sent and not compared protects nobody: one forged link makes a user work with the attacker's \
      Procore account.
      """,
    fix: """
      Keep the `state` in the session of the browser that began the login, compare it when the browser comes back, \
      forget it then, and end the login where it differs.
      """,
    advice: "Compare `state` with the one kept in this browser's session before you exchange the code, and forget it.",
    clauses: ["RFC 6749 section 10.12", "RFC 9700 section 4.7"]
  ) { history in
    let forged = history.steps.filter { $0.verb == "login" && $0.tamper?.state != nil }
    let tried = forged.compactMap { step in history.codeBrought(in: step).map { (step: step, code: $0) } }
    guard !tried.isEmpty else { return .notExercised("No way back was tampered with at its `state`.") }
    return .from(
      tried.compactMap { step, code in
        guard let call = history.codeCalls.first(where: { $0.presentedCode == code }) else { return nil }
        let usesPKCE = history.exchanges(of: step).contains { $0.parameter("code_challenge") != nil }
        return Observation(
          "The browser came back with \(step.tamper.map { "\($0)" } ?? ""), and \(code) was exchanged all the same.",
          exchanges: [call.number], severity: usesPKCE ? .warn : nil)
      })
  }
}

extension History {
  /// The code with which the browser of a login came back first.
  func codeBrought(in step: StepRecord) -> String? {
    exchanges(of: step).first { $0.grounds == .codeIssued }?.issued.first { $0.hasPrefix("code#") }
  }
}
