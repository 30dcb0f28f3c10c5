import MockCore
import ScenarioCore

extension Check {
  static let redirectURISame = Check(
    "login/redirect-uri-same",
    promise: "The redirect URI is the same, letter by letter, in both legs of a login and as registered.",
    what: """
      `redirect_uri` of the request for a login and of the exchange of its code, compared as text. One that Procore \
      does not know only warns, because the registration may be at fault. `redirect_uri` on a refresh is nobody's \
      concern.
      """,
    why: "Procore compares as text: a slash at the end, a port or `http` for `https` is enough to fail every login.",
    fix: "Keep the redirect URI in one setting, and use that one value in both legs and in the registration.",
    advice: "Use one setting for the redirect URI in both legs, and register exactly that text.",
    clauses: ["RFC 6749 section 4.1.3"]
  ) { history in
    let refused = history.authorizeRequests.filter { $0.grounds == .redirectUriUnregistered }
    let unregistered = refused.filter { $0.parameter("redirect_uri") != nil }
    let without = refused.filter { $0.parameter("redirect_uri") == nil }
    let legs = RedirectLegs.all(in: history)
    guard !legs.isEmpty || !refused.isEmpty else { return .notExercised("No code was exchanged.") }
    return .from(
      legs.compactMap(\.difference)
        + Observation.grouped(without) { _ in "The request for a login carries no `redirect_uri`." }
        + Observation.grouped(unregistered, severity: .warn) { request in
          "The redirect URI `\(request.parameter("redirect_uri") ?? "")` is not registered for the app."
        })
  }
}

/// The two legs of one login: the request for it, and the exchange of the code that it brought.
struct RedirectLegs {
  /// The request for the login; nil where it cannot be told which one it was.
  var request: Exchange?
  /// The exchange of the code.
  var exchange: Exchange

  /// The pairs in a history, one for each exchange of a code that was issued in it.
  static func all(in history: History) -> [RedirectLegs] {
    let requests = history.authorizeRequests
    return history.codeCalls.compactMap { call in
      guard let code = call.presentedCode, let issuing = history.issuing(code) else { return nil }
      return RedirectLegs(request: requests.last { $0.number <= issuing.number }, exchange: call)
    }
  }

  /// How the two differ; nil where they do not.
  var difference: Observation? {
    let second = exchange.parameter("redirect_uri")
    guard let request, let first = request.parameter("redirect_uri"), isReadable else {
      guard exchange.grounds == .redirectUriDiffers else { return nil }
      return Observation("The redirect URI differs from that of the login.", exchanges: [exchange.number])
    }
    let numbers = [request.number, exchange.number]
    guard let second else {
      return Observation("The exchange of the code lacks `redirect_uri`; the login had `\(first)`.", exchanges: numbers)
    }
    guard first != second else { return nil }
    let kind = RedirectURIDifference.describe(first, second)
    return Observation("The redirect URIs of both legs differ \(kind): `\(first)`, `\(second)`.", exchanges: numbers)
  }

  /// Whether the parameters of the second leg could be read at all.
  private var isReadable: Bool { exchange.parameter("code") != nil }
}
