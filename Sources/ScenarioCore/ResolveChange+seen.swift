import MockCore

/// What was seen so far, and how it is called.
extension ResolveChange {
  /// The rights that calls of the API asked for, in order; of one action, or of any.
  func rightsUsed(by action: String? = nil) -> [NeededRight] {
    exchanges(of: action).compactMap(\.needed)
  }

  /// The rights that an action asked for and had, in order.
  func rightsGranted(to action: String) -> [NeededRight] {
    exchanges(of: action).filter { $0.grounds == .granted }.compactMap(\.needed)
  }

  private func exchanges(of action: String?) -> [Exchange] {
    let calls = history.exchanges.filter { $0.endpoints.contains("api") }
    guard let action else { return calls }
    let ranges = history.stepBounds.actions[action] ?? []
    return calls.filter { call in ranges.contains { $0.contains(call.number) } }
  }

  /// Makes one record private that the action was seen to read: the first of its newest answer that a tool governs.
  func hide(recordOf action: String) -> ResolvedChange {
    let readings = exchanges(of: action).filter {
      $0.grounds == .granted && $0.method == "GET" && $0.needed?.tool != nil
    }
    for reading in readings.reversed() {
      guard let operation = catalog.operations.first(where: { $0.name == reading.operation }),
        let record = reading.records.first
      else { continue }
      return one(
        .hide(collection: operation.collection, record: record), "\(operation.collection) \(record) made private")
    }
    return .inconclusive(reason: "\"\(action)\" was not seen to read a record")
  }

  /// Whether a membership is there to be taken.
  func isIn(_ right: NeededRight) -> Bool {
    guard let user = directory.user(right.user) else { return false }
    guard let project = right.project else { return directory.isMember(user, ofCompany: right.company) }
    return directory.project(project).map { directory.sees(user, project: $0) } ?? false
  }

  func nameOf(user id: Int64) -> String { directory.user(id)?.login ?? "user \(id)" }
  func nameOf(company id: Int64) -> String { directory.company(id)?.name ?? "company \(id)" }
  func nameOf(_ project: Int64?, in company: Int64) -> String {
    project.map { nameOf(project: $0) } ?? nameOf(company: company)
  }
  func nameOf(project id: Int64) -> String { directory.project(id)?.name ?? "project \(id)" }

  /// What a change comes to, in words.
  func describe(_ change: WorldChange) -> String {
    switch change {
    case .setLevel(let user, let company, let project, let tool, let level):
      "\(nameOf(user: user)): \(tool) in \(nameOf(project, in: company)) to \(level.rawValue)"
    case .disableTool(let project, let tool): "\(tool) disabled in \(nameOf(project: project))"
    case .enableTool(let project, let tool): "\(tool) enabled in \(nameOf(project: project))"
    case .addToProject(let user, let project): "\(nameOf(user: user)) added to \(nameOf(project: project))"
    case .addToCompany(let user, let company): "\(nameOf(user: user)) added to \(nameOf(company: company))"
    case .removeFromProject(let user, let project): "\(nameOf(user: user)) removed from \(nameOf(project: project))"
    case .removeFromCompany(let user, let company): "\(nameOf(user: user)) removed from \(nameOf(company: company))"
    case .disableUser(let user): "\(directory.user(user)?.login ?? nameOf(user: user)) disabled"
    case .enableUser(let user): "\(directory.user(user)?.login ?? nameOf(user: user)) enabled"
    case .uninstallApp(let company): "app uninstalled from \(nameOf(company: company))"
    case .installApp(let company): "app installed in \(nameOf(company: company))"
    case .hide(let collection, let record): "\(collection) \(record) made private"
    case .revoke(let kinds, _): kinds == .both ? "all tokens revoked" : "\(kinds) tokens revoked"
    case .expireAccess: "access tokens expired"
    case .rotateSecret: "client secret rotated"
    case .setProfile(let knobs): "profile: \(knobs.encoded())"
    }
  }
}

/// The elements without repetitions, in order.
func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}

extension NeededRight {
  /// Whether both are about the same person's same tool at the same place.
  func isOfSameThing(as other: NeededRight) -> Bool {
    user == other.user && company == other.company && project == other.project && tool == other.tool
  }
}

extension Directory {
  /// The level of a person by id; none for somebody who does not exist.
  func level(ofUser id: Int64, on tool: Tool, company: Int64, project: Int64?) -> PermissionLevel {
    user(id).map { level(of: $0, on: tool, company: company, project: project) } ?? .none
  }
}
