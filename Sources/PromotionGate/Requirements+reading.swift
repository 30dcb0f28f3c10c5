import JSONSource

extension Requirements {
  /// Reads a requirements file; requiring nothing is an error.
  public static var reader: Reader<Requirements> {
    .object("requirements") { fields in
      fields.readFormat()
      let required = fields.required("required", .nonEmptyArray(of: .scenarioPattern))
      let notScored = fields.optional("notScored", .array(of: NotScored.reader), default: [])
      return required.map { Requirements(required: $0, notScored: notScored) }
    }
  }
}

extension Requirements.NotScored {
  static var reader: Reader<Requirements.NotScored> {
    .object("a scenario that is not scored") { fields in
      let scenario = fields.required("scenario", .scenarioPattern)
      let reason = fields.required("reason", .nonEmptyString)
      guard let scenario, let reason else { return nil }
      return Requirements.NotScored(scenario: scenario, reason: reason)
    }
  }
}

extension Reader where Value == ScenarioPattern {
  /// A scenario's identity, or a pattern of identities.
  static var scenarioPattern: Reader<ScenarioPattern> {
    Reader<String>.string.compactMap(
      expected: #"a scenario such as "refresh/one-cycle", with "*" for one segment or a last "**" for the rest"#
    ) { ScenarioPattern($0) }
  }
}
