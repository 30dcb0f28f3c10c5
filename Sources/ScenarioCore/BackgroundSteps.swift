import JSONSource

/// The steps that go on while later ones are performed, as a file states them.
enum BackgroundSteps {
  /// Whether a step goes on in the background: `"background": true` beside the verb, or inside its object.
  static func isBackground(_ step: LocatedJSON) -> Bool { mark(of: step)?.value.boolValue == true }

  /// Reports background steps that cannot be finished or never are, and `finish` of what is not there to be finished.
  static func check(_ scenario: LocatedJSON, _ diagnostics: Diagnostics) {
    let steps = scenario["steps"]?.items ?? []
    var running: [String: LocatedJSON] = [:]
    var finished: [String: LocatedJSON] = [:]
    for step in steps {
      if let mark = mark(of: step), isBackground(step) {
        guard step["do"] != nil || step["login"] != nil else {
          diagnostics.error("only a \"do\" or a \"login\" can go on in the background", at: mark)
          continue
        }
        guard let id = step["id"]?.value.stringValue else {
          diagnostics.error(
            "a step in the background is never finished without an id", at: mark,
            hint: #"add "id", and later a step {"finish": ID}"#)
          continue
        }
        running[id] = mark
      }
      guard let finish = step["finish"], let id = finish.value.stringValue else { continue }
      if running[id] != nil {
        (running[id], finished[id]) = (nil, finish)
      } else {
        report(finish, id, steps, finishedBy: finished[id], diagnostics)
      }
    }
    for (id, mark) in running.sorted(by: { $0.value.place.line < $1.value.place.line }) {
      diagnostics.error("the step \"\(id)\" is never finished", at: mark, hint: "add a step {\"finish\": \"\(id)\"}")
    }
  }

  private static func report(
    _ finish: LocatedJSON, _ id: String, _ steps: [LocatedJSON], finishedBy earlier: LocatedJSON?,
    _ diagnostics: Diagnostics
  ) {
    if let earlier {
      diagnostics.error(
        "the step \"\(id)\" is finished twice", at: finish, hint: "the other one stands in line \(earlier.place.line)")
    } else if let step = steps.first(where: { $0["id"]?.value.stringValue == id }) {
      diagnostics.error(
        isBackground(step) ? "the step \"\(id)\" begins only later" : "the step \"\(id)\" is not in the background",
        at: finish, hint: isBackground(step) ? nil : #"add "background": true to it"#)
    }
  }

  private static func mark(of step: LocatedJSON) -> LocatedJSON? {
    step["background"] ?? step["do"]?["background"] ?? step["login"]?["background"]
  }
}

extension Scenario {
  /// The step with which a step has its answer: its `finish` in the background, else itself.
  func end(ofStep index: Int) -> Int {
    guard steps[index].isBackground, let id = steps[index].id else { return index }
    return steps.firstIndex { if case .finish(id) = $0.verb { true } else { false } } ?? index
  }
}
