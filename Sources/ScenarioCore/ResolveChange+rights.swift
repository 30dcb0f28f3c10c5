import MockCore

/// The changes that are relative to what an action was seen to use.
extension ResolveChange {
  /// Lowers every right that the action was seen to use to one level below the lowest that it needs.
  ///
  /// Where no tool governs what was used of a project, the membership in the project is taken; where nothing of any
  /// project and no tool was used, the membership in the company.
  func forbid(_ action: String, _ projects: ProjectChoice) -> ResolvedChange {
    chosen(rightsUsed(by: action), of: action, projects) { rights in
      var changes = ResolvedChange.Changes()
      for (right, tool) in governed(rights) { lower(right, on: tool, &changes) }
      for right in memberships(rights) where isIn(right) {
        if let project = right.project {
          remove(right.user, fromProject: project, &changes)
        } else {
          remove(right.user, fromCompany: right.company, &changes)
        }
      }
      return changes.apply.isEmpty
        ? .inconclusive(reason: "there is nothing to forbid of \"\(action)\"") : .changes(changes)
    }
  }

  func setLevel(ofAction action: String, to level: PermissionLevel) -> ResolvedChange {
    var changes = ResolvedChange.Changes()
    for (right, tool) in governed(rightsUsed(by: action)) { set(right, on: tool, to: level, &changes) }
    guard changes.apply.isEmpty else { return .changes(changes) }
    return .inconclusive(reason: "\"\(action)\" was not seen to use a tool")
  }

  func disableTools(ofAction action: String, _ projects: ProjectChoice) -> ResolvedChange {
    chosen(rightsUsed(by: action), of: action, projects) { rights in
      var changes = ResolvedChange.Changes()
      for (right, tool) in governed(rights) {
        guard let project = right.project else { continue }
        let change = WorldChange.disableTool(project: project, tool: tool)
        guard !changes.apply.contains(change), directory.project(project)?.disabledTools.contains(tool) == false else {
          continue
        }
        changes.add(
          change, undo: .enableTool(project: project, tool: tool), "\(tool) disabled in \(nameOf(project: project))")
      }
      guard changes.apply.isEmpty else { return .changes(changes) }
      return .inconclusive(reason: "\"\(action)\" was not seen to use a tool of a project")
    }
  }

  /// Narrows rights to the first of several projects where only one is meant.
  ///
  /// Only projects that let the action in count: where the others refuse it anyway, nothing is left to be read, and a
  /// connector that says so is right.
  private func chosen(
    _ rights: [NeededRight], of action: String, _ choice: ProjectChoice, _ resolve: ([NeededRight]) -> ResolvedChange
  ) -> ResolvedChange {
    guard !rights.isEmpty else { return .inconclusive(reason: "\"\(action)\" was not seen to need any right") }
    guard choice == .one else { return resolve(rights) }
    let granted = rightsGranted(to: action)
    let governing =
      granted.contains { $0.tool != nil && $0.project != nil } ? granted.filter { $0.tool != nil } : granted
    let projects = distinct(governing.compactMap(\.project))
    guard projects.count > 1 else {
      return .notApplicable(
        reason: "\"\(action)\" was seen to be let into \(projects.isEmpty ? "no project" : "one project only")")
    }
    return resolve(rights.filter { $0.project == projects[0] })
  }

  /// The rights on tools, each with the lowest level that was needed.
  private func governed(_ rights: [NeededRight]) -> [(right: NeededRight, tool: Tool)] {
    var lowest: [NeededRight] = []
    for right in rights where right.tool != nil {
      if let index = lowest.firstIndex(where: { $0.isOfSameThing(as: right) }) {
        lowest[index].level = min(lowest[index].level, right.level)
      } else {
        lowest.append(right)
      }
    }
    return lowest.compactMap { right in right.tool.map { (right: right, tool: $0) } }
  }

  /// The memberships that were used where no tool governs anything.
  private func memberships(_ rights: [NeededRight]) -> [NeededRight] {
    let bare = distinct(rights.filter { $0.tool == nil })
    let inProjects = bare.filter { right in
      right.project != nil
        && !rights.contains { $0.tool != nil && $0.user == right.user && $0.project == right.project }
    }
    if !inProjects.isEmpty { return inProjects }
    return rights.contains { $0.tool != nil || $0.project != nil } ? [] : bare
  }

  private func lower(_ right: NeededRight, on tool: Tool, _ changes: inout ResolvedChange.Changes) {
    let current = directory.level(
      ofUser: right.user, on: tool, company: right.company, project: right.project)
    guard right.level > .none, current >= right.level else { return }
    set(right, on: tool, to: right.level.lowered, &changes)
  }

  func set(
    _ right: NeededRight, on tool: Tool, to level: PermissionLevel, _ changes: inout ResolvedChange.Changes
  ) {
    let former = directory.level(ofUser: right.user, on: tool, company: right.company, project: right.project)
    guard former != level else { return }
    let place = nameOf(right.project, in: right.company)
    func change(to level: PermissionLevel) -> WorldChange {
      .setLevel(user: right.user, company: right.company, project: right.project, tool: tool, level: level)
    }
    changes.add(
      change(to: level), undo: change(to: former),
      "\(nameOf(user: right.user)): \(tool) in \(place) from \(former.rawValue) to \(level.rawValue)")
  }
}
