import JSONSource

/// What the order of a scenario's steps makes of its faults: those that can never fire, and those that hold an answer
/// for which the run itself would wait in vain.
///
/// It looks at the steps as they stand in the file, so that one mistake in a step does not hide another.
struct FaultOrder {
  let vocabulary: ScenarioVocabulary
  let steps: [Step]

  /// As much of a step as the order of faults depends on.
  struct Step {
    /// The step in the file.
    var json: LocatedJSON
    /// Its verb.
    var verb: String?
    /// What stands under the verb.
    var value: LocatedJSON?

    /// The step's id.
    var id: String? { json["id"]?.value.stringValue }
    /// Whether the run goes on while it is performed.
    var isBackground: Bool {
      json["background"]?.value.boolValue == true || value?["background"]?.value.boolValue == true
    }
    /// The action that is performed, by a `do`.
    var action: String? { verb == "do" ? (value?["action"] ?? value)?.value.stringValue : nil }
    /// Whether the connector is made to do something.
    var isUserAction: Bool { verb == "do" || verb == "login" }
    /// Whether requests may come while it lasts.
    var mayBringCalls: Bool { isUserAction || ["finish", "wait", "connector", "advance"].contains(verb) }
  }

  init(scenario: LocatedJSON, vocabulary: ScenarioVocabulary) {
    self.vocabulary = vocabulary
    steps = (scenario["steps"]?.items ?? []).map { step in
      let verb = step.members?.map(\.key).first { Verb.words.contains($0) }
      return Step(json: step, verb: verb, value: verb.flatMap { step[$0] })
    }
  }

  /// Notes all mistakes.
  func report(into diagnostics: Diagnostics) {
    for (index, step) in steps.enumerated() {
      switch step.verb {
      case "fault":
        guard let fault = step.value else { continue }
        reportRuleThatNeverFires(fault, at: index, diagnostics)
        if isHold(fault) { reportEndlessHold(fault, at: index, diagnostics) }
      case "release": reportRelease(step, at: index, diagnostics)
      default: continue
      }
    }
  }

  func isHold(_ fault: LocatedJSON) -> Bool { fault["reply"]?.value.stringValue == "hold" }

  /// Whether a step was begun in the background before a step and is finished after it.
  func isStillRunning(_ begun: Step, at index: Int) -> Bool {
    guard begun.isBackground, let id = begun.id else { return false }
    return steps[index...].contains { $0.verb == "finish" && $0.value?.value.stringValue == id }
  }
}
