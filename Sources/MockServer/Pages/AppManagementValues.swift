import MockCore

/// What the template of the App Management page is filled with.
enum AppManagementValues {
  static func of(_ page: AppManagementPage) -> [String: Any] {
    var values: [String: Any] = [
      "title": page.company.map { "App Management · \($0.name)" } ?? "App Management", "user": page.user,
      "formToken": page.formToken, "isCompany": page.company != nil, "company": page.company?.name ?? "",
      "hasCompanies": !page.companies.isEmpty, "key": page.key, "notice": page.notice ?? "",
      "hasNotice": page.notice != nil, "problem": page.problem ?? "", "hasProblem": page.problem != nil,
      "isOffer": page.offer != nil, "hasInstalled": !page.installed.isEmpty,
      "hasUninstalled": !page.uninstalled.isEmpty,
    ]
    values["action"] = page.company.map { AppManagementAddress.company($0.id).path }
    values["companies"] = page.companies.map {
      ["name": $0.name, "address": AppManagementAddress.company($0.id).path]
    }
    values["offer"] = page.offer.map { offer in
      [
        "app": offer.app, "number": "\(offer.number)", "isUpdate": offer.replaces != nil,
        "replaces": offer.replaces.map { "\($0)" } ?? "",
      ] as [String: Any]
    }
    values["installed"] = page.installed.map { of($0, isNew: $0.client == page.justInstalled) }
    values["uninstalled"] = page.uninstalled.map { of($0, isNew: false) }
    return values
  }

  private static func of(_ app: AppManagementPage.App, isNew: Bool) -> [String: Any] {
    [
      "client": app.client, "name": app.name, "isNew": isNew, "hasVersion": app.version != nil,
      "number": app.version.map { "\($0.number)" } ?? "", "url": app.version?.instructionsURL ?? "",
      "pageName": app.version?.pageName ?? "", "notes": app.version?.postInstallationNotes ?? "",
      "hasUpdate": app.update != nil, "update": app.update.map { "\($0)" } ?? "",
      "projects": app.projects.map { project in
        ["id": String(project.id), "project": project.name, "isApplied": project.isApplied] as [String: Any]
      },
      "hasProjects": !app.projects.isEmpty,
    ]
  }
}
