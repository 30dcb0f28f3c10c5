import MockCore
import ScenarioCore

extension Check {
  static let tenantCrossing = Check(
    "rights/tenant-crossing",
    promise: "What belongs to one company is neither written to nor shown for another.",
    what: """
      User actions for which connector.json names the company or a project: writes that went to another company, and \
      long ids in the connector's answer that Procore had shown for another company alone.
      """,
    why: """
      One login often sees several companies. A company kept from the last request, or a cache without it in its key, \
      hands one customer's data to another.
      """,
    fix:
      "Carry the company through every call of a user action, and make it part of the key of everything that is kept.",
    advice: "Take the company from the request at hand, and make it part of every cache key.",
    clauses: ["Procore Multiple Procore Regions guide"]
  ) { history in
    let actions = history.actions.filter { $0.step.company != nil && $0.count == 1 }
    guard Set(actions.compactMap(\.step.company)).count > 1 else {
      return .notExercised("No two companies were named by the connector's actions.")
    }
    return .from(
      actions.flatMap { action -> [Observation] in
        let writes = action.calls.filter { call in
          call.method != "GET" && call.status < 300 && call.isAPI && call.company != nil
            && call.company != action.step.company
        }
        let shown = history.recordsOfOthers(in: action)
        return Observation.grouped(writes) {
          "\($0.title) wrote into company \($0.company ?? 0), the action was for \(action.step.company ?? 0)."
        }
          + (shown.isEmpty
            ? []
            : [
              Observation(
                "The answer for company \(action.step.company ?? 0) shows what was read for another.",
                exchanges: shown.map(\.number), step: action.step.id)
            ])
      })
  }
}

extension History {
  /// The answers for other companies whose records stand in the connector's answer for this one.
  fileprivate func recordsOfOthers(in action: UserAction) -> [Exchange] {
    let numbers = Set(action.step.answers.flatMap { $0.body.split { !$0.isNumber }.compactMap { Int64($0) } })
    let granted = apiCalls.filter {
      $0.grounds == .granted && $0.number <= action.step.exchangesAfter && $0.company != nil && $0.project != nil
    }
    let own = Set(granted.filter { $0.company == action.step.company }.flatMap(\.records))
    return granted.filter { call in
      call.company != action.step.company
        && call.records.contains { $0 >= 100_000 && numbers.contains($0) && !own.contains($0) }
    }
  }
}
