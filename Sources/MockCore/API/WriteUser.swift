import JSONSource

/// Adding people to a company or project, removing them, and giving them other permission templates.
enum WriteUser {
  static func decide(
    _ permit: Permit, _ request: Request, _ directory: Directory, _ profile: Profile, _ ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    if request.isBrokenJSON { return RefuseBody.withoutRecord(permit, request, profile) }
    let body = WriteRecord.body(request, operation) ?? [:]
    if permit.level != .admin && operation.shared.value.access.adminOnly.contains(where: { body[$0] != nil }) {
      return AnswerCall.refused(.levelTooLow, permit, profile)
    }
    switch (operation.action, permit.project) {
    case (.create, nil): return create(body, permit, directory, profile, &ids)
    case (.update, nil): return update(body, permit, directory, profile)
    case (.add, let project?): return add(to: project, body, permit, directory, profile)
    case (.remove, let project?): return remove(from: project, permit, directory, profile)
    default: return AnswerCall.refused(.routeUnknown, permit, profile)
    }
  }

  // MARK: - Projects

  /// Gives somebody of the company a place in the project, with the levels of a template.
  private static func add(
    to project: Project, _ body: JSONObject, _ permit: Permit, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    guard var user = named(permit, directory), directory.isMember(user, ofCompany: project.company) else {
      return AnswerCall.refused(.recordUnknown, permit, profile)
    }
    if user.projects[project.id]?.isActive == true {
      return RefuseBody.decide(["user": ["has already been added to the project"]], permit, profile)
    }
    switch membership(body["permission_template_id"], permit, directory) {
    case .failure(let refused): return refused.decision(permit, profile, member: "permission_template_id")
    case .success(let membership): user.projects[project.id] = membership ?? Membership(levels: [:])
    }
    return answer(201, user, .updateUser(user), permit, directory)
  }

  private static func remove(
    from project: Project, _ permit: Permit, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    guard var user = named(permit, directory), user.projects[project.id]?.isActive == true else {
      return AnswerCall.refused(.recordUnknown, permit, profile)
    }
    user.projects[project.id] = nil
    var about = permit.about
    about.records = [user.id]
    return Decision(Answer(status: 204), because: .granted, changes: [.updateUser(user)], about: about)
  }

  // MARK: - Companies

  /// Adds somebody to the company: 409 where they are in it already.
  private static func create(
    _ body: JSONObject, _ permit: Permit, _ directory: Directory, _ profile: Profile, _ ids: inout IDSource
  ) -> Decision {
    guard let company = permit.company else { return AnswerCall.refused(.routeUnknown, permit, profile) }
    let missing = WriteRecord.missing(in: body, permit.route.operation)
    guard missing.isEmpty, let login = body["email_address"]?.stringValue else {
      return RefuseBody.decide(missing.isEmpty ? ["email_address": ["is invalid"]] : missing, permit, profile)
    }
    let known = directory.user(login: login)
    if let known, directory.isMember(known, ofCompany: company) {
      var decision = AnswerCall.refused(.recordConflict, permit, profile)
      decision.answer = .json(
        decision.answer.status, ["errors": ["email_address": ["has already been taken"]]])
      return decision
    }
    // A person is one and the same in all companies.
    var user =
      known
      ?? User(
        id: WriteRecord.newID(&ids), login: login, name: login, password: "password", isActive: true, companies: [:],
        projects: [:])
    if known == nil { rename(&user, by: body) }
    switch membership(body["company_permission_template_id"], permit, directory) {
    case .failure(let refused): return refused.decision(permit, profile, member: "company_permission_template_id")
    case .success(let membership): user.companies[company] = membership ?? Membership(levels: [:])
    }
    return answer(201, user, known == nil ? .insertUser(user) : .updateUser(user), permit, directory)
  }

  private static func update(
    _ body: JSONObject, _ permit: Permit, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    guard let company = permit.company, var user = named(permit, directory), let place = user.companies[company] else {
      return AnswerCall.refused(.recordUnknown, permit, profile)
    }
    if let login = body["email_address"]?.stringValue, let other = directory.user(login: login), other.id != user.id {
      return RefuseBody.decide(["email_address": ["has already been taken"]], permit, profile)
    }
    rename(&user, by: body)
    switch membership(body["company_permission_template_id"], permit, directory) {
    case .failure(let refused): return refused.decision(permit, profile, member: "company_permission_template_id")
    case .success(let membership): user.companies[company] = membership ?? place
    }
    user.companies[company]?.isActive = body["is_active"]?.boolValue ?? place.isActive
    return answer(200, user, .updateUser(user), permit, directory)
  }

  // MARK: - Parts

  /// The person whom the path names.
  private static func named(_ permit: Permit, _ directory: Directory) -> User? {
    permit.route.values["id"].flatMap { Int64($0) }.flatMap { directory.user($0) }
  }

  private static func rename(_ user: inout User, by body: JSONObject) {
    if let login = body["email_address"]?.stringValue, !login.isEmpty { user.login = login }
    guard body["first_name"] != nil || body["last_name"] != nil else { return }
    let old = user.name.split(separator: " ", maxSplits: 1).map(String.init)
    let first = body["first_name"]?.stringValue ?? (user.name == user.login ? "" : old.first ?? "")
    let last = body["last_name"]?.stringValue ?? (old.count > 1 ? old[1] : "")
    user.name = [first, last].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Why a template cannot be given.
  private enum Refused: Error {
    case unknown, notAssignable

    func decision(_ permit: Permit, _ profile: Profile, member: String) -> Decision {
      switch self {
      case .unknown: RefuseBody.decide([member: ["is invalid"]], permit, profile)
      case .notAssignable: AnswerCall.refused(.levelTooLow, permit, profile)
      }
    }
  }

  /// The place that a template gives; nil where none is named.
  private static func membership(
    _ id: JSONValue?, _ permit: Permit, _ directory: Directory
  ) -> Result<Membership?, Refused> {
    guard let id, !id.isNull else { return .success(nil) }
    let number = id.integerValue ?? id.stringValue.flatMap { Int64($0) }
    let wrong: PermissionTemplate.Scope = permit.project == nil ? .project : .company
    guard let template = number.flatMap({ directory.template($0) }), template.scope != wrong else {
      return .failure(.unknown)
    }
    guard TemplateRows.isAssignable(template, permit, directory) else { return .failure(.notAssignable) }
    return .success(template.membership)
  }

  private static func answer(
    _ status: Int, _ user: User, _ change: Change, _ permit: Permit, _ directory: Directory
  ) -> Decision {
    var decision = AnswerCall.granted(
      status, DirectoryRows.json(user, permit, directory), permit, records: [user.id])
    decision.changes = [change]
    return decision
  }
}
