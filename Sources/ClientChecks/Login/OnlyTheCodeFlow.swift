import MockCore
import ScenarioCore

extension Check {
  static let responseType = Check(
    "login/response-type",
    promise: "Logins use the authorization code flow and nothing else.",
    what: "`response_type` of each request for a login, and `grant_type=password` at the token endpoint.",
    why: """
      The implicit flow hands the access token to the browser in a URL, and the password flow hands the user's \
      password to the connector. Procore supports neither.
      """,
    fix: "Ask for `response_type=code`, and exchange the code at the token endpoint.",
    advice: "Send the user to the authorize page with `response_type=code`.",
    clauses: ["RFC 9700 section 2.1.2", "RFC 9700 section 2.4"]
  ) { history in
    let requests = history.authorizeRequests
    let tokenCalls = history.tokenCalls
    guard !requests.isEmpty || !tokenCalls.isEmpty else { return .notExercised("No login was begun.") }
    let others = requests.filter { $0.parameter("response_type") != "code" }
    let passwords = tokenCalls.filter { $0.parameter("grant_type") == "password" }
    return .from(
      Observation.grouped(others) { request in
        guard let type = request.parameter("response_type") else {
          return "The request for a login carries no `response_type`; it must be `code`."
        }
        return "The request for a login asks for `response_type=\(type)`; it must be `code`."
      }
        + Observation.grouped(passwords) { _ in
          "The token endpoint was asked with `grant_type=password`, which takes the user's password in hand."
        })
  }
}
