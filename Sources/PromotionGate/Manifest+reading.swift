import JSONSource
import MockCore

extension Manifest {
  /// Reads a manifest file.
  ///
  /// - Parameter tools: the tools that the catalog knows, so that a misspelt one is found; nil takes any.
  public static func reader(tools: Set<Tool>? = nil) -> Reader<Manifest> {
    .object("a manifest") { fields in
      fields.readFormat()
      let app = fields.required("app", .nonEmptyString)
      let version = fields.required("version", .semanticVersion)
      let components = fields.required("components", .nonEmptyArray(of: Component.reader))
      let instructions = fields.required("instructions", Instructions.reader)
      let notes = fields.required("postInstallationNotes", .nonEmptyString)
      let uses = fields.optional("uses", Use.listReader(tools: tools), default: [])
      if let components { reportTwice(components, in: fields) }
      guard let app, let version, let components, let instructions, let notes else { return nil }
      return Manifest(
        app: app, version: version, components: components, instructions: instructions, postInstallationNotes: notes,
        uses: uses)
    }
  }

  /// An app logs in in one way for all of its users (Procore, building a data connection app).
  private static func reportTwice(_ components: [Component], in fields: Fields) {
    for kind in [Component.Kind.userLevelAuthentication, .serviceAccountAuthentication]
    where components.count(where: { $0.kind == kind }) > 1 {
      fields.error("the component \"\(kind.rawValue)\" stands here more than once", at: "components")
    }
  }
}

extension Manifest.Component {
  static var reader: Reader<Manifest.Component> {
    .object("a component") { fields in
      guard let kind = fields.required("type", .oneOf(Kind.self)) else {
        _ = fields.has("redirectUris") || fields.has("url")
        return nil
      }
      switch kind {
      case .userLevelAuthentication:
        let uris = fields.required("redirectUris", .nonEmptyArray(of: URIRule.redirect))
        if let uris, uris.uniqued.count < uris.count {
          fields.error("a redirect URI stands here more than once", at: "redirectUris")
        }
        return uris.map { Manifest.Component(kind: kind, redirectUris: $0, url: nil) }
      case .serviceAccountAuthentication:
        return Manifest.Component(kind: kind, redirectUris: [], url: nil)
      case .fullScreen, .sidePanel:
        return Manifest.Component(kind: kind, redirectUris: [], url: fields.optional("url", URIRule.page))
      }
    }
  }
}

extension Manifest.Instructions {
  static var reader: Reader<Manifest.Instructions> {
    .object("instructions") { fields in
      let url = fields.required("url", URIRule.page)
      let pageName = fields.required("pageName", .nonEmptyString)
      guard let url, let pageName else { return nil }
      return Manifest.Instructions(url: url, pageName: pageName)
    }
  }
}

extension Manifest.Use {
  /// Reads an object of tools and levels.
  static func listReader(tools: Set<Tool>?) -> Reader<[Manifest.Use]> {
    Reader { json, diagnostics in
      let levels = Reader.dictionary(of: Reader<PermissionLevel>.oneOf(PermissionLevel.self), allowingNote: true)
      guard let members = levels.read(json, diagnostics) else { return nil }
      for member in json.members ?? [] where members.contains(where: { $0.key == member.key }) {
        report(member, unlessAmong: tools, to: diagnostics)
      }
      return members.map { Manifest.Use(tool: Tool(rawValue: $0.key), level: $0.value) }
    }
  }

  private static func report(
    _ member: LocatedJSON.Member, unlessAmong tools: Set<Tool>?, to diagnostics: Diagnostics
  ) {
    guard let tools, !tools.contains(Tool(rawValue: member.key)) else { return }
    let names = tools.map(\.rawValue).sorted()
    let hint = Suggestion.hint(for: member.key, among: names)
    diagnostics.error(
      "no tool of the catalog is called \"\(member.key)\"", atKeyOf: member,
      hint: hint ?? "known tools: \(names.joined(separator: ", "))")
  }
}
