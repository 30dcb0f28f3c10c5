import MockCore
import ScenarioCore

extension Check {
  static let knownEndpoints = Check(
    "api/known-endpoints", .warn,
    promise: "Only documented endpoints are called, and none that Procore has withdrawn.",
    what: """
      API calls with a token to routes that the catalog does not have: those below `/vapid` are withdrawn, others are \
      private, misspelt or not in the catalog yet. HEAD and OPTIONS do not count.
      """,
    why: "Procore's Integration Health counts both against an app, and what is not documented changes without a word.",
    fix: """
      Look the endpoint up in Procore's reference; where it is documented, add it to the catalog as an object of \
      data.
      """,
    advice: "Use the documented endpoint of the REST API in place of this one.",
    clauses: ["Procore Integration Health"]
  ) { history in
    let calls = history.apiCalls.filter { $0.presented != nil && $0.method != "HEAD" && $0.method != "OPTIONS" }
    guard !calls.isEmpty else { return .notExercised("The API was not called with a token.") }
    let unknown = calls.filter { $0.operation == nil && $0.grounds == .routeUnknown }
    return .from(
      Observation.grouped(unknown) { call in
        call.path.hasPrefix("/vapid")
          ? "\(call.method) \(call.path) is of an API that Procore has withdrawn."
          : "\(call.method) \(call.path) is no endpoint of the catalog."
      })
  }
}
