import JSONSource

/// A permission template as a file states it; where it has no id, one is found when all of them are known.
struct GivenTemplate {
  var id: Int64?
  var template: PermissionTemplate
}

extension Reader where Value == GivenTemplate {
  static var permissionTemplate: Reader<GivenTemplate> {
    .wholeObject("a permission template") { fields in
      let id = fields.optional("id", .integer(in: 1...Int64.max))
      let category = fields.optional("category", .oneOf(PermissionTemplate.Category.self), default: .internal)
      let granular = fields.optional(
        "granular", .dictionary(of: .array(of: .nonEmptyString), allowingNote: true), default: [])
      let assignable = fields.optional("assignable", .array(of: .nonEmptyString), default: [])
      let tools = fields.required("tools", .dictionary(of: .oneOf(PermissionLevel.self), allowingNote: true))
      let name = fields.required("name", .nonEmptyString)
      let scope = fields.required("scope", .oneOf(PermissionTemplate.Scope.self))
      guard let name, let scope, let tools else { return nil }
      let levels = Dictionary(tools.map { (Tool(rawValue: $0.key), $0.value) }) { first, _ in first }
      fields.reportGranular(granular.map(\.key), levels)
      return GivenTemplate(
        id: id,
        template: PermissionTemplate(
          id: id ?? 0, name: name, scope: scope, category: category, levels: levels,
          granular: Dictionary(granular.map { (Tool(rawValue: $0.key), $0.value) }) { first, _ in first },
          assignable: assignable))
    }
  }
}

extension Fields {
  /// A granular permission counts below Admin only, and never where there is no level at all.
  fileprivate func reportGranular(_ tools: [String], _ levels: [Tool: PermissionLevel]) {
    for tool in tools where ![.readOnly, .standard].contains(levels[Tool(rawValue: tool)] ?? .none) {
      error(
        "granular permissions on \(tool) count at readOnly and standard alone", at: "granular",
        hint: "give \"\(tool)\" such a level under \"tools\", or leave them out")
    }
  }
}

extension [GivenTemplate] {
  /// The templates with ids: their own, or the next one that none of them has.
  func numbered() -> [PermissionTemplate] {
    let given = Set(compactMap(\.id))
    var next = Self.firstID
    return map { stated in
      var template = stated.template
      guard stated.id == nil else { return template }
      while given.contains(next) { next += 1 }
      template.id = next
      next += 1
      return template
    }
  }

  /// Where made-up ids begin.
  private static var firstID: Int64 { 600_001 }
}

extension World {
  /// Tells of templates that may be given although there are none of that name.
  static func reportAssignable(in json: LocatedJSON, _ diagnostics: Diagnostics) {
    let names = (json["permissionTemplates"]?.items ?? []).compactMap { $0["name"]?.value.stringValue }
    for template in json["permissionTemplates"]?.items ?? [] {
      for name in template["assignable"]?.items ?? [] {
        guard let text = name.value.stringValue, !names.contains(text) else { continue }
        let hint = Suggestion.hint(for: text, among: names.sorted())
        diagnostics.error("the world has no permission template \"\(text)\"", at: name, hint: hint)
      }
    }
  }
}
