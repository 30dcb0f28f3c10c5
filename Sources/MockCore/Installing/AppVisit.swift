/// A person who may manage the apps of a company, at its App Management page.
struct AppVisit {
  let company: Company
  let user: User
  let environment: Deployment
  let directory: Directory

  /// What a form asks for, by the value of its button.
  private enum Order: String {
    case check, install, update, reinstall, uninstall, apply
  }

  // MARK: - Showing

  /// The page as it stands, with a word about what was done just before.
  func show(_ parameters: RequestParameters) -> Decision {
    var page = page()
    if let app = parameters["app"].flatMap({ directory.app($0) }), let done = parameters["done"].flatMap(Done.init) {
      page.notice = done.words(app.name, company.name)
      page.justInstalled = done == .installed || done == .updated ? app.client : nil
    }
    return decision(.page(200, .apps(page)), .appsShown)
  }

  private func page() -> AppManagementPage {
    var page = AppManagementPage(company: company, user: user.name)
    for app in directory.apps where app.environment == environment {
      switch directory.status(of: app.client, in: company.id) {
      case .installed: page.installed.append(shown(app))
      case .uninstalled: page.uninstalled.append(shown(app))
      case nil: break
      }
    }
    return page
  }

  private func shown(_ app: InstallableApp) -> AppManagementPage.App {
    let installation = directory.installation(of: app.client, in: company.id)
    let version = app.version(installation?.version)
    let newer = app.newest.map(\.number).flatMap { newest in
      version.map { newest > $0.number } ?? false ? newest : nil
    }
    return AppManagementPage.App(
      client: app.client, name: app.name, version: version, update: newer,
      projects: directory.projects.filter { $0.company == company.id }.map {
        AppManagementPage.ProjectChoice(
          id: $0.id, name: $0.name, isApplied: installation?.appliedProjects.contains($0.id) ?? false)
      })
  }

  // MARK: - Obeying

  /// Decides on a form: what is done shows on the page that the browser is sent to.
  func obey(_ parameters: RequestParameters) -> Decision {
    guard let order = parameters["order"].flatMap(Order.init) else {
      return again("Nothing was asked for.", .parameterMalformed)
    }
    switch order {
    case .check, .install: return install(by: parameters["key"] ?? "", isConfirmed: order == .install)
    case .update, .reinstall, .uninstall, .apply:
      guard let app = known(parameters["app"]) else {
        return again("This app is not in \(company.name).", .appUnknown)
      }
      return obey(order, app, parameters)
    }
  }

  /// The app of a form, where the company has or had it.
  private func known(_ client: String?) -> InstallableApp? {
    guard let app = client.flatMap({ directory.app($0) }), app.environment == environment,
      directory.installation(of: app.client, in: company.id) != nil
    else { return nil }
    return app
  }

  private func install(by key: String, isConfirmed: Bool) -> Decision {
    switch AppVersionKey.find(key, in: company, environment, directory) {
    case .failure(let refusal): return again(refusal.words, refusal.grounds, key: key)
    case .success(let found) where isConfirmed:
      return put(found.version.number, of: found.app)
    case .success(let found):
      var page = page()
      let isThere = directory.isInstalled(found.app.client, in: company.id)
      page.key = key
      page.offer = AppManagementPage.Offer(
        app: found.app.name, number: found.version.number,
        replaces: isThere ? directory.installation(of: found.app.client, in: company.id)?.version : nil)
      return decision(.page(200, .apps(page)), .versionOffered)
    }
  }

  private func obey(_ order: Order, _ app: InstallableApp, _ parameters: RequestParameters) -> Decision {
    let isThere = directory.isInstalled(app.client, in: company.id)
    guard isThere != (order == .reinstall) else {
      let state = isThere ? "is installed in \(company.name) already" : "is not installed in \(company.name)"
      return again("\(app.name) \(state).", .appUnknown)
    }
    switch order {
    case .update:
      guard let newest = shown(app).update else {
        return again("\(app.name) is as new as it can be.", .versionNotHigher)
      }
      return put(newest, of: app)
    case .uninstall:
      return done(.uninstalled, app, [.uninstallApp(company: company.id, client: app.client)], .appUninstalled)
    case .apply:
      let chosen = Set(parameters.all.filter { $0.name == "projects[]" }.compactMap { Int64($0.value) })
      let projects = directory.projects.filter { $0.company == company.id && chosen.contains($0.id) }.map(\.id)
      let change = Change.applyApp(client: app.client, projects: projects, company: company.id)
      return done(.applied, app, [change], .settingsSaved)
    default:
      return put(directory.installation(of: app.client, in: company.id)?.version, of: app)
    }
  }

  private func put(_ version: SemanticVersion?, of app: InstallableApp) -> Decision {
    let isUpdate = directory.isInstalled(app.client, in: company.id)
    return done(
      isUpdate ? .updated : .installed, app,
      [.installVersion(version, client: app.client, company: company.id)], isUpdate ? .appUpdated : .appInstalled)
  }

  // MARK: - Answers

  /// The page once more, with the reason why nothing was done.
  private func again(_ problem: String, _ grounds: Grounds, key: String = "") -> Decision {
    var page = page()
    page.problem = problem
    page.key = key
    return decision(.page(422, .apps(page)), grounds)
  }

  private func done(_ done: Done, _ app: InstallableApp, _ changes: [Change], _ grounds: Grounds) -> Decision {
    let query = FormEncoding.encode([Parameter("done", done.rawValue), Parameter("app", app.client)])
    var decision = decision(
      .redirect(to: AppManagementAddress.company(company.id).path + "?" + query), grounds)
    decision.changes = changes
    return decision
  }

  private func decision(_ answer: Answer, _ grounds: Grounds) -> Decision {
    Decision(answer, because: grounds, about: ManageApps.about(user, company.id))
  }
}

/// What was done just before a page is shown, as its address says it: a closed list, so that no link can put words
/// into the page.
private enum Done: String {
  case installed, updated, uninstalled, applied

  func words(_ app: String, _ company: String) -> String {
    switch self {
    case .installed: "\(app) was installed in \(company)."
    case .updated:
      "\(app) was updated in \(company). Settings of the version before did not carry over: apply it to projects anew."
    case .uninstalled: "\(app) was uninstalled from \(company). Its calls are refused until it is installed again."
    case .applied: "The projects of \(app) in \(company) were saved."
    }
  }
}
