import JSONSource

/// A company: the tenant to which projects, people and installations belong.
public struct Company: Hashable, Sendable {
  /// Procore's id.
  public var id: Int64
  /// The name that people see.
  public var name: String
  /// Whether a user's first call installs the app (Procore: Allow User Installs).
  public var allowUserInstalls: Bool
  /// What else the API shows of it.
  public var fields: JSONObject
}

/// A project of a company.
public struct Project: Hashable, Sendable {
  /// Procore's id; those of newer regions need more than 32 bits.
  public var id: Int64
  /// The company it belongs to.
  public var company: Int64
  /// The name that people see.
  public var name: String
  /// The tools that are switched off.
  public var disabledTools: Set<Tool>
  /// What else the API shows of it.
  public var fields: JSONObject
}

/// A person who can log in.
public struct User: Hashable, Sendable {
  /// Procore's id, the same in every company.
  public var id: Int64
  /// The e-mail address with which the person logs in.
  public var login: String
  /// The name that people see.
  public var name: String
  /// The password of the mock; it protects nothing.
  public var password: String
  /// Whether the person may log in and be acted for.
  public var isActive: Bool
  /// The companies, by id.
  public var companies: [Int64: Membership]
  /// The projects, by id.
  public var projects: [Int64: Membership]
}

/// Who exists and what they may do: companies, projects and people.
///
/// A value; a change of the world makes another one.
public struct Directory: Hashable, Sendable {
  /// The companies, in the order of the world.
  public var companies: [Company]
  /// The projects, in the order of the world.
  public var projects: [Project]
  /// The people, in the order of the world.
  public var users: [User]
  /// The app's installations: the companies it is connected to.
  public var installedIn: Set<Int64>
  /// The installations of the other apps, by client identifier.
  public var installedElsewhere: [String: Set<Int64>]
  /// The apps with their versions; the first is the one under test.
  public var apps: [InstallableApp]
  /// What companies did with apps, by where.
  public var installations: [Installation.Place: Installation]
  /// The permission templates, in the order of the world; every company has all of them.
  public var templates: [PermissionTemplate]

  private let companyIndex: [Int64: Int]
  private var projectIndex: [Int64: Int]
  private var userIndex: [Int64: Int]

  /// Makes a directory.
  public init(
    companies: [Company], projects: [Project], users: [User], installedIn: Set<Int64>,
    installedElsewhere: [String: Set<Int64>] = [:], apps: [InstallableApp] = [],
    installations: [Installation.Place: Installation] = [:], templates: [PermissionTemplate] = []
  ) {
    self.installedElsewhere = installedElsewhere
    self.apps = apps
    self.installations = installations
    self.templates = templates
    self.companies = companies
    self.projects = projects
    self.users = users
    self.installedIn = installedIn
    companyIndex = Dictionary(companies.enumerated().map { ($1.id, $0) }) { first, _ in first }
    projectIndex = Dictionary(projects.enumerated().map { ($1.id, $0) }) { first, _ in first }
    userIndex = Dictionary(users.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  /// The company with that id.
  public func company(_ id: Int64) -> Company? { companyIndex[id].map { companies[$0] } }
  /// The project with that id.
  public func project(_ id: Int64) -> Project? { projectIndex[id].map { projects[$0] } }
  /// The person with that id.
  public func user(_ id: Int64) -> User? { userIndex[id].map { users[$0] } }
  /// The person with that login; case does not matter in an e-mail address.
  public func user(login: String) -> User? { users.first { $0.login.lowercased() == login.lowercased() } }

  /// The permission template with that id.
  public func template(_ id: Int64) -> PermissionTemplate? { templates.first { $0.id == id } }
  /// The permission template with that name.
  public func template(named name: String) -> PermissionTemplate? { templates.first { $0.name == name } }

  /// Whether a person belongs to a company.
  public func isMember(_ user: User, ofCompany company: Int64) -> Bool {
    user.companies[company]?.isActive == true
  }

  /// Whether a person administers a company and so sees all its projects (Procore, list of projects).
  public func isAdministrator(_ user: User, ofCompany company: Int64) -> Bool {
    guard let membership = user.companies[company], membership.isActive else { return false }
    return membership.isOfAdministrator
  }

  /// Whether a person sees a project: added to it, or an administrator of its company.
  ///
  /// Removal from the project outweighs the administrator's sight, so that a scenario can take any project away.
  public func sees(_ user: User, project: Project) -> Bool {
    guard isMember(user, ofCompany: project.company) else { return false }
    if let membership = user.projects[project.id] { return membership.isActive }
    return isAdministrator(user, ofCompany: project.company)
  }

  /// A person's level on a tool of a company, or of a project when one is given.
  public func level(of user: User, on tool: Tool, company: Int64, project: Int64?) -> PermissionLevel {
    guard let membership = user.companies[company], membership.isActive else { return .none }
    let isAdministrator = membership.isOfAdministrator
    guard let project else {
      return membership.overrides[tool] ?? (isAdministrator ? .admin : membership.level(on: tool))
    }
    guard let inProject = user.projects[project] else { return isAdministrator ? .admin : .none }
    guard inProject.isActive else { return .none }
    return inProject.overrides[tool] ?? (isAdministrator ? .admin : inProject.level(on: tool))
  }

  /// A person's granular permissions on a tool of a company, or of a project when one is given.
  ///
  /// They come from the template, and are none where the level is none.
  public func granular(of user: User, on tool: Tool, company: Int64, project: Int64?) -> [String] {
    guard level(of: user, on: tool, company: company, project: project) > .none else { return [] }
    return (project.map { user.projects[$0] } ?? user.companies[company])?.granular[tool] ?? []
  }

  /// Adds a project.
  mutating func append(_ project: Project) {
    projectIndex[project.id] = projects.count
    projects.append(project)
  }

  /// Adds a person.
  mutating func append(_ user: User) {
    userIndex[user.id] = users.count
    users.append(user)
  }

  /// Changes one person.
  mutating func update(user id: Int64, _ change: (inout User) -> Void) {
    guard let index = userIndex[id] else { return }
    change(&users[index])
  }

  /// Changes one project.
  mutating func update(project id: Int64, _ change: (inout Project) -> Void) {
    guard let index = projectIndex[id] else { return }
    change(&projects[index])
  }
}
