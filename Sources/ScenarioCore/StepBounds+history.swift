import MockCore

extension History {
  /// When the steps ran, for the matches that speak of them.
  public var stepBounds: StepBounds {
    var bounds = StepBounds()
    for step in steps {
      bounds.add(
        id: step.id, action: step.action, exchangesBefore: step.exchangesBefore, exchangesAfter: step.exchangesAfter)
    }
    return bounds
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
