import MockCore

extension Verb {
  /// The verb as it stands in a file.
  public var word: String {
    switch self {
    case .login: "login"
    case .perform: "do"
    case .advance: "advance"
    case .world: "world"
    case .fault: "fault"
    case .release: "release"
    case .wait: "wait"
    case .connector: "connector"
    case .finish: "finish"
    }
  }

  /// Whether the step happens between two exchanges, so that every exchange lies before or after it.
  public var isInstant: Bool {
    switch self {
    case .advance, .world, .fault: true
    default: false
    }
  }

  /// The action that a step performs.
  public var action: String? {
    if case .perform(let step) = self { step.action } else { nil }
  }

  /// What the step does, for people: `do "read"`, `advance 91m`.
  public var summary: String {
    switch self {
    case .login(let step):
      "login" + (step.user.map { " as \($0)" } ?? "") + ", \(step.decision.rawValue)"
        + (step.tamper.map { ", coming back with \($0)" } ?? "")
    case .perform(let step):
      "do \"\(step.action)\"" + (step.times > 1 ? " \(step.times) times\(step.parallel ? " at once" : "")" : "")
    case .advance(.by(let span)): "advance \(DurationText.text(for: span))"
    case .advance(.to(let instant)): "advance to \(instant.rfc3339)"
    case .advance(.untilAccessTokenExpired): "advance until the access token has expired"
    case .advance(.untilCodeExpired): "advance until the code has expired"
    case .advance(.untilRateLimitReset): "advance until calls are counted anew"
    case .world(let step): "world: " + step.summary
    case .fault(let step): "fault \"\(step.fault.name)\""
    case .release(let name): "release \"\(name)\""
    case .wait(.quiet): "wait for quiet"
    case .wait(.exchange(let match, _)): "wait for \(match)"
    case .connector(let command): "connector \(command.rawValue)"
    case .finish(let id): "finish \"\(id)\""
    }
  }
}

extension StepRecord {
  /// The tokens whose life the step ended, whoever held them; nil where it ended none.
  public var endedTokens: TokenKinds? {
    guard verb == "world" else { return nil }
    func isSummary(of change: NamedChange) -> Bool { summary == Verb.world(.named(change)).summary }
    return isSummary(of: .expireAccess) ? .access : TokenKinds.allCases.first { isSummary(of: .revoke($0)) }
  }
}

extension WorldStep {
  fileprivate var summary: String {
    switch self {
    case .forbid(let action, _): "forbid \"\(action)\""
    case .allow(let action): "allow \"\(action)\""
    case .setLevelOfAction(let action, let level): "\"\(action)\" at level \(level.rawValue)"
    case .disableToolOfAction(let action, _): "disable the tool of \"\(action)\""
    case .hide(let action): "hide a record of \"\(action)\""
    case .removeFromProject: "remove from the project"
    case .removeFromCompany: "remove from the company"
    case .uninstallApp: "uninstall the app"
    case .installApp: "install the app"
    case .named(let change): change.summary
    }
  }
}

extension NamedChange {
  fileprivate var summary: String {
    switch self {
    case .setLevel(let user, let tool, let level, _): "\(user) on \(tool): \(level.rawValue)"
    case .disableTool(_, let tool): "disable \(tool)"
    case .enableTool(_, let tool): "enable \(tool)"
    case .removeFromProject: "remove from the project"
    case .addToProject: "add to the project"
    case .removeFromCompany: "remove from the company"
    case .addToCompany: "add to the company"
    case .disableUser(let login): "disable \(login)"
    case .enableUser(let login): "enable \(login)"
    case .uninstallApp: "uninstall the app"
    case .installApp: "install the app"
    case .hide(let collection, let record): "hide \(collection) \(record)"
    case .revoke(let kinds): kinds == .both ? "revoke the tokens" : "revoke the \(kinds.rawValue) token"
    case .expireAccess: "expire the access token"
    case .rotateSecret: "rotate the client secret"
    case .profile(let knobs): "profile \(knobs.encoded())"
    }
  }
}
