extension Directory {
  /// The client identifier of the app under test; empty where no apps are known, which is none of the others' either.
  var appUnderTest: String { apps.first?.client ?? "" }

  /// The app of that client identifier.
  public func app(_ client: String) -> InstallableApp? { apps.first { $0.client == client } }

  /// Whether an app is connected to a company.
  public func isInstalled(_ client: String, in company: Int64) -> Bool {
    (installedElsewhere[client] ?? installedIn).contains(company)
  }

  /// The directory as it is for the calls of one app: with that app's installations.
  public func seen(byApp client: String) -> Directory {
    guard let installations = installedElsewhere[client] else { return self }
    var seen = self
    seen.installedIn = installations
    return seen
  }

  /// What an app's place in a company is; nil where it was never installed.
  ///
  /// - Parameter client: the app; nil for the one under test.
  public func status(of client: String? = nil, in company: Int64) -> InstallationStatus? {
    let client = client ?? appUnderTest
    if isInstalled(client, in: company) { return .installed }
    return installation(of: client, in: company) == nil ? nil : .uninstalled
  }

  /// What a company did with an app; nil where it never had it.
  public func installation(of client: String, in company: Int64) -> Installation? {
    installations[Installation.Place(client: client, company: company)]
  }

  /// The directory after the apps of the world are known: what is installed at the start is the first version.
  public func offering(_ apps: [InstallableApp]) -> Directory {
    var changed = self
    changed.apps = apps
    changed.installations = [:]
    for app in apps {
      for company in companies where isInstalled(app.client, in: company.id) {
        let place = Installation.Place(client: app.client, company: company.id)
        changed.installations[place] = Installation(version: app.versions.first?.number)
      }
    }
    return changed
  }

  /// The directory after an app was installed, or updated: the company's settings begin anew.
  ///
  /// - Parameter version: nil for the version that the company had, and otherwise the newest one.
  public func installing(app client: String, in company: Int64, version: SemanticVersion? = nil) -> Directory {
    var changed = self
    let place = Installation.Place(client: client, company: company)
    let number = version ?? installations[place]?.version ?? app(client)?.newest?.number
    changed.installations[place] = Installation(version: number)
    if changed.installedElsewhere[client]?.insert(company) == nil { changed.installedIn.insert(company) }
    return changed
  }

  /// The directory after an app was disconnected; which version it was stays known, and where it never was, nothing is.
  public func uninstalling(app client: String, from company: Int64) -> Directory {
    guard isInstalled(client, in: company) else { return self }
    var changed = self
    let place = Installation.Place(client: client, company: company)
    changed.installations[place] = Installation(version: installations[place]?.version)
    if changed.installedElsewhere[client]?.remove(company) == nil, installedElsewhere[client] == nil {
      changed.installedIn.remove(company)
    }
    return changed
  }

  /// The directory after a company applied an app to some projects, and to no others.
  public func applying(app client: String, to projects: [Int64], of company: Int64) -> Directory {
    var changed = self
    changed.installations[Installation.Place(client: client, company: company), default: Installation()]
      .appliedProjects = projects
    return changed
  }
}
