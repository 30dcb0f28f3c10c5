import JSONSource

/// The rows that are answered from who exists rather than from records.
enum DirectoryRows {
  /// The collections answered here.
  static let collections: Set<String> = [
    "companies", "projects", "users", TemplateRows.collection, InstallationRows.collection, ToolRows.tools,
    ToolRows.permissions,
  ]

  /// Those among them that are about tools.
  static let collectionsOfTools: Set<String> = [ToolRows.tools, ToolRows.permissions]

  /// A row with its id.
  struct Row {
    var id: Int64
    var json: JSONValue
  }

  /// The rows that a permitted call sees.
  static func rows(
    _ permit: Permit, _ request: Request, _ directory: Directory, _ profile: Profile
  ) -> [Row] {
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
    case TemplateRows.collection: return TemplateRows.rows(permit, request, directory)
    case InstallationRows.collection: return InstallationRows.rows(permit, directory)
    case ToolRows.tools: return ToolRows.rows(permit, directory)
    default:
      return users(permit, directory).map { Row(id: $0.id, json: json($0, permit, directory)) }
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
      return directory.users.filter { $0.isActive && $0.projects[project.id]?.isActive == true }
    }
    guard let company = permit.company else { return [] }
    return directory.users.filter { $0.isActive && directory.isMember($0, ofCompany: company) }
  }

  static func json(_ company: Company) -> JSONValue {
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

  /// A person, with the template of their place in the project or company that the call is about.
  static func json(_ user: User, _ permit: Permit, _ directory: Directory) -> JSONValue {
    let place = permit.project.map { user.projects[$0.id] } ?? permit.company.map { user.companies[$0] } ?? nil
    return json(user, place: place, inProject: permit.project != nil, directory)
  }

  /// A person, with the template of one place.
  static func json(_ user: User, place: Membership?, inProject: Bool, _ directory: Directory) -> JSONValue {
    let names = user.name.split(separator: " ", maxSplits: 1)
    var row: JSONObject = [
      "id": .integer(user.id), "name": .string(user.name), "first_name": .string(names.first.map(String.init) ?? ""),
      "last_name": .string(names.count > 1 ? String(names[1]) : ""), "email_address": .string(user.login),
      "is_active": .bool(user.isActive && place?.isActive != false),
    ]
    let template = place?.template.flatMap { directory.template(named: $0) }
    let shown = template.map(TemplateRows.short) ?? place?.template.map { ["name": .string($0)] } ?? .null
    if inProject {
      row["permission_template"] = shown
    } else {
      row["company_permission_template"] = shown
      row["company_permission_template_id"] = template.map { .integer($0.id) } ?? .null
    }
    return .object(row)
  }

  private static func merged(_ own: JSONObject, _ more: JSONObject) -> JSONValue {
    var all = own
    for member in more { all[member.key] = member.value }
    return .object(all)
  }
}

extension Directory {
  /// Who and what exists, as records of the collections in which the API shows them; nil for any other collection.
  public func records(in collection: String) -> [Record]? {
    switch collection {
    case "companies":
      companies.map { company in
        Record(
          collection: collection, id: company.id, company: company.id, project: nil,
          json: DirectoryRows.json(company).encoded())
      }
    case "projects":
      projects.map { project in
        Record(
          collection: collection, id: project.id, company: project.company, project: project.id,
          json: DirectoryRows.json(project, self).encoded())
      }
    case "users":
      // Once each, in the first of their companies; who is in none is nowhere shown.
      users.compactMap { user in
        user.companies.min { $0.key < $1.key }.map { company, place in
          Record(
            collection: collection, id: user.id, company: company, project: nil,
            json: DirectoryRows.json(user, place: place, inProject: false, self).encoded())
        }
      }
    default: nil
    }
  }
}
