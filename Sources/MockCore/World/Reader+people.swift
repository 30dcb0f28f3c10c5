import JSONSource

extension Reader where Value == Company {
  static var company: Reader<Company> {
    .wholeObject("a company") { fields in
      let id = fields.required("id", .integer(in: 1...Int64.max))
      let name = fields.required("name", .nonEmptyString)
      let allowUserInstalls = fields.optional("allowUserInstalls", .bool, default: false)
      let extra = fields.optional("fields", .members, default: [:])
      guard let id, let name else { return nil }
      return Company(id: id, name: name, allowUserInstalls: allowUserInstalls, fields: extra)
    }
  }
}

extension Reader where Value == Project {
  static func project(_ names: WorldNames) -> Reader<Project> {
    .wholeObject("a project") { fields in
      let disabled = fields.optional("tools", .dictionary(of: .switchedOff, allowingNote: true), default: [])
      let extra = fields.optional("fields", .members, default: [:])
      let id = fields.required("id", .integer(in: 1...Int64.max))
      let company = fields.required("company", names.known("company", names.companies))
      let name = fields.required("name", .nonEmptyString)
      guard let id, let company, let name else { return nil }
      return Project(
        id: id, company: company, name: name, disabledTools: Set(disabled.map { Tool(rawValue: $0.key) }), fields: extra
      )
    }
  }
}

extension Reader where Value == Bool {
  /// The word `disabled`; a tool that is not named is on.
  static var switchedOff: Reader<Bool> {
    Reader<String>.string.compactMap(expected: #""disabled""#) { $0 == "disabled" ? true : nil }
  }
}

extension Reader where Value == JSONObject {
  /// An object, taken as it is.
  static var members: Reader<JSONObject> {
    Reader<JSONValue>.value.compactMap(expected: "an object") { $0.objectValue }
  }
}

/// A place in a company or project as a file states it.
private struct GivenPlace {
  var id: Int64
  var membership: Membership
}

extension Reader where Value == User {
  static func user(_ names: WorldNames) -> Reader<User> {
    .wholeObject("a user") { fields in
      let companies = fields.optional(
        "companies",
        .array(of: .place("company", names.known("company", names.companies), names.template(for: .company))),
        default: [])
      let projects = fields.optional(
        "projects",
        .array(of: .place("project", names.known("project", names.projects), names.template(for: .project))),
        default: [])
      let password = fields.optional("password", .nonEmptyString, default: "password")
      let isActive = fields.optional("active", .bool, default: true)
      let id = fields.required("id", .integer(in: 1...Int64.max))
      let login = fields.required("login", .nonEmptyString)
      let name = fields.required("name", .nonEmptyString)
      guard let id, let login, let name else { return nil }
      return User(
        id: id, login: login, name: name, password: password, isActive: isActive,
        companies: Dictionary(companies.map { ($0.id, $0.membership) }) { first, _ in first },
        projects: Dictionary(projects.map { ($0.id, $0.membership) }) { first, _ in first })
    }
  }
}

extension Reader where Value == GivenPlace {
  fileprivate static func place(
    _ what: String, _ id: Reader<Int64>, _ template: Reader<PermissionTemplate>
  ) -> Reader<GivenPlace> {
    .wholeObject("a place in a \(what)") { fields in
      let template = fields.required("template", template)
      guard let id = fields.required("id", id), let template else { return nil }
      return GivenPlace(id: id, membership: template.membership)
    }
  }
}
