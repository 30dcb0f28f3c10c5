import MockCore
import ScenarioCore

extension Check {
  static let longToken = Check(
    "expiry/long-token",
    promise: "A token comes back exactly as it was issued, whatever its length and form.",
    what: """
      Access and refresh tokens that nobody had issued, presented after a login whose tokens arrived whole. Where a \
      token answer was scripted or spoiled by the scenario, nothing can be told. Tokens of the standard profile are \
      signed and several hundred characters long; profiles and scenarios bring other forms.
      """,
    why: """
      Procore's tokens are JWTs that grow with what stands in them. A column of 255 characters cuts them in silence, \
      and every call is then refused.
      """,
    fix: "Store tokens in a field without a bound, take them as they are, and look at nothing inside them.",
    advice: "Store and send tokens as opaque texts of any length.",
    clauses: ["RFC 6749 section 1.4", "RFC 6749 section 5.1"]
  ) { history in
    let answers = history.tokenCalls.filter { $0.status == 200 }
    guard let login = answers.first(where: { $0.isSurelyHeard && $0.issuedAccessToken != nil }) else {
      return .notExercised("No token was issued.")
    }
    guard !answers.contains(where: { $0.issued.isEmpty || !$0.isSurelyHeard }) else {
      return .notExercised(
        "A token answer was scripted or spoiled, so that foreign tokens may be none of the connector's doing.")
    }
    let later = history.exchanges.filter { $0.number > login.number }
    let foreign = later.filter { call in
      call.isAPI && call.grounds == .tokenUnknown && call.header("Authorization")?.contains("⟨unknown⟩") ?? false
        || call.isRefresh && call.grounds == .refreshTokenUnknown && call.presentedRefreshToken == nil
          && call.parameter("refresh_token") != nil
    }
    guard foreign.isEmpty else {
      return .from(Observation.grouped(foreign) { "\($0.title) presented a token that nobody had issued." })
    }
    let isUsed = later.contains { $0.isAPI && $0.presentedAccessToken != nil }
    return isUsed ? .pass : .notExercised("No token was used.")
  }
}
