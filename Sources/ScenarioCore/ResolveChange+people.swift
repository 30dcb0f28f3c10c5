import MockCore

/// The levels and memberships of people whom a scenario names, or who were seen.
extension ResolveChange {
  /// Without a project the tool is one of the company, in every company of the user.
  func setLevel(of login: String, tool: Tool, to level: PermissionLevel, project: Int64?) -> ResolvedChange {
    guard let user = directory.user(login: login) else { return .inconclusive(reason: "there is no user \"\(login)\"") }
    var changes = ResolvedChange.Changes()
    let companies = project.map { [directory.project($0)?.company].compactMap { $0 } } ?? user.companies.keys.sorted()
    for company in companies {
      set(
        NeededRight(user: user.id, company: company, project: project, tool: tool, level: level), on: tool, to: level,
        &changes)
    }
    guard changes.apply.isEmpty else { return .changes(changes) }
    return .inconclusive(reason: "\(login) has the level \(level.rawValue) on \(tool) already")
  }

  func removeFromProject(_ login: String?, _ project: Int64?) -> ResolvedChange {
    let used = rightsUsed().filter { $0.project != nil }
    guard let user = login.flatMap({ directory.user(login: $0)?.id }) ?? used.last?.user else {
      return .inconclusive(reason: "nobody was seen to use a project")
    }
    let projects = project.map { [$0] } ?? distinct(used.filter { $0.user == user }.compactMap(\.project))
    var changes = ResolvedChange.Changes()
    for project in projects { remove(user, fromProject: project, &changes) }
    guard changes.apply.isEmpty else { return .changes(changes) }
    return .inconclusive(reason: "\(nameOf(user: user)) was not seen to use a project")
  }

  func removeFromCompany(_ login: String?, _ company: Int64?) -> ResolvedChange {
    let used = rightsUsed()
    guard let user = login.flatMap({ directory.user(login: $0)?.id }) ?? used.last?.user else {
      return .inconclusive(reason: "nobody was seen to use a company")
    }
    let companies = company.map { [$0] } ?? distinct(used.filter { $0.user == user }.map(\.company))
    var changes = ResolvedChange.Changes()
    for company in companies { remove(user, fromCompany: company, &changes) }
    guard changes.apply.isEmpty else { return .changes(changes) }
    return .inconclusive(reason: "\(nameOf(user: user)) was not seen to use a company")
  }

  func remove(_ user: Int64, fromProject project: Int64, _ changes: inout ResolvedChange.Changes) {
    changes.add(
      .removeFromProject(user: user, project: project), undo: .addToProject(user: user, project: project),
      "\(nameOf(user: user)) removed from \(nameOf(project: project))")
  }

  func remove(_ user: Int64, fromCompany company: Int64, _ changes: inout ResolvedChange.Changes) {
    changes.add(
      .removeFromCompany(user: user, company: company), undo: .addToCompany(user: user, company: company),
      "\(nameOf(user: user)) removed from \(nameOf(company: company))")
  }
}
