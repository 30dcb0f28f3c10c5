import MockCore

/// Something that should have happened so that later expectations mean anything, and did not.
struct UnmetPremise {
  /// The step from which on nothing can be held against the connector; -1 for all of them.
  var step: Int
  /// What is said about it.
  var finding: Finding
  /// Why, in a few words.
  var reason: String
}

extension Inquiry {
  /// Steps that could not be performed, and a process that ended by itself: these fail whatever was expected.
  var failures: [Finding] {
    var findings = history.steps.compactMap { step -> Finding? in
      guard let failure = step.failure else { return nil }
      return Finding(
        expectation: pointer(step.index), verdict: .fail, message: "\(step.title) failed: \(failure).", step: step.id)
    }
    if let exit = history.unexpectedExit {
      findings.append(
        Finding(
          expectation: "/steps", verdict: .fail, message: "The connector's process ended by itself: \(exit).",
          advice: "A connector survives whatever Procore answers."))
    }
    return findings
  }

  /// The premises that were not met.
  var unmetPremises: [UnmetPremise] {
    nothingReached + inconclusiveSteps + faultsThatNeverFired + unseenRefusals + brokenOff
  }

  private var nothingReached: [UnmetPremise] {
    guard history.exchanges.isEmpty else { return [] }
    let reason = "the connector never called the mock"
    var finding = Finding(
      expectation: "/steps", verdict: .inconclusive, message: "The connector never called the mock.",
      advice:
        "See that its settings take ${sandbox.loginURL} and ${sandbox.apiURL} from \"environment\" in connector.json.")
    // What it called instead is told by the check of hosts, and more exactly.
    finding.isConsequence = !history.attempts.isEmpty
    return [UnmetPremise(step: -1, finding: finding, reason: reason)]
  }

  private var inconclusiveSteps: [UnmetPremise] {
    history.steps.compactMap { step in
      step.inconclusive.map { premise(step.index, "\(step.title) proves nothing: \($0).", $0) }
    }
  }

  private var faultsThatNeverFired: [UnmetPremise] {
    scenario.steps.enumerated().compactMap { index, step in
      guard case .fault(let fault) = step.verb, history.record(of: .index(index)) != nil else { return nil }
      let fired = history.faults.first { $0.name == fault.fault.name }?.fired ?? 0
      guard fired == 0 else { return nil }
      let reason = "the fault \"\(fault.fault.name)\" never fired"
      let message = "The fault \"\(fault.fault.name)\" never fired: no call came with \(fault.fault.match)."
      return premise(index, message, reason)
    }
  }

  /// What a step takes away has to be missed once, or nothing is known about how the connector takes it.
  private var unseenRefusals: [UnmetPremise] {
    scenario.steps.enumerated().compactMap { index, step in
      guard let awaited = awaitedRefusal(of: step, at: index), let record = history.record(of: .index(index)),
        record.inconclusive == nil, record.failure == nil
      else { return nil }
      let isRefused = history.exchanges.contains { exchange in
        exchange.number > record.exchangesAfter && exchange.number <= awaited.last
          && awaited.grounds.contains(exchange.grounds)
      }
      return isRefused ? nil : premise(index, "\(record.title): \(awaited.message).", awaited.reason)
    }
  }

  /// A refusal that has to come after a step.
  private struct AwaitedRefusal {
    var grounds: Set<Grounds>
    /// The exchange up to which it has to come.
    var last = Int.max
    /// What is said where it does not come, and why what follows proves nothing then.
    var message: String
    var reason: String
  }

  private func awaitedRefusal(of step: Step, at index: Int) -> AwaitedRefusal? {
    switch step.verb {
    case .world(.forbid(let action, _)):
      AwaitedRefusal(
        grounds: [.notInCompany, .notInProject, .toolDisabled, .levelNone, .levelTooLow, .recordPrivate],
        last: exchangesBeforeAllowing(action, after: index),
        message: "nothing was refused afterwards, so that nothing is known about refusals",
        reason: "nothing was refused after \"\(action)\" was forbidden")
    case .world(.uninstallApp):
      AwaitedRefusal(
        grounds: [.appNotInstalled],
        message: "no call came for the company afterwards, so that nothing missed the app",
        reason: "no call came for the company without the app")
    default: nil
    }
  }

  private func exchangesBeforeAllowing(_ action: String, after index: Int) -> Int {
    for (later, step) in scenario.steps.enumerated() where later > index {
      guard case .world(.allow(action)) = step.verb else { continue }
      return history.record(of: .index(later))?.exchangesBefore ?? .max
    }
    return .max
  }

  private var brokenOff: [UnmetPremise] {
    guard let reason = history.brokenOff else { return [] }
    let last = history.steps.last
    var premise = premise(
      last?.index ?? -1, "The scenario was broken off: \(reason).", "the scenario was broken off")
    // The step that failed has its own finding, in the same words.
    premise.finding.isConsequence = last?.failure != nil
    return [premise]
  }

  private func premise(_ index: Int, _ message: String, _ reason: String) -> UnmetPremise {
    let finding = Finding(
      expectation: pointer(index), verdict: .inconclusive, message: message,
      step: history.record(of: .index(index))?.id)
    return UnmetPremise(step: index, finding: finding, reason: reason)
  }

  private func pointer(_ index: Int) -> String {
    scenario.steps.indices.contains(index) ? scenario.steps[index].pointer : "/steps"
  }
}

extension Finding {
  /// The same finding, inconclusive instead of failed where a premise before its step was not met.
  func held(against premises: [UnmetPremise], seenFrom step: Int) -> Finding {
    guard verdict == .fail, let premise = premises.first(where: { $0.step < step }) else { return self }
    var finding = self
    finding.verdict = .inconclusive
    finding.isConsequence = true
    finding.message += " This is not held against the connector, because \(premise.reason)."
    return finding
  }
}
