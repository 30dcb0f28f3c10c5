extension Directory {
  /// The directory after a change; changes of tokens, secrets and records leave it as it is.
  public func applying(_ change: WorldChange) -> Directory {
    var changed = self
    switch change {
    case .setLevel(let user, let company, let project, let tool, let level):
      changed.setLevel(of: user, company: company, project: project, tool: tool, level: level)
    case .disableTool(let project, let tool):
      changed.update(project: project) { $0.disabledTools.insert(tool) }
    case .enableTool(let project, let tool):
      changed.update(project: project) { $0.disabledTools.remove(tool) }
    case .removeFromProject(let user, let project):
      changed.update(user: user) { $0.projects[project, default: Membership(levels: [:])].isActive = false }
    case .addToProject(let user, let project):
      changed.update(user: user) { $0.readmit(to: project) }
    case .removeFromCompany(let user, let company):
      changed.update(user: user) { $0.companies[company]?.isActive = false }
    case .addToCompany(let user, let company):
      changed.update(user: user) { $0.companies[company]?.isActive = true }
    case .disableUser(let user):
      changed.update(user: user) { $0.isActive = false }
    case .enableUser(let user):
      changed.update(user: user) { $0.isActive = true }
    case .installApp(let company):
      changed.install(in: company)
    case .uninstallApp(let company):
      changed.uninstall(from: company)
    case .hide, .revoke, .expireAccess, .rotateSecret, .setProfile:
      break
    }
    return changed
  }

  private mutating func setLevel(
    of user: Int64, company: Int64, project: Int64?, tool: Tool, level: PermissionLevel
  ) {
    guard let person = self.user(user) else { return }
    // Only an administrator has levels in a project without having been added to it; nobody else comes in this way.
    let isAdministrator = isAdministrator(person, ofCompany: company)
    update(user: user) { user in
      guard let project else {
        user.companies[company]?.overrides[tool] = level
        return
      }
      if isAdministrator && user.projects[project] == nil { user.projects[project] = Membership(levels: [:]) }
      user.projects[project]?.overrides[tool] = level
    }
  }
}

extension User {
  /// Gives a project back; an administrator who was never added to it sees it again as before.
  fileprivate mutating func readmit(to project: Int64) {
    guard let membership = projects[project] else { return }
    if membership.template == nil && membership.levels.isEmpty && membership.overrides.isEmpty {
      projects[project] = nil
    } else {
      projects[project]?.isActive = true
    }
  }
}
