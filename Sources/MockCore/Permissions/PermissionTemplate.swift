/// A named set of levels that is given to people.
public struct PermissionTemplate: Hashable, Sendable {
  /// Where a template may be used.
  public enum Scope: String, CaseIterable, Hashable, Sendable {
    case company, project, global

    /// How the API calls it (Procore, permission templates).
    var type: String {
      switch self {
      case .company: "company_tools"
      case .project: "project_specific"
      case .global: "global"
      }
    }
  }

  /// For whose people a template is meant (Procore, permission templates).
  public enum Category: String, CaseIterable, Hashable, Sendable { case `internal`, external }

  /// Procore's id.
  public var id: Int64
  /// The name that people see.
  public var name: String
  /// Where it may be used.
  public var scope: Scope
  /// For whose people it is meant.
  public var category = Category.internal
  /// The level on each tool; a tool that is not named has none.
  public var levels: [Tool: PermissionLevel]
  /// The granular permissions on each tool, by their names; they count below Admin.
  public var granular: [Tool: [String]] = [:]
  /// The names of the templates that its people may give to others without being administrators.
  public var assignable: [String] = []

  /// The place that it gives to a person.
  public var membership: Membership { Membership(levels: levels, template: name, granular: granular) }
}

/// A person's place in one company or project.
public struct Membership: Hashable, Sendable {
  /// Whether the person is in; one who was removed keeps the levels for the way back.
  public var isActive = true
  /// The template's levels.
  public var levels: [Tool: PermissionLevel]
  /// The template's name.
  public var template: String?
  /// The template's granular permissions.
  public var granular: [Tool: [String]] = [:]
  /// Levels that were set for this person alone; they outweigh the template's.
  public var overrides: [Tool: PermissionLevel] = [:]

  /// The level on one tool.
  public func level(on tool: Tool) -> PermissionLevel { overrides[tool] ?? levels[tool] ?? .none }

  /// Whether a place in a company is that of an administrator: Admin on its tool Admin, or on its Directory, which
  /// brings Admin on all tools of the company and of its projects (Procore support, permissions of the Directory).
  var isOfAdministrator: Bool { level(on: .companyAdmin) == .admin || level(on: .directory) == .admin }
}
