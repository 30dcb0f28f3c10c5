import JSONSource

/// Creating, updating and syncing projects, which are part of who exists rather than records.
enum WriteProject {
  /// Decides on a write; what is no project cannot be written here.
  static func decide(
    _ permit: Permit, _ request: Request, _ directory: Directory, _ profile: Profile, _ now: Instant,
    _ ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    guard operation.collection == "projects", let company = permit.company else {
      return AnswerCall.refused(.routeUnknown, permit, profile)
    }
    if operation.action == .sync { return sync(permit, request, company, directory, profile, now, &ids) }
    guard let body = WriteRecord.body(request, operation) else {
      return RefuseBody.withoutRecord(permit, request, profile)
    }
    if let project = permit.project {
      let blank = WriteRecord.blank(in: body, operation)
      guard blank.isEmpty else { return RefuseBody.decide(blank, permit, profile) }
      return answer(200, changed(project, by: body, now), permit, directory) { .updateProject($0) }
    }
    let missing = WriteRecord.missing(in: body, operation)
    guard missing.isEmpty else { return RefuseBody.decide(missing, permit, profile) }
    let project = newProject(body, operation, company, now, &ids)
    return answer(201, project, permit, directory) { .insertProject($0) }
  }

  private static func answer(
    _ status: Int, _ project: Project, _ permit: Permit, _ directory: Directory, _ change: (Project) -> Change
  ) -> Decision {
    var decision = AnswerCall.granted(
      status, DirectoryRows.json(project, directory), permit, records: [project.id])
    decision.changes = [change(project)]
    return decision
  }

  private static func sync(
    _ permit: Permit, _ request: Request, _ company: Int64, _ directory: Directory, _ profile: Profile,
    _ now: Instant, _ ids: inout IDSource
  ) -> Decision {
    guard let updates = SyncRecords.updates(in: request) else {
      return RefuseBody.withoutRecord(permit, request, profile)
    }
    guard updates.count <= SyncRecords.most else { return SyncRecords.tooMany(permit, profile) }
    let known = directory.projects.filter { $0.company == company }
    var sync = SyncOutcome()
    for update in updates {
      let id = update["id"].flatMap { $0.integerValue ?? $0.stringValue.flatMap { Int64($0) } }
      let origin = update["origin_id"].flatMap { $0.isNull ? nil : $0 }
      let missing = WriteRecord.missing(in: update, permit.route.operation)
      if let project = known.first(where: {
        id != nil ? $0.id == id : origin != nil && $0.fields["origin_id"] == origin
      }) {
        let changed = changed(project, by: update, now)
        sync.wrote(.updateProject(changed), id: changed.id, DirectoryRows.json(changed, directory).encoded())
      } else if id != nil {
        sync.refused(update, ["id": ["Entity with this ID not found"]])
      } else if !missing.isEmpty {
        sync.refused(update, missing)
      } else {
        let project = newProject(update, permit.route.operation, company, now, &ids)
        sync.wrote(.insertProject(project), id: project.id, DirectoryRows.json(project, directory).encoded())
      }
    }
    return sync.decision(permit)
  }

  private static func newProject(
    _ body: JSONObject, _ operation: Operation, _ company: Int64, _ now: Instant, _ ids: inout IDSource
  ) -> Project {
    var fields = operation.defaults
    fields["created_at"] = .string(now.rfc3339)
    let project = Project(
      id: WriteRecord.newID(&ids), company: company, name: "", disabledTools: [], fields: fields)
    return changed(project, by: body, now)
  }

  private static func changed(_ project: Project, by body: JSONObject, _ now: Instant) -> Project {
    var changed = project
    for member in body where !["id", "company", "company_id", "created_at"].contains(member.key) {
      changed.fields[member.key] = member.value
    }
    changed.name = body["name"]?.stringValue ?? project.name
    changed.fields["updated_at"] = .string(now.rfc3339)
    return changed
  }
}
