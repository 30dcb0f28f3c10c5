/// One thing that a judge has to say about a history, with what it rests on.
public struct Finding: Hashable, Sendable, Codable {
  /// How much a finding weighs.
  public enum Severity: String, CaseIterable, Hashable, Sendable, Codable {
    case fail, warn
  }

  /// The check that speaks, `refresh/single-flight`; nil for an expectation of the scenario.
  public var check: String?
  /// The expectation that speaks, by its id or by its place (`/expect/0`); nil for a check.
  public var expectation: String?
  /// What was found.
  public var verdict: Verdict
  /// Whether it fails the run or warns.
  public var severity: Severity
  /// What was expected and what was found, in one or two sentences.
  public var message: String
  /// What to change in the connector; nil where there is nothing to say.
  public var advice: String?
  /// The clauses it rests on, `RFC 6749 section 6`.
  public var clauses: [String]
  /// The numbers of the exchanges it rests on.
  public var exchanges: [Int]
  /// The id of the step it belongs to.
  public var step: String?
  /// What happened around it, for people; only of what failed.
  public var surroundings: [Surrounding] = []

  /// Makes a finding.
  public init(
    check: String? = nil, expectation: String? = nil, verdict: Verdict, severity: Severity = .fail, message: String,
    advice: String? = nil, clauses: [String] = [], exchanges: [Int] = [], step: String? = nil
  ) {
    self.check = check
    self.expectation = expectation
    self.verdict = verdict
    self.severity = severity
    self.message = message
    self.advice = advice
    self.clauses = clauses
    self.exchanges = exchanges
    self.step = step
  }
}
