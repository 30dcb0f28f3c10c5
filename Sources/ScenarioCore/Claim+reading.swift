import JSONSource
import MockCore

extension Claim {
  /// The claim that stands under a word of an object.
  static func read(
    _ word: String, from fields: Fields, _ names: ScenarioNames, in step: StepReference?
  ) -> Claim? {
    let match = Reader<Match>.match(knowing: names.ofMatches)
    switch word {
    case "seen": return fields.required(word, match).map { .seen($0) }
    case "never": return fields.required(word, match).map { .never($0) }
    case "sometimes": return fields.required(word, match).map { .sometimes($0) }
    case "order": return fields.required(word, .nonEmptyArray(of: match)).map { .order($0) }
    case "outcome": return fields.required(word, .outcome(names, in: step))
    case "response": return fields.required(word, .response(names, in: step))
    case "record": return fields.required(word, .record(names)).map { .record($0) }
    case "output": return fields.required(word, .outputTest).map { .output($0) }
    default: return fields.required(word, .nonEmptyArray(of: .expectation(names, in: step))).map { .anyOf($0) }
    }
  }
}

extension Reader where Value == ValueTest {
  /// `contains` or `matches`; that the whole output equals something is never meant.
  fileprivate static var outputTest: Reader<ValueTest> {
    .valueTest.compactMap(expected: #"{"contains": …} or {"matches": …}"#) { test in
      switch test {
      case .contains, .matches: test
      default: nil
      }
    }
  }
}

extension Reader where Value == Claim {
  /// Inside a step just names of outcomes; at the end, and where another step is meant, `{"step", "is"}`.
  fileprivate static func outcome(_ names: ScenarioNames, in step: StepReference?) -> Reader<Claim> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        guard let step else {
          diagnostics.error(
            "an outcome is that of a step", at: json, hint: #"write {"step": "id of the step", "is": "ok"}"#)
          return nil
        }
        return Reader<[Outcome]>.outcomes(of: step, names).map { .outcome(step: step, oneOf: $0) }.read(
          json, diagnostics)
      }
      return Reader<Claim>.object("an outcome") { fields in
        guard let step = stepReference(fields, names, in: step) else {
          _ = fields.has("is")
          return nil
        }
        return fields.required("is", .outcomes(of: step, names)).map { .outcome(step: step, oneOf: $0) }
      }.read(json, diagnostics)
    }
  }

  fileprivate static func response(_ names: ScenarioNames, in step: StepReference?) -> Reader<Claim> {
    .object("a response") { fields in
      let reference = stepReference(fields, names, in: step)
      guard let match = ResponseMatch.read(from: fields), let reference else { return nil }
      guard names.isAnswered(reference) else {
        fields.error(
          "a step with \"\(names.verb(of: reference) ?? "")\" has no answer", hint: "name a \"do\" or a \"login\"")
        return nil
      }
      return .response(step: reference, match)
    }
  }

  private static func stepReference(_ fields: Fields, _ names: ScenarioNames, in step: StepReference?) -> StepReference?
  {
    if step != nil && !fields.has("step") { return step }
    return fields.required("step", .step(among: names.stepIDs)).map { .id($0) }
  }
}

extension ScenarioNames {
  /// Whether a step ends with an answer of the connector; unknown steps are reported elsewhere.
  fileprivate func isAnswered(_ step: StepReference) -> Bool {
    ["do", "login", "finish", nil].contains(verb(of: step))
  }
}

extension Reader where Value == [Outcome] {
  /// Outcomes that the step can have: those of a login, or those of an action.
  fileprivate static func outcomes(of step: StepReference, _ names: ScenarioNames) -> Reader<[Outcome]> {
    Reader { json, diagnostics in
      let named = Reader<[Outcome]>.oneOrMany(of: .outcome(of: names.verb(of: step)))
      guard let outcomes = named.read(json, diagnostics) else { return nil }
      guard outcomes.isEmpty || !names.isAnswered(step) else { return outcomes }
      let verb = names.verb(of: step) ?? ""
      diagnostics.error(
        outcomes.isEmpty ? "expected at least one outcome" : "a step with \"\(verb)\" has no outcome", at: json)
      return nil
    }
  }
}

extension Reader where Value == Outcome {
  fileprivate static func outcome(of verb: String?) -> Reader<Outcome> {
    Reader { json, diagnostics in
      guard let outcome = Reader<Outcome>.oneOf(Outcome.self).read(json, diagnostics) else { return nil }
      let ofLogin = Outcome.ofLogin
      switch verb {
      case "login" where !ofLogin.contains(outcome):
        let words = ofLogin.map(\.rawValue).sorted().joined(separator: ", ")
        diagnostics.error("a login is never \"\(outcome.rawValue)\"", at: json, hint: "it is one of \(words)")
      case "do" where ofLogin.contains(outcome) && outcome != .failed:
        diagnostics.error("an action is never \"\(outcome.rawValue)\"", at: json, hint: "that is an outcome of a login")
      default: return outcome
      }
      return nil
    }
  }
}
