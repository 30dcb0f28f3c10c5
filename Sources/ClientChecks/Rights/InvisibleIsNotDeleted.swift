import MockCore
import ScenarioCore

extension Check {
  static let invisibleIsNotDeleted = Check(
    "rights/404-is-not-deleted",
    promise: "A record that became invisible is there again when the right to see it is given back.",
    what: """
      Three user actions of one kind: one whose answer shows a record by its id, one in which the record was refused \
      or not among those that Procore showed, and one in which Procore shows it again. Answers without ids say \
      nothing.
      """,
    why: """
      Procore answers 404 for what a user may not see, and hides it from lists. A connector that takes this for a \
      deletion purges data that somebody still needs.
      """,
    fix:
      "Mark the record as not visible, keep it, and take it up again when it is shown; delete only on Procore's word.",
    advice: "Treat 404 and absence from a list as not visible, and keep what is stored until the right is back.",
    clauses: ["Procore troubleshooting"]
  ) { history in
    let actions = history.actions.filter { $0.step.answers.count == 1 }
    var tested = 0
    var observations: [Observation] = []
    for (index, last) in actions.enumerated() where last.isFine {
      guard let first = actions[..<index].first(where: { $0.isSame(as: last) && $0.isFine }) else { continue }
      let between = actions[..<index].filter { $0.isSame(as: last) && $0.step.index > first.step.index }
      for record in first.shown where last.read.contains(record) && last.read.count <= first.read.count {
        guard between.contains(where: { !$0.read.contains(record) && !$0.calls.isEmpty }) else { continue }
        tested += 1
        guard !last.shown.contains(record) else { continue }
        let answered = last.calls.last { $0.records.contains(record) }
        observations.append(
          Observation(
            "Record \(record) was invisible for a while; Procore shows it again, and the connector does not.",
            exchanges: answered.map { [$0.number] } ?? [], step: last.step.id))
      }
    }
    guard tested > 0 else {
      return .notExercised("No record that an answer had shown disappeared and came back.")
    }
    return .from(observations)
  }
}

extension UserAction {
  /// The records that Procore showed.
  var read: Set<Int64> { Set(calls.filter { $0.status == 200 && $0.method == "GET" }.flatMap(\.records)) }

  /// Those whose ids stand in the connector's answer, if they are long enough to be ids.
  var shown: [Int64] {
    let numbers = Set(step.answers.flatMap { $0.body.split { !$0.isNumber }.compactMap { Int64($0) } })
    return read.filter { $0 >= 1000 && numbers.contains($0) }.sorted()
  }
}
