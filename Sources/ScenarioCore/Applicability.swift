import MockCore

/// Whether a scenario can be run on a connector at all.
public enum Applicability: Hashable, Sendable {
  case applicable
  /// It is not run; the reason is shown.
  case notApplicable(reason: String)

  /// Decides from what the scenario needs and what the connector has.
  ///
  /// - Parameter clockFollows: whether the connector's clock moves with the mock's.
  public static func decide(
    _ scenario: Scenario, on connector: ConnectorFile, clockFollows: Bool
  ) -> Applicability {
    for need in scenario.needs {
      if let reason = reasonAgainst(need: need, of: scenario, connector, clockFollows) {
        return .notApplicable(reason: reason)
      }
    }
    if let reason = reasonAgainst(scenario.clock, clockFollows) { return .notApplicable(reason: reason) }
    if scenario.steps.contains(where: \.verb.needsRedirect), connector.isSentBackByHand {
      return .notApplicable(
        reason: "the code is copied by hand, so that there is no redirect whose address could be changed")
    }
    if connector.start == nil, case .run = connector.login.way, scenario.steps.contains(where: \.verb.needsTwoLogins) {
      return .notApplicable(
        reason: "the login is a command that waits for its own way back, so that no other browser has a part in it")
    }
    for action in scenario.actions where connector.action(named: action) == nil {
      return .notApplicable(reason: missing(action))
    }
    return .applicable
  }

  private static func reasonAgainst(
    need: String, of scenario: Scenario, _ connector: ConnectorFile, _ clockFollows: Bool
  ) -> String? {
    switch need {
    case "login": nil
    case "users:many" where connector.users == .many: nil
    case "users:many" where connector.users == .one: "needs \"users:many\": connector.json says \"users\": \"one\""
    case "users:many": "needs \"users:many\": connector.json does not say \"users\": \"many\""
    case "companies:many":
      scenario.actions.compactMap { connector.action(named: $0) }.first { !$0.namesCompany }.map {
        "needs \"companies:many\": the action \"\($0.name)\" does not say for which company (${company.id})"
      }
    case "clock:follow": clockFollows ? nil : "needs \"clock:follow\": the connector's clock is real"
    default: connector.action(named: need) == nil ? missing(need) : nil
    }
  }

  private static func reasonAgainst(_ clock: ClockChoice, _ clockFollows: Bool) -> String? {
    guard case .skew(let span) = clock, !clockFollows else { return nil }
    let wanted =
      span < .zero ? "\(DurationText.text(for: .zero - span)) behind" : "\(DurationText.text(for: span)) ahead"
    return "needs the connector's clock \(wanted), and it cannot be moved: the connector's clock is real"
  }

  private static func missing(_ action: String) -> String { "connector.json declares no action \"\(action)\"" }
}

extension Scenario {
  /// The actions that its steps name, in order, each once.
  public var actions: [String] {
    var actions: [String] = []
    for step in steps {
      for action in step.verb.actions where !actions.contains(action) { actions.append(action) }
    }
    return actions
  }
}

extension Verb {
  /// The actions of the connector that a step speaks of.
  var actions: [String] {
    switch self {
    case .perform(let step): [step.action]
    case .fault(let step): step.action.map { [$0] } ?? []
    case .world(let step): step.action.map { [$0] } ?? []
    case .login, .advance, .release, .wait, .connector, .finish: []
    }
  }

  /// Whether it changes the address with which Procore sends the browser back.
  fileprivate var needsRedirect: Bool {
    if case .login(let step) = self { step.tamper != nil } else { false }
  }

  /// Whether it takes the state of a login that another browser has begun and not ended.
  fileprivate var needsTwoLogins: Bool {
    if case .login(let step) = self { step.tamper?.state == .otherSession } else { false }
  }
}

extension WorldStep {
  /// The action that a change is relative to.
  public var action: String? {
    switch self {
    case .forbid(let action, _), .allow(let action), .setLevelOfAction(let action, _),
      .disableToolOfAction(let action, _), .hide(let action):
      action
    default: nil
    }
  }
}

extension ConnectorFile {
  /// Whether Procore shows the code for the user to copy, in place of sending the browser back with it.
  fileprivate var isSentBackByHand: Bool {
    (try? redirectUri.text { _ in nil }) == "urn:ietf:wg:oauth:2.0:oob"
  }
}
