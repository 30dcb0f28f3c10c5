import JSONSource

/// Installing an app in a company, and switching an installation between installed and uninstalled.
enum WriteInstallation {
  static func decide(
    _ permit: Permit, _ request: Request, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    guard let company = permit.company, let body = JSONParser.parse(request.body)?.objectValue else {
      return RefuseBody.withoutRecord(permit, request, profile)
    }
    let given = body["app_uid"]?.stringValue
    let isCreate = permit.route.operation.action == .create
    if isCreate && given == nil { return RefuseBody.decide(["app_uid": ["can't be blank"]], permit, profile) }
    // An app knows of itself alone.
    guard given == nil || given == permit.client else { return AnswerCall.refused(.recordUnknown, permit, profile) }
    if isCreate {
      guard directory.status(of: permit.client, in: company) != .installed else {
        return taken(company, permit, directory, profile)
      }
      return answer(201, .installed, company, permit, directory)
    }
    guard permit.route.values["id"] == String(company), directory.status(of: permit.client, in: company) != nil else {
      return AnswerCall.refused(.recordUnknown, permit, profile)
    }
    switch body["app_installation"]?["status"]?.stringValue.flatMap(InstallationStatus.init) {
    case let status?: return answer(200, status, company, permit, directory)
    case nil: return RefuseBody.decide(["status": ["is not included in the list"]], permit, profile)
    }
  }

  private static func answer(
    _ code: Int, _ status: InstallationStatus, _ company: Int64, _ permit: Permit, _ directory: Directory
  ) -> Decision {
    var decision = AnswerCall.granted(
      code, InstallationRows.json(company, status, permit, directory), permit, records: [company])
    decision.changes = [
      status == .installed
        ? .installApp(company: company, client: permit.client) : .uninstallApp(company: company, client: permit.client)
    ]
    return decision
  }

  /// 409, with what is in the way.
  private static func taken(
    _ company: Int64, _ permit: Permit, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    var decision = AnswerCall.refused(.recordConflict, permit, profile)
    decision.answer = .json(
      decision.answer.status,
      [
        "errors": ["app_uid": ["has already been taken"]],
        "app_installation": InstallationRows.json(company, .installed, permit, directory),
      ])
    return decision
  }
}
