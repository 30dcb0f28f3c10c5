/// What an app's place in a company is, as App Management shows it; without any, it was never installed.
public enum InstallationStatus: String, CaseIterable, Hashable, Sendable { case installed, uninstalled }

extension Directory {
  /// The directory as it is for the calls of one app: with that app's installations.
  public func seen(byApp client: String) -> Directory {
    guard let installations = installedElsewhere[client] else { return self }
    var seen = self
    seen.installedIn = installations
    seen.uninstalledFrom = uninstalledElsewhere[client] ?? []
    return seen
  }

  /// What the app's place in a company is; nil where it was never installed.
  public func installation(in company: Int64) -> InstallationStatus? {
    if installedIn.contains(company) { return .installed }
    return uninstalledFrom.contains(company) ? .uninstalled : nil
  }

  /// The directory after an app was installed by a call.
  public func installing(app client: String, in company: Int64) -> Directory {
    var changed = self
    guard installedElsewhere[client] != nil else {
      changed.install(in: company)
      return changed
    }
    changed.installedElsewhere[client]?.insert(company)
    changed.uninstalledElsewhere[client]?.remove(company)
    return changed
  }

  /// The directory after an app was uninstalled by a call.
  public func uninstalling(app client: String, from company: Int64) -> Directory {
    var changed = self
    guard installedElsewhere[client] != nil else {
      changed.uninstall(from: company)
      return changed
    }
    if changed.installedElsewhere[client]?.remove(company) != nil {
      changed.uninstalledElsewhere[client, default: []].insert(company)
    }
    return changed
  }

  /// Connects the app under test to a company.
  mutating func install(in company: Int64) {
    installedIn.insert(company)
    uninstalledFrom.remove(company)
  }

  /// Disconnects it; where it never was, nothing is remembered.
  mutating func uninstall(from company: Int64) {
    if installedIn.remove(company) != nil { uninstalledFrom.insert(company) }
  }
}
