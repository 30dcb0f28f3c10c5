import JSONSource

/// What a permitted call is answered from who exists: companies, projects, people, templates, tools, installations.
enum AnswerFromDirectory {
  static func decide(
    _ permit: Permit, _ call: Call, _ directory: Directory, _ profile: Profile, _ now: Instant, _ ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    switch operation.action {
    case .me where operation.scope != .none:
      return AnswerCall.granted(
        200, DirectoryRows.json(permit.user, permit, directory), permit, records: [permit.user.id])
    case .me:
      let named = call.request.queryValue("company_id") != nil || call.request.queryValue("project_id") != nil
      return AnswerCall.granted(200, DirectoryRows.me(permit, named: named), permit, records: [permit.user.id])
    case .list: return list(permit, call, directory, profile)
    case .show where operation.collection == ToolRows.permissions:
      return AnswerCall.granted(200, ["tools": .array(ToolRows.manifest(permit, directory))], permit, records: [])
    case .create, .update, .sync, .add, .remove:
      return write(permit, call.request, directory, profile, now, &ids)
    case .show, .delete, .count, .constant, .redirect:
      let id = permit.route.values["id"].flatMap { Int64($0) }
      guard let row = DirectoryRows.rows(permit, call.request, directory, profile).first(where: { $0.id == id }) else {
        return AnswerCall.refused(.recordUnknown, permit, profile)
      }
      return AnswerCall.granted(200, row.json, permit, records: [row.id])
    }
  }

  private static func write(
    _ permit: Permit, _ request: Request, _ directory: Directory, _ profile: Profile, _ now: Instant,
    _ ids: inout IDSource
  ) -> Decision {
    switch permit.route.operation.collection {
    case "users": WriteUser.decide(permit, request, directory, profile, &ids)
    case InstallationRows.collection: WriteInstallation.decide(permit, request, directory, profile)
    default: WriteProject.decide(permit, request, directory, profile, now, &ids)
    }
  }

  private static func list(
    _ permit: Permit, _ call: Call, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    let operation = permit.route.operation
    let paging = Paging(call.request, permit.route, profile)
    let conditions = Filters.conditions(call.request, operation)
    var rows = DirectoryRows.rows(permit, call.request, directory, profile).filter { row in
      conditions.allSatisfy { $0.holds(for: row.json) }
    }
    if operation.shared.value.isActiveOnly {
      let (active, inactive) = Filters.showsInactive(call.request)
      rows.removeAll { $0.json["active"] == false ? !inactive : !active }
    }
    rows = Sorting.sorted(rows, by: Sorting.order(call.request, operation))
    let shown = rows.dropFirst(paging.offset).prefix(paging.perPage)
    let view = View(call.request, operation, isLimited: permit.isBelowLevel)
    return AnswerCall.granted(
      200, .array(shown.map { row in view?.value(of: row.json) ?? row.json }), permit, records: shown.map(\.id),
      headers: paging.headers(total: rows.count, for: call))
  }
}
