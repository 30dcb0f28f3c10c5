import JSONSource
import MockCore

extension Verb {
  /// The verbs by the words of the format.
  static let words = ["login", "do", "advance", "world", "fault", "release", "connector", "wait", "finish"]

  /// The verb that stands under a word of an object.
  static func read(_ word: String, from fields: Fields, _ names: ScenarioNames) -> Verb? {
    switch word {
    case "login": fields.required(word, .login(names)).map { .login($0) }
    case "do": fields.required(word, .action(names)).map { .perform($0) }
    case "advance": fields.required(word, .advance).map { .advance($0) }
    case "world": fields.required(word, .worldStep(names)).map { .world($0) }
    case "fault": fields.required(word, .faultStep(names)).map { .fault($0) }
    case "release": fields.required(word, .nonEmptyString).map { .release($0) }
    case "finish": fields.required(word, .step(among: names.stepIDs)).map { .finish($0) }
    case "connector": fields.required(word, .oneOf(ConnectorCommand.self)).map { .connector($0) }
    default: fields.required(word, .wait(names)).map { .wait($0) }
    }
  }
}

extension Step {
  /// How long a step may take unless it says otherwise, in real time.
  public static let standardWithin = Duration.seconds(60)
}

extension Reader where Value == Step {
  /// A step: exactly one verb, and optionally `id`, `expect` and `within`.
  static func step(_ names: ScenarioNames) -> Reader<Step> {
    .wholeObject("a step") { fields in
      let id = fields.optional("id", .nonEmptyString)
      let within = fields.optional("within", .duration, default: Step.standardWithin)
      _ = fields.optional("background", .bool)
      let pointer = fields.json.place.pointer
      // What is expected when a step is finished is expected of the step that was begun.
      let answered = fields.json["finish"]?.value.stringValue ?? id
      let reference = answered.map { StepReference.id($0) } ?? .index(index(in: pointer))
      let expectations = fields.optional("expect", .oneOrMany(of: .expectation(names, in: reference)), default: [])
      guard let verb = verb(fields, names) else { return nil }
      return Step(
        id: id, verb: verb, isBackground: BackgroundSteps.isBackground(fields.json), expectations: expectations,
        within: within, pointer: pointer)
    }
  }

  private static func verb(_ fields: Fields, _ names: ScenarioNames) -> Verb? {
    let words = fields.keys.filter { Verb.words.contains($0) }
    for word in words { _ = fields.has(word) }
    guard words.count == 1 else {
      if words.isEmpty { return reportMissingVerb(fields) }
      let found = words.map { "\"\($0)\"" }.joined(separator: " and ")
      fields.error(
        "a step has exactly one verb, found \(found)", at: words[1], hint: "make a step of its own for each")
      return nil
    }
    return Verb.read(words[0], from: fields, names)
  }

  private static func reportMissingVerb(_ fields: Fields) -> Verb? {
    let others = ["id", "within", "expect", "background", "note"]
    let unknown = fields.keys.filter { !others.contains($0) }
    for key in unknown {
      _ = fields.has(key)
      let hint = Suggestion.hint(for: key, among: Verb.words, otherwise: "the verbs are")
      fields.error("unknown verb \"\(key)\"", at: key, hint: hint)
    }
    if unknown.isEmpty {
      fields.error("the step has no verb", hint: "the verbs are \(Verb.words.joined(separator: ", "))")
    }
    return nil
  }

  /// The place among the steps, which is the last part of the pointer.
  private static func index(in pointer: String) -> Int {
    pointer.split(separator: "/").last.flatMap { Int($0) } ?? 0
  }
}
