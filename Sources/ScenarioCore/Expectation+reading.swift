import JSONSource
import MockCore

extension Claim {
  /// The claims by the words of the format.
  static let words = ["seen", "never", "order", "sometimes", "outcome", "response", "output", "record", "anyOf"]
  /// The claims that count.
  static let counted = ["seen", "never", "sometimes", "record"]
}

extension Reader where Value == Expectation {
  /// An expectation: exactly one claim, and optionally `id`, `count`, `severity` and `clauses`.
  ///
  /// - Parameter step: the step in which it stands; nil at the end of the scenario.
  static func expectation(_ names: ScenarioNames, in step: StepReference?) -> Reader<Expectation> {
    .wholeObject("an expectation") { fields in
      let id = fields.optional("id", .nonEmptyString)
      let count = fields.optional("count", .countRange)
      let severity = fields.optional("severity", .oneOf(Finding.Severity.self), default: .fail)
      let clauses = fields.optional("clauses", .array(of: .nonEmptyString), default: [])
      guard let word = word(fields), let claim = Claim.read(word, from: fields, names, in: step) else { return nil }
      if fields.has("count") && !Claim.counted.contains(word) {
        fields.error(
          "\"\(word)\" is not counted", at: "count", hint: "a count belongs to \(Claim.counted.joined(separator: ", "))"
        )
      }
      return Expectation(
        id: id ?? fields.json.place.pointer, claim: claim, count: count, severity: severity, clauses: clauses)
    }
  }

  private static func word(_ fields: Fields) -> String? {
    let others = ["id", "count", "severity", "clauses", "note"]
    let words = fields.keys.filter { !others.contains($0) }
    for word in words { _ = fields.has(word) }
    let known = words.filter { Claim.words.contains($0) }
    for word in words where !known.contains(word) {
      let hint = Suggestion.hint(for: word, among: Claim.words, otherwise: "the claims are")
      fields.error("unknown claim \"\(word)\"", at: word, hint: hint)
    }
    guard known.count == 1 else {
      if known.count > 1 {
        let found = known.map { "\"\($0)\"" }.joined(separator: " and ")
        fields.error("an expectation has exactly one claim, found \(found)", at: known[1], hint: "make a list of them")
      } else if words.isEmpty {
        fields.error("the expectation claims nothing", hint: "the claims are \(Claim.words.joined(separator: ", "))")
      }
      return nil
    }
    return known[0]
  }
}
