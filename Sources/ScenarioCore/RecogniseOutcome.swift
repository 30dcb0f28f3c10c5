/// Tells from the connector's answer how an action or a login ended.
public enum RecogniseOutcome {
  /// What is known at the end of a login.
  public struct LoginEnd: Hashable, Sendable {
    /// The final page, or the end of the command; nil when there was none.
    public var answer: ConnectorAnswer?
    /// Whether the mock issued a token during the step.
    public var tokenIssued: Bool
    /// Whether the user is back at the connector: the final page is its own, or its command ended by itself after the
    /// browser had been led to Procore.
    public var isConnectorPage: Bool

    /// States the end of a login.
    public init(answer: ConnectorAnswer?, tokenIssued: Bool, isConnectorPage: Bool) {
      self.answer = answer
      self.tokenIssued = tokenIssued
      self.isConnectorPage = isConnectorPage
    }
  }

  /// The outcome of an action.
  ///
  /// An answer that sends the user to log in is `login-required` whatever the rules say. Of the rules that hold, the
  /// one with the most conditions decides, of equally long ones the first; where none holds, `ok` for a status below
  /// 300 or exit 0.
  public static func ofAction(
    _ answer: ConnectorAnswer, _ action: ConnectorFile.Action?, in connector: ConnectorFile
  ) -> Outcome {
    if answer.sentToLogin { return .loginRequired }
    let holding = connector.rules(for: action).filter { $0.match.holds(answer) }
    var best: ConnectorFile.OutcomeRule?
    for rule in holding where rule.match.leafCount > (best?.match.leafCount ?? 0) { best = rule }
    if let best { return best.outcome }
    let isFine = answer.status.map { $0 < 300 } ?? (answer.exit == 0)
    return isFine ? .ok : .failed
  }

  /// The outcome of a login.
  ///
  /// Where connector.json says how a success is recognised, that decides. Otherwise a success is an issued token and a
  /// page of the connector's own below 400, or exit 0. A page of its own below 500 without success is `refused`, and so
  /// is a command that ended by itself; one that was ended by a signal (128 and the signal's number) `failed`.
  public static func ofLogin(_ end: LoginEnd, connected rule: ResponseMatch?) -> Outcome {
    guard let answer = end.answer else { return .failed }
    if rule.map({ $0.holds(answer) }) ?? isSuccess(end, answer) { return .connected }
    guard end.isConnectorPage else { return .failed }
    let isFinePage = answer.status.map { $0 < 500 } ?? (answer.exit != nil)
    let isFineEnd = answer.exit.map { $0 < 128 } ?? true
    return isFinePage && isFineEnd ? .refused : .failed
  }

  private static func isSuccess(_ end: LoginEnd, _ answer: ConnectorAnswer) -> Bool {
    guard end.tokenIssued else { return false }
    if let exit = answer.exit { return exit == 0 }
    return end.isConnectorPage && answer.status.map { $0 < 400 } ?? false
  }
}

extension ConnectorFile {
  /// The rules for an action: its own, and those of the file for the outcomes of which it has no rule of its own.
  func rules(for action: Action?) -> [OutcomeRule] {
    let own = action?.outcomes ?? []
    return own + outcomes.filter { rule in !own.contains { $0.outcome == rule.outcome } }
  }

  /// Whether the connector's answers can show an outcome: by a rule, or because it needs none.
  ///
  /// `ok` and `failed` are what is left where no rule holds; `login-required` also shows in a redirect, but only a rule
  /// tells it from a failure in general.
  func declares(_ outcome: Outcome, for action: Action?) -> Bool {
    switch outcome {
    case .ok, .failed, .connected, .refused: true
    default: rules(for: action).contains { $0.outcome == outcome }
    }
  }
}
