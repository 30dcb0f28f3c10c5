import ScenarioCore

/// What is to be said of calls that left the run, one observation for each kind of host.
enum StrayCalls {
  static func observations(_ history: History) -> [Observation] {
    var procore: [OutsideAttempt] = []
    var loopback: [OutsideAttempt] = []
    var others: [OutsideAttempt] = []
    for attempt in history.attempts {
      if ProcoreHost.isProcore(attempt.host) {
        procore.append(attempt)
      } else if Loopback.includes(attempt.host) {
        loopback.append(attempt)
      } else {
        others.append(attempt)
      }
    }
    return [ofProcore(procore, history), ofLoopback(loopback, history), ofOthers(others, history)].compactMap { $0 }
  }

  /// The real Procore was called: a setting is missing, or the hosts are part of the code.
  private static func ofProcore(_ attempts: [OutsideAttempt], _ history: History) -> Observation? {
    guard !attempts.isEmpty else { return nil }
    let settings = Set(attempts.compactMap { ProcoreHost.named($0.host)?.part }).map(setting).sorted()
    let all = ProcoreHost.Part.allCases.map(setting)
    return observation(
      """
      The connector called the real Procore, or sent the browser there, and was refused: \(shown(attempts)). Probably \
      missing under "environment" in connector.json: \((settings.isEmpty ? all : settings).joined(separator: "; ")).
      """, attempts, history)
  }

  private static func ofLoopback(_ attempts: [OutsideAttempt], _ history: History) -> Observation? {
    guard !attempts.isEmpty else { return nil }
    return observation(
      """
      The connector asked the proxy for addresses of this machine, which NO_PROXY says to reach directly, and was \
      refused: \(shown(attempts)). Its HTTP client leaves NO_PROXY out of account.
      """, attempts, history, severity: history.exchanges.isEmpty ? nil : .warn)
  }

  /// What belongs to neither Procore nor the run is no mistake by itself; that it was not there must be known.
  private static func ofOthers(_ attempts: [OutsideAttempt], _ history: History) -> Observation? {
    guard !attempts.isEmpty else { return nil }
    return observation(
      """
      The connector called hosts that do not belong to the run, or sent the browser there, and was refused: \
      \(shown(attempts)). What it does with their answers was not tested.
      """, attempts, history, severity: .warn)
  }

  private static func observation(
    _ message: String, _ attempts: [OutsideAttempt], _ history: History, severity: Finding.Severity? = nil
  ) -> Observation {
    let first = attempts.map(\.exchangesBefore).min() ?? 0
    let step = history.steps.first { ($0.exchangesBefore...max($0.exchangesBefore, $0.exchangesAfter)).contains(first) }
    return Observation(message, severity: severity, step: step?.id)
  }

  private static func setting(_ part: ProcoreHost.Part) -> String {
    "the setting for the \(part == .login ? "login" : "API") host, to be set to \(part.value)"
  }

  /// `login.procore.com:443 (3 times), example.com:80`.
  private static func shown(_ attempts: [OutsideAttempt]) -> String {
    var places: [(place: String, count: Int)] = []
    for attempt in attempts {
      let place = "\(attempt.host):\(attempt.port)"
      if let index = places.firstIndex(where: { $0.place == place }) {
        places[index].count += attempt.count
      } else {
        places.append((place, attempt.count))
      }
    }
    let named = places.prefix(5).map { $0.count == 1 ? $0.place : "\($0.place) (\($0.count) times)" }
    return named.joined(separator: ", ") + (places.count > 5 ? " and \(places.count - 5) more" : "")
  }
}
