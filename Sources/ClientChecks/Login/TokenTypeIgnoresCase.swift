import MockCore
import ScenarioCore

extension Check {
  static let tokenTypeCase = Check(
    "login/token-type-case",
    promise: "A token is taken whether its type is written `bearer` or `Bearer`.",
    what: """
      Token answers with each spelling of `token_type`, and whether the API was then called with the token. It fails \
      where tokens of one spelling were used and those of another never, although a user acted with them.
      """,
    why: "The type is not case sensitive, and servers write both. A comparison by letter ends the login for no reason.",
    fix: "Compare `token_type` without regard to case, or leave it unread.",
    advice: "Compare `token_type` with \"bearer\" without regard to upper and lower case.",
    clauses: ["RFC 6749 section 5.1"]
  ) { history in
    let spellings = Dictionary(grouping: history.tokenCalls.filter { $0.isSurelyHeard && $0.issuedAccessToken != nil })
    {
      $0.answer("token_type")?.stringValue ?? ""
    }.filter { !$0.key.isEmpty }
    guard spellings.keys.contains(where: { $0 != "bearer" }) else {
      return .notExercised("Every token was of type `bearer`; the profile bearer-capitalised writes it `Bearer`.")
    }
    let unused = spellings.filter { !$0.value.contains(where: history.isUsed) }
    guard !unused.isEmpty else { return .pass }
    guard unused.count < spellings.count else {
      return .notExercised("No token was used at all, so that its type may not be the reason.")
    }
    let refused = unused.values.flatMap(\.self).filter { answer in
      history.userActions.contains { $0.verb == "do" && $0.exchangesBefore >= answer.number }
    }
    return .from(
      Observation.grouped(refused) {
        "A token of type `\($0.answer("token_type")?.stringValue ?? "")` was never used, others were."
      })
  }
}

extension History {
  /// Whether the API was called with the token of an answer.
  fileprivate func isUsed(_ answer: Exchange) -> Bool {
    apiCalls.contains { $0.presented != nil && $0.presented == answer.issuedAccessToken }
  }
}
