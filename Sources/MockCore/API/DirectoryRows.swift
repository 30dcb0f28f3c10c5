import JSONSource

/// The lists that are answered from who exists rather than from records: companies, projects and users.
enum DirectoryRows {
  /// The collections answered here.
  static let collections: Set<String> = ["companies", "projects", "users"]

  /// A row with its id.
  struct Row {
    var id: Int64
    var json: JSONValue
  }

  /// The rows that a permitted call sees.
  static func rows(_ permit: Permit, _ directory: Directory, _ profile: Profile) -> [Row] {
    switch permit.route.operation.collection {
    case "companies":
      if profile.companiesWithoutApp == .hidden && directory.installedIn.isEmpty { return [] }
      return directory.companies.filter { directory.isMember(permit.user, ofCompany: $0.id) }.map { company in
        Row(id: company.id, json: json(company))
      }
    case "projects":
      return directory.projects.filter {
        $0.company == permit.company && directory.sees(permit.user, project: $0)
      }.map { Row(id: $0.id, json: json($0, directory)) }
    default:
      return users(permit, directory).map { Row(id: $0.id, json: json($0, permit)) }
    }
  }

  /// The caller, as `/me` shows them: with a name only where a company or project is named.
  static func me(_ permit: Permit, named: Bool) -> JSONValue {
    var me: JSONObject = ["id": .integer(permit.user.id), "login": .string(permit.user.login)]
    if named { me["name"] = .string(permit.user.name) }
    return .object(me)
  }

  private static func users(_ permit: Permit, _ directory: Directory) -> [User] {
    if let project = permit.project {
      return directory.users.filter { $0.projects[project.id]?.isActive == true }
    }
    guard let company = permit.company else { return [] }
    return directory.users.filter { directory.isMember($0, ofCompany: company) }
  }

  private static func json(_ company: Company) -> JSONValue {
    merged(["id": .integer(company.id), "is_active": true, "name": .string(company.name)], company.fields)
  }

  static func json(_ project: Project, _ directory: Directory) -> JSONValue {
    let company = directory.company(project.company)
    return merged(
      [
        "id": .integer(project.id), "name": .string(project.name), "display_name": .string(project.name),
        "active": true,
        "company": ["id": .integer(project.company), "name": .string(company?.name ?? "")],
      ], project.fields)
  }

  static func json(_ user: User, _ permit: Permit) -> JSONValue {
    let names = user.name.split(separator: " ", maxSplits: 1)
    let membership = permit.project.flatMap { user.projects[$0.id] } ?? permit.company.flatMap { user.companies[$0] }
    return [
      "id": .integer(user.id), "name": .string(user.name), "first_name": .string(names.first.map(String.init) ?? ""),
      "last_name": .string(names.count > 1 ? String(names[1]) : ""), "email_address": .string(user.login),
      "is_active": .bool(user.isActive),
      "permission_template": membership?.template.map { ["name": .string($0)] } ?? nil,
    ]
  }

  private static func merged(_ own: JSONObject, _ more: JSONObject) -> JSONValue {
    var all = own
    for member in more { all[member.key] = member.value }
    return .object(all)
  }
}
