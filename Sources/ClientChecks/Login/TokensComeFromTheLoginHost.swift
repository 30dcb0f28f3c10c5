import MockCore
import ScenarioCore

extension Check {
  static let loginHost = Check(
    "login/host", .warn,
    promise: "Logins and tokens go over the login host.",
    what: "The host of each request for a login, a token, a revocation, or what is known of a token.",
    why: """
      Procore's API host answers these requests too, but the marketplace checklist asks for the login host, and what \
      is served elsewhere by kindness may end.
      """,
    fix: "Keep two base addresses: one for what lies below `/oauth`, one for what lies below `/rest`.",
    advice: "Send everything below `/oauth` to the login host.",
    clauses: ["Procore marketplace checklist"]
  ) { history in
    let requests = history.exchanges.filter(\.isOAuth)
    guard !requests.isEmpty else { return .notExercised("No login was begun, and no token asked for.") }
    return .from(
      Observation.grouped(requests.filter { $0.host == .api }) { "\($0.title) was sent to the API host." })
  }
}
