import JSONSource
import MockCore

extension Reader where Value == LoginStep {
  /// A login: who, what is decided, in which browser.
  static func login(_ names: ScenarioNames) -> Reader<LoginStep> {
    .wholeObject("a login") { fields in
      for key in ["tamper", "background"] where fields.has(key) { fields.notInThisVersion(key) }
      return LoginStep(
        user: fields.optional("as", names.login),
        decision: fields.optional("decide", .oneOf(LoginStep.Decision.self), default: .allow),
        session: fields.optional("session", .nonEmptyString, default: "main"))
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
      if fields.has("background") { fields.notInThisVersion("background") }
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
