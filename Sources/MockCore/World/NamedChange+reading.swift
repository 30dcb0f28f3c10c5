import JSONSource

/// The names that a change of the world may use.
public struct NamedChangeReader {
  /// The names of the world; nil when they are not known, and then they are not checked.
  public var world: WorldVocabulary?
  /// The collections of the catalog; empty when they are not known, and then they are not checked.
  public var collections: Set<String>

  /// Makes the readers of one world's changes.
  public init(world: WorldVocabulary?, collections: Set<String> = []) {
    self.world = world
    self.collections = collections
  }

  /// The words of the changes that ``change`` reads.
  public static let words = [
    "setLevel", "disableTool", "enableTool", "removeFromProject", "addToProject", "removeFromCompany", "addToCompany",
    "disableUser", "enableUser", "installApp", "uninstallApp", "hide", "revoke", "expire", "rotateSecret", "profile",
  ]

  /// An object with exactly one change.
  public var change: Reader<NamedChange> {
    .wholeObject("a change of the world") { fields in
      let words = fields.keys.filter { $0 != "note" && $0 != "$schema" }
      for word in words { _ = fields.has(word) }
      guard words.count == 1, let word = words.first else {
        let found = words.isEmpty ? "none" : words.map { "\"\($0)\"" }.joined(separator: " and ")
        fields.error(
          "a change of the world has exactly one word, found \(found)",
          hint: words.isEmpty ? "the changes are \(Self.words.joined(separator: ", "))" : "send one for each")
        return nil
      }
      guard let reader = of(word) else {
        let hint = Suggestion.hint(for: word, among: Self.words, otherwise: "the changes are")
        fields.error("unknown change \"\(word)\"", at: word, hint: hint)
        return nil
      }
      return fields.required(word, reader)
    }
  }

  /// The reader of what stands under a word; nil for a word that is none.
  public func of(_ word: String) -> Reader<NamedChange>? {
    switch word {
    case "setLevel": level
    case "disableTool": tool { .disableTool(project: $0, tool: $1) }
    case "enableTool": tool { .enableTool(project: $0, tool: $1) }
    case "removeFromProject": ofProject { .removeFromProject(user: $0, project: $1) }
    case "addToProject": ofProject { .addToProject(user: $0, project: $1) }
    case "removeFromCompany": ofCompany { .removeFromCompany(user: $0, company: $1) }
    case "addToCompany": ofCompany { .addToCompany(user: $0, company: $1) }
    case "disableUser": world.login.map { .disableUser($0) }
    case "enableUser": world.login.map { .enableUser($0) }
    case "installApp": installation { .installApp(company: $0) }
    case "uninstallApp": installation { .uninstallApp(company: $0) }
    case "hide": record
    case "revoke": Reader<TokenKinds>.oneOf(TokenKinds.self).map { .revoke($0) }
    case "expire": Reader<String>.string.compactMap(expected: #""access""#) { $0 == "access" ? .expireAccess : nil }
    case "rotateSecret": Reader<Bool>.bool.compactMap(expected: "true") { $0 ? .rotateSecret : nil }
    case "profile": Reader<JSONValue>.profileKnobs.map { .profile($0) }
    default: nil
    }
  }

  private var level: Reader<NamedChange> {
    .wholeObject("the setting of a level") { fields in
      let level = fields.required("level", .oneOf(PermissionLevel.self))
      let project = fields.optional("project", world.project)
      let user = fields.required("user", world.login)
      let tool = fields.required("tool", world.tool)
      guard let level, let user, let tool else { return nil }
      return .setLevel(user: user, tool: tool, level: level, project: project)
    }
  }

  private func tool(_ change: @escaping (Int64, String) -> NamedChange) -> Reader<NamedChange> {
    .wholeObject("a tool of a project") { fields in
      let tool = fields.required("tool", world.tool)
      guard let project = fields.required("project", world.project), let tool else { return nil }
      return change(project, tool)
    }
  }

  private func ofProject(_ change: @escaping (String, Int64) -> NamedChange) -> Reader<NamedChange> {
    .wholeObject("a user and a project") { fields in
      let user = fields.required("user", world.login)
      guard let project = fields.required("project", world.project), let user else { return nil }
      return change(user, project)
    }
  }

  private func ofCompany(_ change: @escaping (String, Int64) -> NamedChange) -> Reader<NamedChange> {
    .wholeObject("a user and a company") { fields in
      let user = fields.required("user", world.login)
      guard let company = fields.required("company", world.company), let user else { return nil }
      return change(user, company)
    }
  }

  private func installation(_ change: @escaping (Int64) -> NamedChange) -> Reader<NamedChange> {
    .wholeObject("an installation") { $0.required("company", world.company).map(change) }
  }

  private var record: Reader<NamedChange> {
    .wholeObject("a record") { fields in
      let collection = fields.required("collection", collectionName)
      guard let id = fields.required("id", .integer), let collection else { return nil }
      return .hide(collection: collection, record: id)
    }
  }

  private var collectionName: Reader<String> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard !collections.isEmpty, !collections.contains(name) else { return name }
      let hint = Suggestion.hint(for: name, among: collections.sorted(), otherwise: "the collections are")
      diagnostics.error("the catalog has no collection \"\(name)\"", at: json, hint: hint)
      return nil
    }
  }
}
