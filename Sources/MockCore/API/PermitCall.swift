import HTTPTypes

/// What a call may do: who calls, where, and with which level.
public struct Permit: Sendable {
  /// The operation with the values of its path.
  public var route: Catalog.Route
  /// The person for whom the call is made.
  public var user: User
  /// The app that calls.
  public var client: String
  /// The company; nil for an operation that belongs to none.
  public var company: Int64?
  /// The project.
  public var project: Project?
  /// The person's level on the operation's tool; admin where no tool governs.
  public var level: PermissionLevel
  /// Whether the call installs the app (Allow User Installs).
  public var installsApp: Bool
  /// What is known for the record.
  public var about: Particulars
  /// Members of rows that the caller may not see, because another tool governs them.
  public var hiddenMembers: [String] = []
}

/// A call that is refused, and on which rung.
public struct CallRefused: Error, Sendable {
  /// Why.
  public var grounds: Grounds
  /// What was known by then.
  public var about: Particulars
  /// What the operation says to it, where it has words of its own.
  public var ofOperation: Profile.Refusal?
}

/// The ladder of rules that every call climbs, in Procore's order as far as it is known; the first refusal counts.
public struct PermitCall {
  private let call: Call
  private let directory: Directory
  private let profile: Profile
  private let now: Instant
  private var about = Particulars()

  /// Decides whether a call is permitted.
  public static func decide(
    _ call: Call, directory: Directory, profile: Profile, now: Instant
  ) -> Result<Permit, CallRefused> {
    var ladder = PermitCall(call: call, directory: directory, profile: profile, now: now)
    do throws(Grounds) {
      return .success(try ladder.climb())
    } catch {
      return .failure(
        CallRefused(
          grounds: error, about: ladder.about,
          ofOperation: call.route?.operation.shared.value.access.errorBodies[error]))
    }
  }

  private init(call: Call, directory: Directory, profile: Profile, now: Instant) {
    self.call = call
    self.directory = directory
    self.profile = profile
    self.now = now
    about.operation = call.route?.operation.name
    about.route = call.route?.template.route
  }

  private mutating func climb() throws(Grounds) -> Permit {
    let token = try goodToken()
    let user = try activeUser(of: token)
    let route = try knownRoute()
    let company = try companyNamed(by: route, token)
    try membership(of: user, in: company, for: route.operation)
    let installsApp = try installation(in: company, for: route.operation)
    try queryIds(for: route.operation)
    let project = try projectSeen(by: user, route, company)
    let level = try sufficientLevel(of: user, for: route.operation, company, project)
    return Permit(
      route: route, user: user, client: token.client, company: company, project: project, level: level,
      installsApp: installsApp, about: about,
      hiddenMembers: hiddenMembers(from: user, route.operation, company, project))
  }

  // MARK: - Rungs

  private mutating func goodToken() throws(Grounds) -> AccessToken {
    switch call.token {
    case .missing: throw .tokenMissing
    case .unknown: throw .tokenUnknown
    case .known(let token):
      about.presented = token.name
      about.grant = token.grant
      if token.revokedAt != nil { throw .tokenRevoked }
      guard now < token.expiresAt else { throw .tokenExpired }
      return token
    }
  }

  private mutating func activeUser(of token: AccessToken) throws(Grounds) -> User {
    guard let user = token.user.flatMap({ directory.user($0) }) else { throw .tokenUnknown }
    about.user = user.login
    guard user.isActive else { throw .userDisabled }
    return user
  }

  private func knownRoute() throws(Grounds) -> Catalog.Route {
    guard let route = call.route else { throw call.groundsWithoutRoute }
    return route
  }

