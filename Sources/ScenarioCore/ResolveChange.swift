import MockCore

/// Resolves the changes of a scenario from what was seen so far.
public struct ResolveChange: Sendable {
  /// What was seen so far: the steps that have ended and their exchanges.
  public var history: History
  /// Who exists and what they may do at this moment.
  public var directory: Directory
  /// The operations, which say of what collection the records of an exchange are.
  public var catalog: Catalog
  /// The way back from earlier changes, by the action to which they were relative.
  public var undo: [String: [WorldChange]]

  /// States what is known.
  public init(history: History, directory: Directory, catalog: Catalog, undo: [String: [WorldChange]] = [:]) {
    self.history = history
    self.directory = directory
    self.catalog = catalog
    self.undo = undo
  }

  /// What a change comes to.
  public func resolve(_ step: WorldStep) -> ResolvedChange {
    switch step {
    case .forbid(let action, let projects): forbid(action, projects)
    case .allow(let action): allow(action)
    case .setLevelOfAction(let action, let level): setLevel(ofAction: action, to: level)
    case .disableToolOfAction(let action, let projects): disableTools(ofAction: action, projects)
    case .hide(let action): hide(recordOf: action)
    case .removeFromProject(let user, let project): removeFromProject(user, project)
    case .removeFromCompany(let user, let company): removeFromCompany(user, company)
    case .uninstallApp(let company):
      install(in: company) { (.uninstallApp(company: $0), "app uninstalled from \(nameOf(company: $0))") }
    case .installApp(let company):
      install(in: company) { (.installApp(company: $0), "app installed in \(nameOf(company: $0))") }
    case .named(let change): resolve(change)
    }
  }

  private func resolve(_ change: NamedChange) -> ResolvedChange {
    if case .setLevel(let user, let tool, let level, let project) = change {
      return setLevel(of: user, tool: Tool(rawValue: tool), to: level, project: project)
    }
    let changes = change.changes(in: directory)
    guard !changes.isEmpty else { return .inconclusive(reason: "there is no user \"\(change.login ?? "")\"") }
    return .changes(.init(apply: changes, summaries: changes.map(describe)))
  }

  func one(_ change: WorldChange, _ summary: String) -> ResolvedChange {
    .changes(.init(apply: [change], summaries: [summary]))
  }

  private func allow(_ action: String) -> ResolvedChange {
    guard let changes = undo[action], !changes.isEmpty else {
      return .inconclusive(reason: "nothing of \"\(action)\" was forbidden before")
    }
    return .changes(.init(apply: changes, summaries: changes.map { "given back: \(describe($0))" }))
  }

  private func install(
    in company: Int64?, _ change: (Int64) -> (change: WorldChange, summary: String)
  ) -> ResolvedChange {
    guard let company = company ?? rightsUsed().last?.company ?? directory.companies.first?.id else {
      return .inconclusive(reason: "the world has no company")
    }
    let made = change(company)
    return one(made.change, made.summary)
  }
}
