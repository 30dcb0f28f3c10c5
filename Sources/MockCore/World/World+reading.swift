import JSONSource

extension World {
  /// Reads a world; names that it uses must exist in it.
  public static func read(_ json: LocatedJSON, into diagnostics: Diagnostics) -> World? {
    let reader = Reader<World>.object("a world") { fields in
      _ = fields.required("format", .formatVersion)
      let why = fields.required("why", .nonEmptyString)
      guard let companies = fields.required("companies", .nonEmptyArray(of: .company)),
        let projects = fields.required("projects", .array(of: .project(companies))),
        let templates = fields.required("permissionTemplates", .array(of: .permissionTemplate))?.numbered()
      else { return nil }
      reportAssignable(in: json, templates, diagnostics)
      let names = WorldNames(companies: companies, projects: projects, templates: templates)
      let users = fields.required("users", .nonEmptyArray(of: .user(names)))
      names.people = users.map { Dictionary($0.map { ($0.id, $0) }) { first, _ in first } }
      let apps = fields.required("apps", .nonEmptyArray(of: .app(names)))
      let records = fields.optional("records", .records(names), default: [])
      reportRepeats(in: json, diagnostics)
      reportRepeatedKeys(in: json, diagnostics)
      guard let why, let users, let apps else { return nil }
      // Where a use could not be read, nobody knows that there is none.
      if !diagnostics.hasErrors { names.warnOfUnused(in: json, diagnostics) }
      let directory = Directory(
        companies: companies, projects: projects, users: users, installedIn: Set(apps.first?.installedIn ?? []),
        installedElsewhere: Dictionary(apps.dropFirst().map { ($0.clientId, Set($0.installedIn)) }) { $1 },
        templates: templates)
      return World(why: why, directory: directory.offering(apps.map(\.installable)), apps: apps, records: records)
    }
    return reader.read(json, diagnostics)
  }
}

/// The names that a world defines, so that a use of another one is told; it remembers which templates were used.
final class WorldNames {
  let companies: [Int64: Company]
  let projects: [Int64: Project]
  let templates: [String: PermissionTemplate]
  /// The people; nil until they are read, and where they cannot be.
  var people: [Int64: User]?
  private var used: Set<String> = []

  init(companies: [Company], projects: [Project], templates: [PermissionTemplate]) {
    self.companies = Dictionary(companies.map { ($0.id, $0) }) { first, _ in first }
    self.projects = Dictionary(projects.map { ($0.id, $0) }) { first, _ in first }
    self.templates = Dictionary(templates.map { ($0.name, $0) }) { first, _ in first }
  }

  /// A reader for the id of something that must exist.
  func known<T>(_ what: String, _ all: [Int64: T]) -> Reader<Int64> {
    Reader { json, diagnostics in
      guard let id = Reader<Int64>.integer.read(json, diagnostics) else { return nil }
      guard all[id] != nil else {
        let ids = all.keys.sorted().map(String.init)
        let hint = Suggestion.closest(to: String(id), among: ids).map { "did you mean \($0)?" }
        diagnostics.error(
          "the world has no \(what) \(id)", at: json, hint: hint ?? "it has \(ids.joined(separator: ", "))")
        return nil
      }
      return id
    }
  }

  /// A reader for the name of a template that must exist and fit.
  func template(for scope: PermissionTemplate.Scope) -> Reader<PermissionTemplate> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.string.read(json, diagnostics) else { return nil }
      guard let template = self.templates[name] else {
        let hint = Suggestion.closest(to: name, among: self.templates.keys.sorted()).map { "did you mean \"\($0)\"?" }
        diagnostics.error("the world has no permission template \"\(name)\"", at: json, hint: hint)
        return nil
      }
      if template.scope != scope && template.scope != .global {
        diagnostics.error(
          "\"\(name)\" is a \(template.scope.rawValue) template, and this is a \(scope.rawValue)", at: json)
        return nil
      }
      self.used.insert(name)
      return template
    }
  }

  func warnOfUnused(in json: LocatedJSON, _ diagnostics: Diagnostics) {
    guard case .array(let elements) = json["permissionTemplates"]?.content else { return }
    // What people may give away is of use before anybody has it.
    let useful = used.union(templates.values.flatMap(\.assignable))
    for element in elements {
      guard let name = element["name"], case .string(let text) = name.content, !useful.contains(text) else { continue }
      diagnostics.warning("nobody has the permission template \"\(text)\"", at: name, hint: "remove it, or give it")
    }
  }
}
