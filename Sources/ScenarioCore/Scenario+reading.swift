import JSONSource
import MockCore

extension Scenario {
  /// What steps and connectors can be asked for beside actions.
  public static let abilities = ["users:many", "companies:many", "clock:follow"]
  /// The world of a scenario that names none.
  public static let standardWorld = "two-companies"
  /// The profile of a scenario that names none.
  public static let standardProfile = "procore"

  /// The world and the profile that a scenario names, before it is read: reading needs the world's names.
  public static func fixtures(of json: LocatedJSON) -> (world: String, profile: String) {
    (json["world"]?.value.stringValue ?? standardWorld, json["profile"]?.value.stringValue ?? standardProfile)
  }

  /// The profiles with which it is run: those of its matrix, or else the one that it names.
  public static func profiles(of json: LocatedJSON) -> [String] {
    let combined = json["matrix"]?["profile"]?.items?.compactMap(\.value.stringValue) ?? []
    return combined.isEmpty ? [fixtures(of: json).profile] : combined
  }

  /// Reads a scenario. Whether it may be used is asked of the diagnostics.
  ///
  /// - Parameter identity: the path below `scenarios/` without `.json`; of a file elsewhere, its path as given.
  public static func read(
    _ json: LocatedJSON, identity: String, knowing vocabulary: ScenarioVocabulary, into diagnostics: Diagnostics
  ) -> Scenario? {
    let json = ScenarioValues.filled(json, knowing: vocabulary, into: diagnostics)
    let names = ScenarioNames(vocabulary, scenario: json)
    let reader = Reader<Scenario>.wholeObject("a scenario") { fields in
      _ = fields.required("format", .formatVersion)
      let title = fields.required("title", .nonEmptyString)
      let why = fields.optional("why", .nonEmptyString, default: "")
      let tags = fields.optional("tags", .array(of: .nonEmptyString), default: [])
      let clauses = fields.optional("clauses", .array(of: .nonEmptyString), default: [])
      _ = (fields.optional("world", .nonEmptyString), fields.optional("profile", .nonEmptyString))
      let needs = fields.optional("needs", .array(of: .need), default: [])
      let clock = fields.optional("clock", .clockChoice, default: .follow)
      let matrix = fields.optional("matrix", .matrix(names, of: json), default: .none)
      let steps = fields.required("steps", .nonEmptyArray(of: .step(names)))
      let expectations = fields.optional("expect", .oneOrMany(of: .expectation(names, in: nil)), default: [])
      let killedBy = fields.optional("killedBy", .array(of: .nonEmptyString), default: [])
      checkThatItCanFail(fields)
      checkThatIDsAreUnique(json, diagnostics)
      FaultOrder(scenario: json, vocabulary: vocabulary).report(into: diagnostics)
      BackgroundSteps.check(json, diagnostics)
      guard let title, let steps else { return nil }
      return Scenario(
        identity: identity, title: title, why: why, tags: tags, clauses: clauses, world: fixtures(of: json).world,
        profile: fixtures(of: json).profile, matrix: matrix, clock: clock, needs: needs, steps: steps,
        expectations: expectations, killedBy: killedBy)
    }
    return reader.read(json, diagnostics)
  }

  private static func checkThatItCanFail(_ fields: Fields) {
    let holders = [fields.json] + (fields.json["steps"]?.items ?? [])
    let isSomethingExpected = holders.contains { holder in
      guard let expectations = holder["expect"] else { return false }
      return expectations.items?.isEmpty != true
    }
    guard !isSomethingExpected else { return }
    fields.error("nothing is expected: it could never fail", hint: "add \"expect\" to a step or to the scenario")
  }

  private static func checkThatIDsAreUnique(_ json: LocatedJSON, _ diagnostics: Diagnostics) {
    let steps = json["steps"]?.items ?? []
    reportRepeated("step", steps.compactMap { $0["id"] }, diagnostics)
    reportRepeated("fault", steps.compactMap { $0["fault"]?["name"] }, diagnostics)
    let expectations = ([json] + steps).flatMap { holder -> [LocatedJSON] in
      guard let expected = holder["expect"] else { return [] }
      return expected.items ?? [expected]
    }
    reportRepeated("expectation", expectations.compactMap { $0["id"] }, diagnostics)
  }

  private static func reportRepeated(_ what: String, _ names: [LocatedJSON], _ diagnostics: Diagnostics) {
    var first: [String: LocatedJSON] = [:]
    for name in names {
      guard let text = name.value.stringValue else { continue }
      if let earlier = first[text] {
        diagnostics.error(
          "there are two \(what)s \"\(text)\"", at: name, hint: "the other one stands in line \(earlier.place.line)")
      } else {
        first[text] = name
      }
    }
  }
}

extension Reader where Value == String {
  /// An action's name, or an ability.
  fileprivate static var need: Reader<String> {
    Reader { json, diagnostics in
      guard let need = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard need.contains(":"), !Scenario.abilities.contains(need) else { return need }
      let hint = Suggestion.hint(for: need, among: Scenario.abilities, otherwise: "the abilities are")
      diagnostics.error("unknown ability \"\(need)\"", at: json, hint: hint)
      return nil
    }
  }
}
