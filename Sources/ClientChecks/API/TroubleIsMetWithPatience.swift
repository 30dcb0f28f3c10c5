import MockCore
import ScenarioCore

extension Check {
  static let serverErrors = Check(
    "api/server-errors",
    promise: "Trouble of the API is met with few repetitions and growing pauses.",
    what: """
      API requests that were answered with 5xx or not at all, made again within one user action: more than 10 times \
      fails, four or more without growing pauses warn. That such trouble leads to no refresh is refresh/only-for-401.
      """,
    why: """
      A server in trouble is helped by silence. Repetitions without a bound hold the user's page, and prolong the \
      outage.
      """,
    fix: "Repeat reads three times or so, double the pause each time, then report that Procore is not available.",
    advice: "Bound the repetitions after 5xx and timeouts, and double the pause before each.",
    clauses: ["RFC 9110 section 15.6", "RFC 9110 section 9.2.2"]
  ) { history in
    let trouble = history.apiCalls.filter(\.isServerTrouble)
    guard !trouble.isEmpty else { return .notExercised("The API had no trouble.") }
    return .from(
      history.stretches.flatMap { stretch in
        history.repetitions(among: stretch.exchanges.filter { $0.isAPI && $0.isServerTrouble })
          .compactMap { same in
            let isTooMany = same.count > Attempts.most * stretch.count
            guard isTooMany || stretch.count == 1 && Attempts.areHasty(same) else { return nil }
            return Observation(
              "\(same[0].title) was made \(same.count) times into trouble of the server"
                + (isTooMany ? "." : ", with pauses that do not grow."),
              exchanges: same.map(\.number), severity: isTooMany ? nil : .warn)
          }
      })
  }
}
