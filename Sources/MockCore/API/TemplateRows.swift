import JSONSource

/// The permission templates that a company or a project can give (Procore, permission templates).
enum TemplateRows {
  /// The collection that is answered here.
  static let collection = "permission_templates"

  /// Filters that say which templates are meant rather than compare a member.
  static let filters: Set<String> = ["assignables_only", "type"]

  /// The templates that a permitted call sees.
  static func rows(_ permit: Permit, _ request: Request, _ directory: Directory) -> [DirectoryRows.Row] {
    let templates = directory.templates.filter { template in
      permit.project == nil ? isOfType(template, request) : template.scope != .company
    }
    let isNarrowed = request.queryValue("filters[assignables_only]") == "true"
    let shown = isNarrowed ? templates.filter { isAssignable($0, permit, directory) } : templates
    return shown.map { DirectoryRows.Row(id: $0.id, json: json($0)) }
  }

  /// Whether the caller may give a template to somebody: administrators of the Directory all, others those that their
  /// own template names.
  static func isAssignable(_ template: PermissionTemplate, _ permit: Permit, _ directory: Directory) -> Bool {
    permit.level == .admin || own(permit, directory)?.assignable.contains(template.name) == true
  }

  /// A template in few words, as people's rows show it.
  static func short(_ template: PermissionTemplate) -> JSONValue {
    [
      "id": .integer(template.id), "name": .string(template.name),
      "project_specific": .bool(template.scope == .project),
    ]
  }

  private static func own(_ permit: Permit, _ directory: Directory) -> PermissionTemplate? {
    let ofCompany = permit.company.flatMap { permit.user.companies[$0] }
    let place = permit.project.map { permit.user.projects[$0.id] } ?? ofCompany
    return place?.template.flatMap { directory.template(named: $0) }
  }

  /// `filters[type]`; templates of projects where none is asked for.
  private static func isOfType(_ template: PermissionTemplate, _ request: Request) -> Bool {
    switch request.queryValue("filters[type]") {
    case "company_tools": template.scope == .company
    case "global": template.scope == .global
    default: template.scope != .company
    }
  }

  private static func json(_ template: PermissionTemplate) -> JSONValue {
    let levels = template.levels.sorted { $0.key.rawValue < $1.key.rawValue }
    return [
      "id": .integer(template.id), "name": .string(template.name),
      "project_specific": .bool(template.scope == .project), "type": .string(template.scope.type),
      "category": .string(template.category.rawValue),
      "permissions": .array(
        levels.map { tool, level in
          ["tool": .string(tool.rawValue), "user_access_level": ToolRows.json(level)]
        }),
    ]
  }
}