  /// The company of a call: by header, and by path or query, which must not contradict each other.
  ///
  /// A service account belongs to companies only, and so must name one in every call (Procore, client credentials);
  /// so must whoever asks `/me` for what they are in one (Procore's OpenAPI file).
  private mutating func companyNamed(by route: Catalog.Route, _ token: AccessToken) throws(Grounds) -> Int64? {
    let named = CompanyNamed(call.request, route, directory)
    about.company = named.company
    let asksOfCompany = route.operation.scope == .none && (named.spoken ?? named.ofProject) != nil
    let needsHeader = route.operation.needsCompanyHeader || token.isOfService || asksOfCompany
    if needsHeader && named.header == nil && profile.missingCompanyHeader != .warn {
      throw .companyHeaderMissing
    }
    if let header = named.header, let spoken = named.spoken, header != spoken { throw .companyHeaderDiffers }
    // What stands in the path and is no number names no company, whatever the header says.
    if route.values["company_id"] != nil && named.spoken == nil { throw .companyHeaderDiffers }
    return route.operation.scope == .none ? nil : about.company
  }

  private mutating func membership(
    of user: User, in company: Int64?, for operation: Operation
  ) throws(Grounds) {
    guard let company else { return }
    about.needed = NeededRight(
      user: user.id, company: company, project: nil,
      tool: operation.scope == .company || operation.scope == .either ? neededTool(of: operation) : nil,
      level: operation.level)
    guard directory.isMember(user, ofCompany: company) else { throw .notInCompany }
  }

  private func installation(in company: Int64?, for operation: Operation) throws(Grounds) -> Bool {
    guard let company, !directory.installedIn.contains(company) else { return false }
    guard operation.shared.value.access.needsInstallation else { return false }
    guard directory.company(company)?.allowUserInstalls == true else { throw .appNotInstalled }
    return true
  }

  private func queryIds(for operation: Operation) throws(Grounds) {
    for name in operation.queryIds where call.route?.values[name] == nil && call.request.namedID(name) == nil {
      throw .queryIdMissing
    }
    if operation.scope == .either && call.request.namedID("company_id") == nil && !namesProject {
      throw .queryIdMissing
    }
  }

  private var namesProject: Bool { call.request.namedID("project_id") != nil }

  private mutating func projectSeen(
    by user: User, _ route: Catalog.Route, _ company: Int64?
  ) throws(Grounds) -> Project? {
    let operation = route.operation
    guard operation.scope == .project || operation.scope == .either && namesProject else { return nil }
    guard let id = route.projectID(call.request) else { throw .projectUnknown }
    about.project = id
    guard let project = directory.project(id), project.company == company else { throw .projectUnknown }
    if operation.scope == .project || operation.tool == nil {
      about.needed = NeededRight(
        user: user.id, company: project.company, project: id, tool: neededTool(of: operation), level: operation.level)
    }
    guard directory.sees(user, project: project) else { throw .notInProject }
    return project
  }

  private func sufficientLevel(
    of user: User, for operation: Operation, _ company: Int64?, _ project: Project?
  ) throws(Grounds) -> PermissionLevel {
    guard let tool = operation.tool, let company else { return .admin }
    // Where either is meant, the tool is one of the company.
    let project = operation.scope == .either ? nil : project
    if let project, project.disabledTools.contains(tool) { throw .toolDisabled }
    let level = directory.level(of: user, on: tool, company: company, project: project?.id)
    if level >= operation.level || operation.shared.value.access.viewBelowLevel != nil { return level }
    if level == .none { throw .levelNone }
    guard let rule = operation.shared.value.access.granular, counts(rule),
      directory.granular(of: user, on: tool, company: company, project: project?.id).contains(rule.permission)
    else { throw .levelTooLow }
    return level
  }

  /// Whether a granular permission counts for the call.
  private func counts(_ rule: AccessRule.GranularRule) -> Bool {
    rule.filter.map { call.request.queryValue("filters[\($0)]") == "true" } ?? true
  }

  /// The tool without which there is a refusal; who sees less without it does not need it.
  private func neededTool(of operation: Operation) -> Tool? {
    operation.shared.value.access.viewBelowLevel == nil ? operation.tool : nil
  }

  private func hiddenMembers(
    from user: User, _ operation: Operation, _ company: Int64?, _ project: Project?
  ) -> [String] {
    let governed = operation.shared.value.access.memberTools
    guard !governed.isEmpty, let company else { return [] }
    return governed.keys.sorted().filter { member in
      guard let tool = governed[member] else { return false }
      return project?.disabledTools.contains(tool) == true
        || directory.level(of: user, on: tool, company: company, project: project?.id) == .none
    }
  }
}

extension Grounds: Error {}
