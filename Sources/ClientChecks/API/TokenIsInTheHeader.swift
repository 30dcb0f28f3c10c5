import MockCore
import ScenarioCore

extension Check {
  static let tokenPlacement = Check(
    "api/token-placement",
    promise: "The access token travels in the Authorization header and nowhere else.",
    what:
      "Access tokens in the path, the query or the body of any request. The body of a revocation is the right place.",
    why: "Addresses are written to logs of servers and proxies, where whoever reads them can act as the user.",
    fix: "Send `Authorization: Bearer …`, and take the token out of the address and the body.",
    advice: "Send the access token as `Authorization: Bearer …` only.",
    clauses: ["RFC 6750 section 2", "RFC 9700 section 4.3.2"]
  ) { history in
    let inAddress = history.exchanges.filter { $0.secretsInURL.contains(where: \.isAccessToken) }
    let inBody = history.exchanges.filter { exchange in
      !exchange.isOAuth && Secrets.names(in: exchange.requestBody).contains(where: \.isAccessToken)
    }
    let observations =
      Observation.grouped(inAddress) { "The access token stands in the address of \($0.title)." }
      + Observation.grouped(inBody) { "The access token stands in the body of \($0.title)." }
    guard observations.isEmpty else { return .found(observations) }
    let wasTested = history.apiCalls.contains { $0.presentedAccessToken != nil }
    return wasTested ? .pass : .notExercised("No API call carried an access token.")
  }
}

extension String {
  /// Whether the name of a secret is that of an access token.
  fileprivate var isAccessToken: Bool { hasPrefix("access#") }
}
