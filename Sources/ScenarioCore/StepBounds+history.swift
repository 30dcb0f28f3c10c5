import MockCore

extension History {
  /// When the steps ran, for the matches that speak of them.
  public var stepBounds: StepBounds {
    var bounds = StepBounds()
    for step in steps {
      bounds.add(
        id: step.id, action: step.action, exchangesBefore: step.exchangesBefore,
        exchangesAfter: step.isRunning ? nil : step.exchangesAfter)
      for grant in grants(of: step) { bounds.sessions[grant] = step.session }
    }
    return bounds
  }

  /// The grants that came of a login.
  private func grants(of step: StepRecord) -> [Int] {
    guard step.verb == "login" else { return [] }
    let last = step.isRunning ? Int.max : step.exchangesAfter
    return exchanges.compactMap { exchange in
      let isOfStep = exchange.number > step.exchangesBefore && exchange.number <= last && exchange.user == step.user
      return isOfStep && exchange.grounds == .tokensIssued ? exchange.grant : nil
    }
  }

  /// The record of a step; nil when it was not performed.
  public func record(of step: StepReference) -> StepRecord? {
    switch step {
    case .id(let id): steps.first { $0.id == id }
    case .index(let index): steps.first { $0.index == index }
    }
  }

  /// The exchanges that were made during a step.
  public func exchanges(during step: StepRecord) -> [Exchange] {
    exchanges.filter { $0.number > step.exchangesBefore && $0.number <= step.exchangesAfter }
  }
}
