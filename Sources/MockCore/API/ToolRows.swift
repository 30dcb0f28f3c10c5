import JSONSource

/// The tools of a company or of a project, and what the caller may do with each.
enum ToolRows {
  /// The collection of the tools themselves.
  static let tools = "tools"
  /// The collection of the one manifest of what a person may do.
  static let permissions = "permissions"

  /// The tools of the project, as its settings show them.
  static func rows(_ permit: Permit, _ directory: Directory) -> [DirectoryRows.Row] {
    described(permit).enumerated().map { position, tool in
      let json: JSONValue = [
        "id": .integer(tool.id), "engine_name": .string(tool.engineName), "is_active": .bool(isOn(tool, permit)),
        "position": .integer(Int64(position + 1)), "required": .bool(tool.isRequired),
        "title": .string(tool.tool.rawValue), "user_access_level": .string(name(of: level(tool, permit, directory))),
      ]
      return DirectoryRows.Row(id: tool.id, json: json)
    }
  }

  /// What the caller may do with each tool (Procore, permission manifest).
  static func manifest(_ permit: Permit, _ directory: Directory) -> [JSONValue] {
    described(permit).map { tool in
      let level = level(tool, permit, directory)
      let isOn = isOn(tool, permit)
      let address = address(of: tool, permit)
      let canCreate = isOn && level >= .standard
      return [
        "id": .integer(tool.id), "name": .string(tool.engineName), "friendly_name": .string(tool.tool.rawValue),
        "domain_id": .integer(permit.project?.id ?? permit.company ?? 0), "tab_group": .string(tool.tabGroup),
        "available_for_user": .bool(isOn && level > .none), "url": .string(address), "user_access_level": json(level),
        "permitted_actions": .array(isOn ? permitted(tool, level, permit, directory) : []),
        "create_url": canCreate ? .string(address + "/create") : .null, "can_create": .bool(canCreate), "trial": false,
      ]
    }
  }

  /// A level as the API writes it.
  static func json(_ level: PermissionLevel) -> JSONValue {
    ["id": .integer(id(of: level)), "name": .string(name(of: level))]
  }

  private static func described(_ permit: Permit) -> [ToolDescription] {
    let scope: Operation.Scope = permit.project == nil ? .company : .project
    return permit.route.operation.shared.value.tools.filter { $0.scope == scope }
  }

  private static func level(_ tool: ToolDescription, _ permit: Permit, _ directory: Directory) -> PermissionLevel {
    guard let company = permit.company else { return .none }
    return directory.level(of: permit.user, on: tool.tool, company: company, project: permit.project?.id)
  }

  private static func isOn(_ tool: ToolDescription, _ permit: Permit) -> Bool {
    permit.project?.disabledTools.contains(tool.tool) != true
  }

  /// The granular permissions that the caller has: an administrator of the tool has all that there are.
  private static func permitted(
    _ tool: ToolDescription, _ level: PermissionLevel, _ permit: Permit, _ directory: Directory
  ) -> [JSONValue] {
    let names =
      permit.company.map {
        directory.granular(of: permit.user, on: tool.tool, company: $0, project: permit.project?.id)
      } ?? []
    return tool.granular.filter { level == .admin || names.contains($0.label) }.map { granular in
      [
        "id": .integer(granular.id), "action_name": .string(granular.action), "label": .string(granular.label),
        "tool_name": .string(tool.engineName),
      ]
    }
  }

  /// Where people find the tool; these pages are not served.
  private static func address(of tool: ToolDescription, _ permit: Permit) -> String {
    let place = permit.project.map { "/\($0.id)/project" } ?? "/\(permit.company ?? 0)/company"
    return "\(place)/\(tool.engineName)"
  }

  private static func id(of level: PermissionLevel) -> Int64 {
    switch level {
    case .none: 1
    case .readOnly: 2
    case .standard: 3
    case .admin: 4
    }
  }

  private static func name(of level: PermissionLevel) -> String {
    switch level {
    case .none: "None"
    case .readOnly: "Read Only"
    case .standard: "Standard"
    case .admin: "Admin"
    }
  }
}
