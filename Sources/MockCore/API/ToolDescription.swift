import JSONSource

/// A tool as the API describes it, with the granular permissions that there are on it.
public struct ToolDescription: Hashable, Sendable {
  /// The tool.
  public var tool: Tool
  /// Where it belongs: to a company or to a project.
  public var scope: Operation.Scope
  /// Procore's id.
  public var id: Int64
  /// The name of its engine, `rfi`.
  public var engineName: String
  /// The group of tools in which it stands.
  public var tabGroup: String
  /// Whether a project cannot do without it.
  public var isRequired: Bool
  /// The granular permissions on it.
  public var granular: [GranularPermission]

  /// A granular permission as the API shows it among the permitted actions.
  public struct GranularPermission: Hashable, Sendable {
    /// Procore's id.
    public var id: Int64
    /// Its name for programs, `create_and_edit_users`.
    public var action: String
    /// Its name for people, `Create and Edit Users`.
    public var label: String
  }
}

extension Reader where Value == ToolDescription {
  static var toolDescription: Reader<ToolDescription> {
    .object("a tool") { fields in
      let engineName = fields.required("engineName", .nonEmptyString)
      let tabGroup = fields.required("tabGroup", .nonEmptyString)
      let isRequired = fields.optional("required", .bool, default: false)
      let granular = fields.optional("granular", .array(of: .granularPermission), default: [])
      guard let tool = fields.required("tool", .nonEmptyString), let id = fields.required("id", .integer),
        let scope = fields.required("scope", .placeOfTool), let engineName, let tabGroup
      else { return nil }
      return ToolDescription(
        tool: Tool(rawValue: tool), scope: scope, id: id, engineName: engineName, tabGroup: tabGroup,
        isRequired: isRequired, granular: granular)
    }
  }
}

extension Reader where Value == ToolDescription.GranularPermission {
  fileprivate static var granularPermission: Reader<ToolDescription.GranularPermission> {
    .object("a granular permission") { fields in
      let action = fields.required("action", .nonEmptyString)
      let label = fields.required("label", .nonEmptyString)
      guard let id = fields.required("id", .integer), let action, let label else { return nil }
      return ToolDescription.GranularPermission(id: id, action: action, label: label)
    }
  }
}

extension Reader where Value == Operation.Scope {
  fileprivate static var placeOfTool: Reader<Operation.Scope> {
    Reader<String>.string.compactMap(expected: #""company" or "project""#) {
      ["company", "project"].contains($0) ? Operation.Scope(rawValue: $0) : nil
    }
  }
}
