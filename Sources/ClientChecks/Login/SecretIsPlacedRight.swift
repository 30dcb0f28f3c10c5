import MockCore
import ScenarioCore

extension Check {
  static let secretPlacement = Check(
    "login/secret-placement",
    promise: "The client secret goes to the OAuth endpoints only, in the body or in the Basic header, never in both.",
    what: """
      Where the client secret stands in each request: never in an address, never in a call to the REST API or to file \
      storage, and in one place at a time.
      """,
    why: """
      Addresses are written to logs on both sides and on everything between. A request that names the client twice is \
      refused by newer servers, because it leaves open which of the two counts.
      """,
    fix: """
      Send `client_id` and `client_secret` in the body of the POST, or both in the Basic header, and switch off the \
      other way in the library that you use.
      """,
    advice: "Send the client secret in the body or in the Basic header of the token request, and nowhere else.",
    clauses: ["RFC 6749 section 2.3", "RFC 6749 section 2.3.1"]
  ) { history in
    let inAddress = history.exchanges.filter(\.hasClientSecretInURL)
    let twice = history.exchanges.filter { $0.clientAuthentication == .both }
    let elsewhere = history.exchanges.filter { !$0.isOAuth && $0.carriesClientSecret }
    let observations =
      Observation.grouped(inAddress) { "The client secret stands in the address of \($0.title)." }
      + Observation.grouped(twice) { "\($0.title) carries the client secret in the body and in the Basic header." }
      + Observation.grouped(elsewhere) { "The client secret was sent to \($0.title), which does not need it." }
    guard observations.isEmpty else { return .found(observations) }
    return history.tokenCalls.isEmpty ? .notExercised("The token endpoint was not called.") : .pass
  }
}

/// Where a request to an OAuth endpoint names its client.
enum ClientAuthentication { case none, body, basic, both }

extension Exchange {
  /// Where the client's secret stands in a request to the token endpoint or to one beside it.
  var clientAuthentication: ClientAuthentication {
    guard isOAuth, !isAuthorizeRequest else { return .none }
    if grounds == .clientAuthenticatedTwice { return .both }
    let basic = header("Authorization")?.lowercased().hasPrefix("basic ") ?? false
    let body = bodyParameters.contains { $0.name == "client_secret" && !$0.value.isEmpty }
    switch (basic, body) {
    case (true, true): return .both
    case (true, false): return .basic
    case (false, true): return .body
    case (false, false): return .none
    }
  }

  /// Whether it asks again what was refused, with the client secret in the other place, as some OAuth libraries do to
  /// find out which place a server wants.
  func isClientProbe(after first: Exchange) -> Bool {
    let places = [first.clientAuthentication, clientAuthentication]
    return first.status >= 400 && (places == [.basic, .body] || places == [.body, .basic])
  }

  /// Whether the address carries the client secret, or what the connector takes for it.
  var hasClientSecretInURL: Bool {
    secretsInURL.contains(Secrets.clientSecret)
      || isOAuth && query.contains { $0.name == "client_secret" && !$0.value.isEmpty }
  }

  /// Whether body or headers carry the client secret.
  var carriesClientSecret: Bool {
    ([requestBody] + requestHeaders.map(\.value)).contains { Secrets.names(in: $0).contains(Secrets.clientSecret) }
  }
}
