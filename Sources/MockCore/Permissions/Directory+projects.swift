extension Directory {
  /// The directory with one more project.
  public func adding(_ project: Project) -> Directory {
    Directory(
      companies: companies, projects: projects + [project], users: users, installedIn: installedIn,
      installedElsewhere: installedElsewhere, apps: apps, installations: installations)
  }

  /// The directory with a project as it is now.
  public func replacing(_ project: Project) -> Directory {
    var changed = self
    changed.update(project: project.id) { $0 = project }
    return changed
  }

  /// The directory after a change that a call brought about; changes of tokens and records leave it as it is.
  public func making(_ change: Change) -> Directory {
    switch change {
    case .installApp(let company, let client): installing(app: client, in: company)
    case .installVersion(let version, let client, let company):
      installing(app: client, in: company, version: version)
    case .uninstallApp(let company, let client): uninstalling(app: client, from: company)
    case .applyApp(let client, let projects, let company): applying(app: client, to: projects, of: company)
    case .insertProject(let project): adding(project)
    case .updateProject(let project): replacing(project)
    default: self
    }
  }
}
