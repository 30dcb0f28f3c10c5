import JSONSource

/// A change of the world that names everything it is about, as a person writes it.
public enum NamedChange: Hashable, Sendable {
  /// Without a project the tool is one of the company, in every company of the user.
  case setLevel(user: String, tool: String, level: PermissionLevel, project: Int64?)
  case disableTool(project: Int64, tool: String)
  case enableTool(project: Int64, tool: String)
  case removeFromProject(user: String, project: Int64)
  case addToProject(user: String, project: Int64)
  case removeFromCompany(user: String, company: Int64)
  case addToCompany(user: String, company: Int64)
  case disableUser(String)
  case enableUser(String)
  case installApp(company: Int64)
  case uninstallApp(company: Int64)
  case hide(collection: String, record: Int64)
  case revoke(TokenKinds)
  case expireAccess
  case rotateSecret
  /// Procore's own settings change: knobs of a profile.
  case profile(JSONValue)

  /// What it comes to in a world; nothing where it names a person whom the world lacks.
  public func changes(in directory: Directory) -> [WorldChange] {
    func of(_ login: String, _ change: (Int64) -> WorldChange) -> [WorldChange] {
      directory.user(login: login).map { [change($0.id)] } ?? []
    }
    return switch self {
    case .setLevel(let user, let tool, let level, let project):
      levels(of: user, on: Tool(rawValue: tool), to: level, project: project, in: directory)
    case .disableTool(let project, let tool): [.disableTool(project: project, tool: Tool(rawValue: tool))]
    case .enableTool(let project, let tool): [.enableTool(project: project, tool: Tool(rawValue: tool))]
    case .removeFromProject(let user, let project): of(user) { .removeFromProject(user: $0, project: project) }
    case .addToProject(let user, let project): of(user) { .addToProject(user: $0, project: project) }
    case .removeFromCompany(let user, let company): of(user) { .removeFromCompany(user: $0, company: company) }
    case .addToCompany(let user, let company): of(user) { .addToCompany(user: $0, company: company) }
    case .disableUser(let user): of(user) { .disableUser($0) }
    case .enableUser(let user): of(user) { .enableUser($0) }
    case .installApp(let company): [.installApp(company: company)]
    case .uninstallApp(let company): [.uninstallApp(company: company)]
    case .hide(let collection, let record): [.hide(collection: collection, record: record)]
    case .revoke(let kinds): [.revoke(kinds, user: nil)]
    case .expireAccess: [.expireAccess(user: nil)]
    case .rotateSecret: [.rotateSecret]
    case .profile(let knobs): [.setProfile(knobs)]
    }
  }

  private func levels(
    of login: String, on tool: Tool, to level: PermissionLevel, project: Int64?, in directory: Directory
  ) -> [WorldChange] {
    guard let user = directory.user(login: login) else { return [] }
    let companies = project.map { [directory.project($0)?.company].compactMap { $0 } } ?? user.companies.keys.sorted()
    return companies.map {
      .setLevel(user: user.id, company: $0, project: project, tool: tool, level: level)
    }
  }
}
