import ScenarioCore

/// One promise that every connector must keep, whatever the scenario was about.
public struct Check: Sendable {
  /// The name, `refresh/rotation-kept`.
  public let name: String
  /// Whether what it finds fails the run or warns, where an observation does not say otherwise.
  public let severity: Finding.Severity
  /// What must hold, in one sentence.
  public let promise: String
  /// What is looked at, and what is left alone.
  public let what: String
  /// What goes wrong where the promise is broken.
  public let why: String
  /// How to keep the promise.
  public let fix: String
  /// What to change in the connector, in one sentence; it stands in every finding.
  public let advice: String
  /// What it rests on, `RFC 6749 section 6`.
  public let clauses: [String]
  /// What it makes of a history.
  public let judge: @Sendable (History) -> CheckVerdict

  /// Makes a check.
  public init(
    _ name: String, _ severity: Finding.Severity = .fail, promise: String, what: String, why: String, fix: String,
    advice: String, clauses: [String], judge: @escaping @Sendable (History) -> CheckVerdict
  ) {
    self.name = name
    self.severity = severity
    self.promise = promise
    self.what = what
    self.why = why
    self.fix = fix
    self.advice = advice
    self.clauses = clauses
    self.judge = judge
  }

  /// What it has to say about a history: at least one finding, `pass` and `not-exercised` among them.
  public func findings(in history: History) -> [Finding] {
    switch judge(history) {
    case .notExercised(let reason): [finding(.notExercised, message: reason)]
    case .pass: [finding(.pass, message: promise)]
    case .found(let observations): observations.map { finding($0, in: history) }
    }
  }

  private func finding(_ verdict: Verdict, message: String) -> Finding {
    Finding(check: name, verdict: verdict, severity: severity, message: message, clauses: clauses)
  }

  private func finding(_ observation: Observation, in history: History) -> Finding {
    Finding(
      check: name, verdict: observation.verdict, severity: observation.severity ?? severity,
      message: observation.message, advice: advice, clauses: clauses, exchanges: observation.exchanges,
      step: observation.step ?? observation.exchanges.last.flatMap { history.step(of: $0)?.id })
  }
}
