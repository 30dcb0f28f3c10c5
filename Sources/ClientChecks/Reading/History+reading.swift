import MockCore
import ScenarioCore

/// The words in which the checks ask a history.
extension History {
  /// What was asked of the mock while a step was performed.
  func exchanges(of step: StepRecord) -> [Exchange] {
    exchanges.filter { $0.number > step.exchangesBefore && $0.number <= step.exchangesAfter }
  }

  /// The step during which an exchange was made, or after which if it was made between two; nil before the first.
  func step(of number: Int) -> StepRecord? { steps.last { $0.exchangesBefore < number } }

  /// The steps in which a user did something: `do` and `login`.
  var userActions: [StepRecord] { steps.filter(\.isUserAction) }

  /// The connector's requests for a login, as the browser delivered them.
  var authorizeRequests: [Exchange] { exchanges.filter(\.isAuthorizeRequest) }

  /// The requests to the token endpoint, whatever their grant.
  var tokenCalls: [Exchange] { exchanges.filter(\.isTokenCall) }

  /// The exchanges of a code for tokens.
  var codeCalls: [Exchange] { exchanges.filter(\.isCodeCall) }

  /// The refreshes.
  var refreshes: [Exchange] { exchanges.filter(\.isRefresh) }

  /// The requests to the REST API.
  var apiCalls: [Exchange] { exchanges.filter(\.isAPI) }

  /// The exchange whose answer issued a token or code.
  func issuing(_ name: String) -> Exchange? { exchanges.first { $0.issued.contains(name) } }

  /// The grant of the token that a request carried. Answers that a fault scripted do not name it, so the answer that
  /// issued the token is looked at too.
  func grant(of exchange: Exchange) -> Int? {
    exchange.grant ?? (exchange.presented ?? exchange.presentedRefreshToken).flatMap { issuing($0)?.grant }
  }

  /// Whether a new user action, or a new time, began between two exchanges, so that the second cannot have been under
  /// way when the first was answered.
  ///
  /// While an action goes on in the background, both may be of it, whatever else has begun meanwhile.
  func isLater(_ second: Exchange, than first: Exchange) -> Bool {
    let isOfOneAction = steps.contains { step in
      step.isUserAction && step.exchangesBefore < first.number && step.exchangesAfter >= second.number
    }
    return !isOfOneAction
      && steps.contains { step in
        step.beginsSomethingNew && step.exchangesBefore >= first.number && step.exchangesBefore < second.number
      }
  }

  /// Whether the connector certainly held what an answer had issued when it made a later request.
  ///
  /// It did if it had used it before. Otherwise the answer must have arrived undisturbed, and the connector's process
  /// must not have been stopped before anything relied on what it brought.
  func held(_ issuing: Exchange, before later: Exchange) -> Bool {
    let wasUsed = exchanges.contains { use in
      use.number > issuing.number && use.number < later.number && use.presented.map(issuing.issued.contains) ?? false
    }
    return wasUsed || issuing.isSurelyHeard && !wasStopped(between: issuing, and: later)
  }

  /// Whether the connector's process was stopped or started anew between two exchanges.
  func wasStopped(between first: Exchange, and second: Exchange) -> Bool {
    steps.contains { step in
      step.verb == "connector" && step.exchangesBefore >= first.number && step.exchangesBefore < second.number
    }
  }
}

extension StepRecord {
  /// Whether a user did something.
  var isUserAction: Bool { verb == "do" || verb == "login" }

  /// Whether requests that were under way before it cannot be of it.
  var beginsSomethingNew: Bool { isUserAction || verb == "advance" }

  /// Whether exchanges may be of both steps: one of them went on in the background.
  func overlaps(_ other: StepRecord) -> Bool {
    exchangesBefore < other.exchangesAfter && other.exchangesBefore < exchangesAfter
  }

  /// How many user actions it stands for, at least one.
  var actionCount: Int { max(1, outcomes.count) }
}
