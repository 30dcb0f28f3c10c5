extension Directory {
  /// The directory after changes that a call brought about; nil where it stays as it is, as with tokens and records.
  public func making(_ changes: [Change]) -> Directory? {
    guard changes.contains(where: \.isOfDirectory) else { return nil }
    return changes.reduce(self) { $0.making($1) }
  }

  /// The directory after a change; changes of tokens and records leave it as it is.
  private func making(_ change: Change) -> Directory {
    switch change {
    case .installApp(let company, let client): return installing(app: client, in: company)
    case .installVersion(let version, let client, let company):
      return installing(app: client, in: company, version: version)
    case .uninstallApp(let company, let client): return uninstalling(app: client, from: company)
    case .applyApp(let client, let projects, let company): return applying(app: client, to: projects, of: company)
    case .insertProject, .updateProject, .insertUser, .updateUser:
      var changed = self
      changed.make(change)
      return changed
    default: return self
    }
  }

  private mutating func make(_ change: Change) {
    switch change {
    case .insertProject(let project): append(project)
    case .updateProject(let project): update(project: project.id) { $0 = project }
    case .insertUser(let user): append(user)
    case .updateUser(let user): update(user: user.id) { $0 = user }
    default: break
    }
  }
}

extension Change {
  /// Whether it concerns people, projects or installed apps.
  fileprivate var isOfDirectory: Bool {
    switch self {
    case .installApp, .installVersion, .uninstallApp, .applyApp, .insertProject, .updateProject, .insertUser,
      .updateUser:
      true
    default: false
    }
  }
}
