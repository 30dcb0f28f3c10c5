import MockCore
import ScenarioCore

extension Check {
  static let errorShapes = Check(
    "api/error-shapes",
    promise: "Whatever the body of an error is, the process lives, and the next action works again.",
    what: """
      User actions in which the API answered an error other than 401, and the next one of the same kind in which \
      everything was granted: it fails where that one ended as `failed` although an earlier one had been fine, and \
      where the connector's process ended in the step that met the error.
      """,
    why: """
      Procore's errors come as a list, an object or a text under `errors`, as `message`, as `error.message`, as an \
      HTML page of a proxy, or as nothing. A parser that expects one of them falls over the others.
      """,
    fix: "Decide by the status, take what you find of the body as text for the log, and expect nothing of its form.",
    advice: "Decide by the status of an error, and read its body only as far as it can be read.",
    clauses: ["Procore error reference"]
  ) { history in
    let actions = history.actions
    let met = actions.filter { action in
      action.calls.contains { $0.status >= 400 && $0.status != 401 && $0.isDelivered }
    }
    guard let last = met.last else { return .notExercised("The API answered no error but 401.") }
    if let exit = history.unexpectedExit, last.step.index == actions.last?.step.index {
      return .found([Observation("The process ended after an error of the API: \(exit).", step: last.step.id)])
    }
    let followed = met.compactMap { action in
      actions.first { $0.step.index > action.step.index && $0.isSame(as: action) }
        .map { (before: action, next: $0) }
    }.filter { pair in
      !pair.next.calls.isEmpty
        && pair.next.exchanges.allSatisfy { $0.status < 400 && $0.fault == nil && $0.isSurelyHeard }
        && actions.contains { $0.step.index < pair.before.step.index && $0.isSame(as: pair.before) && $0.isFine }
    }
    guard !followed.isEmpty else {
      return .notExercised("No action of the same kind was granted everything after an error.")
    }
    return .from(
      followed.filter { $0.next.step.outcomes.contains(.failed) }.map { pair in
        Observation(
          "After an error of the API the same action failed, although everything was granted again.",
          exchanges: pair.before.calls.filter { $0.status >= 400 }.map(\.number), step: pair.next.step.id)
      })
  }
}
