import MockCore
import ScenarioCore

extension Check {
  static let errorShapes = Check(
    "api/error-shapes",
    promise: "Whatever the body of an error is, the process lives, and the next action works again.",
    what: """
      User actions in which the API answered an error other than 401, and the next one of the same kind in which \
      everything was granted: it fails where that one ended as `failed` although an earlier one had been fine, and \
      where the connector's process ended in the step that met the error. And two user actions of the same kind whose \
      same call was answered with the same status in two shapes of JSON: it fails where the connector told the one as \
      what it is, and the other as a fault of its own.
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
    let toldDifferently = ErrorTold.differently(in: met)
    guard !followed.isEmpty || !toldDifferently.isEmpty else {
      return .notExercised("No action of the same kind was granted everything after an error.")
    }
    return .from(
      toldDifferently
        + followed.filter { $0.next.step.outcomes.contains(.failed) }.map { pair in
          Observation(
            "After an error of the API the same action failed, although everything was granted again.",
            exchanges: pair.before.calls.filter { $0.status >= 400 }.map(\.number), step: pair.next.step.id)
        })
  }
}

/// An error of the API, with what the connector made of it.
struct ErrorTold {
  /// The user action that met it, and no other error.
  var action: UserAction
  /// The answer.
  var error: Exchange

  /// Whether the connector answered as if the fault were its own: with 500, or a command in no way that is declared.
  private var isFault: Bool {
    action.step.outcomes.allSatisfy { $0 == .failed }
      && action.step.answers.allSatisfy { $0.status == nil || $0.status == 500 }
  }

  /// Whether the connector told it as what it is.
  private var isTold: Bool {
    !action.step.outcomes.contains(.failed)
      || action.step.answers.allSatisfy { ($0.status ?? 500) < 500 } && !action.step.answers.isEmpty
  }

  private init?(_ action: UserAction) {
    let errors = action.calls.filter { $0.status >= 400 || $0.fault != nil }
    guard action.count == 1, errors.count == 1, let error = errors.first, (400..<500).contains(error.status),
      ![401, 429].contains(error.status), error.isDelivered, error.isJSON
    else { return nil }
    self.action = action
    self.error = error
  }

  /// Errors that the connector took for a fault of its own although it told another shape of the same as what it is.
  static func differently(in actions: [UserAction]) -> [Observation] {
    let errors = actions.compactMap(ErrorTold.init)
    return errors.filter(\.isFault).compactMap { fault in
      let twin = errors.first {
        $0.isTold && $0.action.isSame(as: fault.action) && $0.error.operation == fault.error.operation
          && $0.error.status == fault.error.status && $0.error.answerBody != fault.error.answerBody
      }
      guard let twin else { return nil }
      return Observation(
        "The same \(fault.error.status) was told as \(twin.action.step.outcomes[0].rawValue) in one shape, and ended "
          + "in a fault of the connector in another.",
        exchanges: [twin.error.number, fault.error.number], step: fault.action.step.id)
    }
  }
}

extension Exchange {
  /// Whether the answer's body is a JSON object or list.
  fileprivate var isJSON: Bool {
    guard let first = answerBody?.first(where: { !$0.isWhitespace }) else { return false }
    return first == "{" || first == "["
  }
}
