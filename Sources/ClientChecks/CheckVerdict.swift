import MockCore
import ScenarioCore

/// What one check makes of one history.
public enum CheckVerdict: Hashable, Sendable {
  /// There was nothing to look at, for this reason; it is not a pass.
  case notExercised(String)
  /// The promise was kept where it was put to the test.
  case pass
  /// The promise was broken, or it cannot be told; never empty.
  case found([Observation])

  /// A pass where nothing was observed.
  static func from(_ observations: [Observation]) -> CheckVerdict {
    observations.isEmpty ? .pass : .found(observations)
  }
}

/// One thing that a check saw, before it is dressed as a finding.
public struct Observation: Hashable, Sendable {
  /// What was seen, in one or two sentences.
  public var message: String
  /// The numbers of the exchanges it rests on.
  public var exchanges: [Int]
  /// `fail`, or `inconclusive` where the history cannot decide.
  public var verdict: Verdict
  /// How much it weighs; nil for the check's own severity.
  public var severity: Finding.Severity?
  /// The id of the step, where no exchange tells it.
  public var step: String?

  /// Makes an observation.
  public init(
    _ message: String, exchanges: [Int] = [], verdict: Verdict = .fail, severity: Finding.Severity? = nil,
    step: String? = nil
  ) {
    self.message = message
    self.exchanges = exchanges
    self.verdict = verdict
    self.severity = severity
    self.step = step
  }

  /// One observation for each message, with all the exchanges of which it is true, so that ninety calls with one
  /// mistake are one finding.
  static func grouped(
    _ exchanges: [Exchange], severity: Finding.Severity? = nil, message: (Exchange) -> String
  ) -> [Observation] {
    var observations: [Observation] = []
    var places: [String: Int] = [:]
    for exchange in exchanges {
      let text = message(exchange)
      if let place = places[text] {
        observations[place].exchanges.append(exchange.number)
      } else {
        places[text] = observations.count
        observations.append(Observation(text, exchanges: [exchange.number], severity: severity))
      }
    }
    return observations
  }
}
