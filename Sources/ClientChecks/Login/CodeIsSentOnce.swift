import MockCore
import ScenarioCore

extension Check {
  static let codeOnce = Check(
    "login/code-once",
    promise: "A code is not sent again once its exchange was answered.",
    what: """
      Each code of Procore's that came to the token endpoint. Repeating after an answer that was lost is right, and so \
      is trying the other place for the client secret after `invalid_client`. It only warns to try that other place \
      after another error, or to repeat after an answer that did not touch the code.
      """,
    why: """
      A code is good for one exchange. A second one is taken for a theft: the server refuses it and may revoke the \
      tokens that the first one brought. The usual cause is a user who reloads the callback page.
      """,
    fix: """
      Forget the `state` of a login with its first callback, so that a reload finds nothing to exchange, and answer \
      the callback with a redirect to a page of your own.
      """,
    advice: "Exchange each code once; answer the callback with a redirect, so that a reload does not bring it again.",
    clauses: ["RFC 6749 section 4.1.2"]
  ) { history in
    let attempts = CodeAttempts.all(in: history)
    guard !attempts.isEmpty else { return .notExercised("No code was exchanged.") }
    return .from(attempts.compactMap(\.observation))
  }
}

/// All the requests that carried one code.
struct CodeAttempts {
  /// The code, by ordinal.
  var name: String
  /// The requests, in order.
  var calls: [Exchange]

  /// The attempts of a history, one for each code, in order.
  static func all(in history: History) -> [CodeAttempts] {
    Dictionary(grouping: history.codeCalls.filter { $0.presentedCode != nil }) { $0.presentedCode ?? "" }
      .map { CodeAttempts(name: $0, calls: $1) }
      .sorted { $0.calls[0].number < $1.calls[0].number }
  }

  /// What is wrong with them; nil where nothing is.
  var observation: Observation? {
    let answered = calls.firstIndex { $0.isSurelyHeard && Self.touchesCode($0) }
    if let answered, answered + 1 < calls.count {
      let isProbe = calls.count == answered + 2 && calls[answered + 1].isClientProbe(after: calls[answered])
      return Observation(
        "\(name) was sent again after its exchange had been answered with \(calls[answered].status).",
        exchanges: calls[answered...].map(\.number), severity: isProbe ? .warn : nil)
    }
    let repeated = zip(calls, calls.dropFirst()).first { first, second in
      first.isSurelyHeard && !(first.isInvalidClient && second.isClientProbe(after: first))
    }
    return repeated.map { first, second in
      Observation(
        "\(name) was sent again after an answer \(first.status). Beginning a new login is the safe way.",
        exchanges: [first.number, second.number], severity: .warn)
    }
  }

  /// Whether an answer says that the code was looked at: refused clients and busy servers did not get that far.
  private static func touchesCode(_ call: Exchange) -> Bool {
    call.status < 500 && call.status != 429 && !call.isInvalidClient
  }
}
