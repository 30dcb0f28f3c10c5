import ScenarioCore

extension Check {
  static let hostsReachable = Check(
    "hosts/reachable",
    promise: "The connector calls the hosts that it was given, and no others.",
    what: """
      What the connector tried to reach outside the run: a proxy refuses it and remembers it. Hosts of Procore fail \
      the run, others warn. And whether anything at all arrived at the login host or the API host although a login was \
      tried; a run without a login may have had nothing to ask.
      """,
    why: """
      A connector with a host name in its code talks to the real Procore, or to nobody, and every other finding of the \
      run is then about silence.
      """,
    fix: """
      Read the login host and the API host from settings, and name these settings under "environment" in \
      connector.json with ${sandbox.loginURL} and ${sandbox.apiURL}. Where the hosts are part of the code and shall \
      stay there, write "hosts": "procore" in connector.json: then the run answers in their place.
      """,
    advice: """
      Take both hosts from settings, and hand them over under "environment" in connector.json; or leave them in the \
      code, and write "hosts": "procore" there.
      """,
    clauses: ["Procore development environments"]
  ) { history in
    let strays = StrayCalls.observations(history)
    let silence = silence(history)
    if strays.isEmpty { return silence }
    // Where the stray calls say already why nothing arrived, silence is no second finding.
    guard case .found(let more) = silence, !strays.contains(where: { $0.severity == nil }) else {
      return .found(strays)
    }
    return .found(strays + more)
  }

  private static func silence(_ history: History) -> CheckVerdict {
    guard history.exchanges.isEmpty else { return .pass }
    guard history.unexpectedExit == nil else { return .notExercised("The connector's process had ended.") }
    if let login = history.steps.first(where: { $0.verb == "login" }) {
      return .found([Observation("A login was tried, and no request ever reached the mock.", step: login.id)])
    }
    let silent = history.steps.first { step in step.outcomes.contains { Self.outcomesOfSilence.contains($0) } }
    guard let silent else { return .notExercised("No login was tried, and no action had anything to ask.") }
    let message = """
      An action ended as \(silent.outcomes.map(\.rawValue).joined(separator: ", ")), and no request ever reached the \
      mock. A scenario that logs in would tell whether the connector knows its hosts.
      """
    return .found([Observation(message, verdict: .inconclusive, step: silent.id)])
  }

  private static let outcomesOfSilence: Set<Outcome> = [.failed, .unavailable, .misconfigured]
}
