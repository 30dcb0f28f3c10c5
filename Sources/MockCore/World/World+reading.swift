import JSONSource

extension World {
  /// Reads a world; names that it uses must exist in it.
  public static func read(_ json: LocatedJSON, into diagnostics: Diagnostics) -> World? {
    let reader = Reader<World>.wholeObject("a world") { fields in
      _ = fields.required("format", .formatVersion)
      let why = fields.required("why", .nonEmptyString)
      let names = WorldNames(json)
      let companies = fields.required("companies", .nonEmptyArray(of: .company))
      let projects = fields.required("projects", .array(of: .project(names)))
      let templates = fields.required("permissionTemplates", .array(of: .permissionTemplate))?.numbered()
      names.read(templates)
      reportAssignable(in: json, diagnostics)
      let users = fields.required("users", .nonEmptyArray(of: .user(names)))
      let apps = fields.required("apps", .nonEmptyArray(of: .app(names)))
      let records = fields.optional("records", .records(names), default: [])
      reportRepeats(in: json, diagnostics)
      reportRepeatedKeys(in: json, diagnostics)
      guard let why, let companies, let projects, let templates, let users, let apps else { return nil }
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
///
/// They are taken from the file as it stands, so that what is wrong with a thing hides no mistake in what names it.
final class WorldNames {
  let companies: Set<Int64>
  let projects: Set<Int64>
  let people: Set<Int64>
  private let givenTemplates: [LocatedJSON]
  private let templateNames: Set<String>
  private var templates: [String: PermissionTemplate] = [:]
  private var used: Set<String> = []

  init(_ json: LocatedJSON) {
    func values<Value>(_ list: String, _ key: String, _ value: (JSONValue) -> Value?) -> [Value] {
      (json[list]?.items ?? []).compactMap { $0[key].flatMap { value($0.value) } }
    }
    companies = Set(values("companies", "id", \.integerValue))
    projects = Set(values("projects", "id", \.integerValue))
    people = Set(values("users", "id", \.integerValue))
    givenTemplates = json["permissionTemplates"]?.items ?? []
    templateNames = Set(values("permissionTemplates", "name", \.stringValue))
  }

  /// Takes the templates, or, where one of them cannot be read, those that can.
  func read(_ templates: [PermissionTemplate]?) {
    let readable =
      templates ?? givenTemplates.compactMap { Reader.permissionTemplate.read($0, Diagnostics()) }.numbered()
    self.templates = Dictionary(readable.map { ($0.name, $0) }) { first, _ in first }
  }

  /// A reader for the id of something that must exist.
  func known(_ what: String, _ all: Set<Int64>) -> Reader<Int64> {
    Reader { json, diagnostics in
      guard let id = Reader<Int64>.integer.read(json, diagnostics) else { return nil }
      guard all.contains(id) else {
        let ids = all.sorted().map(String.init)
        let hint = Suggestion.closest(to: String(id), among: ids).map { "did you mean \($0)?" }
        let others = ids.isEmpty ? "it has none" : "it has \(ids.joined(separator: ", "))"
        diagnostics.error("the world has no \(what) \(id)", at: json, hint: hint ?? others)
        return nil
      }
      return id
    }
  }

  /// A reader for the name of a template that must exist and fit.
  func template(for scope: PermissionTemplate.Scope) -> Reader<PermissionTemplate> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.string.read(json, diagnostics) else { return nil }
      guard self.templateNames.contains(name) else {
        let hint = Suggestion.hint(for: name, among: self.templateNames.sorted())
        diagnostics.error("the world has no permission template \"\(name)\"", at: json, hint: hint)
        return nil
      }
      // One that is there and could not be read was told of where it stands.
      guard let template = self.templates[name] else { return nil }
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
