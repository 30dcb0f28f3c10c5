import JSONSource
import MockCore

extension Reader where Value == LoginStep {
  /// A login: who, what is decided, in which browser.
  static func login(_ names: ScenarioNames) -> Reader<LoginStep> {
    .wholeObject("a login") { fields in
      _ = fields.optional("background", .bool)
      let step = LoginStep(
        user: fields.optional("as", names.login),
        decision: fields.optional("decide", .oneOf(LoginStep.Decision.self), default: .allow),
        session: fields.optional("session", .nonEmptyString, default: "main"),
        tamper: fields.optional("tamper", .tamper))
      if step.decision == .close, fields.has("tamper") {
        fields.error("nobody comes back from a page that is closed", at: "tamper", hint: #"leave "decide" out"#)
      }
      if step.tamper?.state == .replayed, !names.isLoggedIn(session: step.session, before: fields.json) {
        fields.error(
          "no earlier login of the session \"\(step.session)\" has a state to replay", at: "tamper",
          hint: "let a login step stand before this one")
      }
      return step
    }
  }
}

extension Reader where Value == ActionStep {
  /// An action's name, or an object that says how it is triggered.
  static func action(_ names: ScenarioNames) -> Reader<ActionStep> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        let named = Reader<String>.nonEmptyString.map {
          ActionStep(action: $0, times: 1, parallel: false, session: "main", company: nil)
        }
        return named.read(json, diagnostics)
      }
      return described(names).read(json, diagnostics)
    }
  }

  private static func described(_ names: ScenarioNames) -> Reader<ActionStep> {
    .wholeObject("the triggering of an action") { fields in
      _ = fields.optional("background", .bool)
      let times = fields.optional("times", .count(in: 1...1000), default: 1)
      let parallel = fields.optional("parallel", .bool, default: false)
      let session = fields.optional("session", .nonEmptyString, default: "main")
      let company = fields.optional("company", names.companyName)
      if parallel && times == 1 && !fields.has("times") {
        fields.error("once cannot be parallel", at: "parallel", hint: "add \"times\": 3")
      }
      return fields.required("action", .nonEmptyString).map {
        ActionStep(action: $0, times: times, parallel: parallel, session: session, company: company)
      }
    }
  }
}

extension ScenarioNames {
  /// Whether a login of a session stands before a step's own.
  fileprivate func isLoggedIn(session: String, before login: LocatedJSON) -> Bool {
    steps.prefix { $0.pointer + "/login" != login.place.pointer }.contains {
      $0.verb == "login" && $0.session == session
    }
  }
}
