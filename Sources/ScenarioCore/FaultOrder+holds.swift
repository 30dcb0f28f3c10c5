import JSONSource
import MockCore

extension FaultOrder {
  /// Notes a hold that is never released, and one for whose answer a step waits before it is released.
  func reportEndlessHold(_ fault: LocatedJSON, at index: Int, _ diagnostics: Diagnostics) {
    guard let name = fault["name"]?.value.stringValue else { return }
    guard let release = steps.indices.first(where: { $0 > index && isRelease(steps[$0], of: name) }) else {
      diagnostics.error(
        "the fault \"\(name)\" holds an answer and is never released", at: fault,
        hint:
          "add {\"release\": \"\(name)\"} as a later step; a connector's time-out is tested with {\"hang\": \"20s\"}")
      return
    }
    // Who lets calls pass first may mean that the waiting step is answered.
    guard fault["skip"]?.value.integerValue ?? 0 == 0 else { return }
    guard let stuck = firstStuck(from: index, to: release, holding: fault) else { return }
    let line = steps[release].json.place.line
    diagnostics.error(
      "the step waits for the answer that the fault \"\(name)\" holds until it is released in line \(line)",
      at: steps[stuck].json,
      hint: wayOut(of: steps[stuck], holding: name))
  }

  private func wayOut(of stuck: Step, holding name: String) -> String {
    switch stuck.verb {
    case "finish": "release \"\(name)\" before the step is finished"
    case "wait": "wait for the held call with {\"wait\": {\"for\": …}}, and for quiet after the release"
    default: "add \"background\": true, and finish the step after the release"
    }
  }

  /// Notes a release that releases nothing.
  func reportRelease(_ step: Step, at index: Int, _ diagnostics: Diagnostics) {
    guard let json = step.value, let name = json.value.stringValue, !name.isEmpty else { return }
    let faults = steps.enumerated().filter { $0.element.verb == "fault" }.compactMap { place, step in
      step.value.flatMap { fault in fault["name"]?.value.stringValue.map { (place: place, name: $0, fault: fault) } }
    }
    guard let armed = faults.first(where: { $0.name == name }) else {
      let holds = faults.filter { isHold($0.fault) }.map(\.name)
      let hint = Suggestion.hint(for: name, among: holds, otherwise: "the faults that hold are")
      diagnostics.error("no fault has the name \"\(name)\"", at: json, hint: hint)
      return
    }
    guard isHold(armed.fault) else {
      diagnostics.error(
        "the fault \"\(name)\" holds nothing that could be released", at: json, hint: "its reply would be \"hold\"")
      return
    }
    if armed.place > index {
      diagnostics.error(
        "the fault \"\(name)\" is released before it is armed", at: json,
        hint: "it is armed in line \(armed.fault.place.line)")
    } else if let earlier = steps[..<index].first(where: { isRelease($0, of: name) }) {
      diagnostics.error(
        "the fault \"\(name)\" is released twice", at: json,
        hint: "it is released in line \(earlier.json.place.line), and holds nothing from then on")
    }
  }

  private func isRelease(_ step: Step, of name: String) -> Bool {
    step.verb == "release" && step.value?.value.stringValue == name
  }

  /// The first step between a hold and its release that can only end when the answer comes.
  ///
  /// Where a step in the background came before it, that one may have been held instead; and a step whose calls the
  /// hold is not for goes on.
  private func firstStuck(from index: Int, to release: Int, holding fault: LocatedJSON) -> Int? {
    var begun: [Step] = []
    for place in (index + 1)..<release {
      let step = steps[place]
      if step.isUserAction && !isConcerned(step, by: fault) { continue }
      if step.isUserAction && step.isBackground {
        begun.append(step)
      } else if step.isUserAction {
        if begun.isEmpty && !steps[..<index].contains(where: { isStillRunning($0, at: index) }) { return place }
      } else if step.verb == "wait", step.value?.value.stringValue == "quiet", !begun.isEmpty {
        return place
      } else if step.verb == "finish", begun.count == 1, begun[0].id == step.value?.value.stringValue {
        return place
      }
    }
    return nil
  }

  /// Whether a step may make a call that a fault is for.
  private func isConcerned(_ step: Step, by fault: LocatedJSON) -> Bool {
    if let action = fault["on"]?["action"]?.value.stringValue { return step.action == action }
    let endpoint = fault["on"]?["endpoint"]?.value.stringValue ?? ""
    let others = step.verb == "do" ? ["oauth.authorize", "oauth.code"] : ["oauth.refresh", "oauth.revoke"]
    return !others.contains(endpoint)
  }
}
