import JSONSource

extension AccessRule {
  /// Reads the keys of an operation that say who may call it and what they see, beside tool and level.
  init(_ fields: Fields) {
    granular = fields.optional("granular", .granularRule)
    viewBelowLevel = fields.optional("viewBelowLevel", .nonEmptyString)
    own = fields.optional("own", .ownRule)
    let tools = fields.optional("memberTools", .dictionary(of: .nonEmptyString), default: [])
    memberTools = Dictionary(tools.map { ($0.key, Tool(rawValue: $0.value)) }) { first, _ in first }
    adminOnly = fields.optional("adminOnly", .array(of: .nonEmptyString), default: [])
    needsInstallation = fields.optional("installation", .oneOf(Demand.self), default: .required) == .required
    errorBodies = fields.errorBodies(.refusal)
  }

  private enum Demand: String, CaseIterable { case required, optional }
}

extension Reader where Value == AccessRule.GranularRule {
  static var granularRule: Reader<AccessRule.GranularRule> {
    .object("a granular permission that suffices") { fields in
      let filter = fields.optional("filter", .nonEmptyString)
      return fields.required("permission", .nonEmptyString).map {
        AccessRule.GranularRule(permission: $0, filter: filter)
      }
    }
  }
}

extension Reader where Value == AccessRule.OwnRule {
  static var ownRule: Reader<AccessRule.OwnRule> {
    .object("what only its own people see") { fields in
      var rule = AccessRule.OwnRule()
      rule.levels = Set(fields.optional("levels", .nonEmptyArray(of: .levelBelowAdmin), default: Array(rule.levels)))
      rule.field = fields.optional("field", .nonEmptyString)
      let when = fields.optional("when", .nonEmptyArray(of: .nonEmptyString))
      let unless = fields.optional("unless", .nonEmptyArray(of: .nonEmptyString))
      rule.values = when ?? unless ?? []
      rule.isUnless = unless != nil
      let counted = [fields.has("when"), fields.has("unless")].count { $0 }
      guard counted == (fields.has("field") ? 1 : 0) else {
        fields.error(
          "\"field\" goes with either \"when\" or \"unless\"",
          hint: #"write for instance {"field": "status", "when": ["draft"]}"#)
        return nil
      }
      return rule
    }
  }
}

extension Reader where Value == PermissionLevel {
  /// A level at which somebody can be kept from seeing what is not their own.
  fileprivate static var levelBelowAdmin: Reader<PermissionLevel> {
    Reader<String>.string.compactMap(expected: #""readOnly" or "standard""#) {
      ["readOnly", "standard"].contains($0) ? PermissionLevel(rawValue: $0) : nil
    }
  }
}
