import MockCore
import ScenarioCore

extension Check {
  static let notInstalled = Check(
    "rights/not-installed",
    promise:
      "An app that is not installed is told apart from a login that is over, and is not asked about again and again.",
    what: """
      Calls that were answered with "App is not connected to this company." and status 403. It fails where the user \
      was sent to log in because of them alone, and where one request was made three times in one user action; twice \
      warns. Requests on the connector's own account after that answer warn too.
      """,
    why: """
      Only an administrator of the company can help, by installing the app. A user who is sent to log in again does so \
      in vain, and again, and every probe counts as a 403 in Integration Health.
      """,
    fix: """
      Recognise this sentence of the 403, tell the user to have the app installed, and stop until the user asks \
      again.
      """,
    advice: "On this 403 tell the user that an administrator must install the app; do not ask for a login.",
    clauses: ["Procore install guide", "RFC 6750 section 3.1"]
  ) { history in
    let refusals = history.apiCalls.filter { $0.grounds == .appNotInstalled && $0.status == 403 && $0.isSurelyHeard }
    guard let first = refusals.first else { return .notExercised("The app was installed wherever it was used.") }
    let reconnecting = history.actions.compactMap { action -> Observation? in
      let met = action.calls.filter { refusals.contains($0) }
      let isOther = action.exchanges.contains { $0.status == 401 || $0.isTokenCall }
      guard !met.isEmpty, !isOther, action.step.answers.contains(where: \.sentToLogin) else { return nil }
      return Observation(
        "The app is not installed, and the user was sent to log in.", exchanges: met.map(\.number), step: action.step.id
      )
    }
    let repeated = history.actions.flatMap { action in
      history.repetitions(among: action.calls.filter { refusals.contains($0) }).filter { $0.count > action.count }.map {
        Observation(
          "\($0[0].title) was asked \($0.count) times although the app is not installed.", exchanges: $0.map(\.number),
          severity: $0.count >= 3 * action.count ? nil : .warn)
      }
    }
    let alone = refusals.filter { call in
      call.number > first.number
        && !history.userActions.contains { $0.exchangesBefore < call.number && $0.exchangesAfter >= call.number }
    }
    return .from(
      reconnecting + repeated
        + Observation.grouped(alone, severity: .warn) { "\($0.title) was asked again while no user had asked for it." })
  }
}
