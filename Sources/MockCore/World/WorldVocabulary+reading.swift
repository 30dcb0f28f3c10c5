import JSONSource

/// Readers of the names of a world; without a world its names are not checked.
extension WorldVocabulary? {
  /// A login of the world, in the spelling of the world.
  public var login: Reader<String> {
    Reader { json, diagnostics in
      guard let login = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard let logins = self?.logins else { return login }
      if let known = logins.first(where: { $0.lowercased() == login.lowercased() }) { return known }
      let hint = Suggestion.hint(for: login, among: logins, otherwise: "it has")
      diagnostics.error("the world has no user \"\(login)\"", at: json, hint: hint)
      return nil
    }
  }

  /// The name of a company.
  public var companyName: Reader<String> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard let companies = self?.companies, !companies.contains(where: { $0.name == name }) else {
        return name
      }
      let hint = Suggestion.hint(for: name, among: companies.map(\.name), otherwise: "it has")
      diagnostics.error("the world has no company \"\(name)\"", at: json, hint: hint)
      return nil
    }
  }

  /// A company by its id or its name.
  public var company: Reader<Int64> { named("company", \.companies) }

  /// A project by its id or its name.
  public var project: Reader<Int64> { named("project", \.projects) }

  /// The name of a tool.
  public var tool: Reader<String> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard let tools = self?.tools, !tools.contains(name) else { return name }
      let hint = Suggestion.hint(for: name, among: tools, otherwise: "known are")
      diagnostics.error("no operation is governed by the tool \"\(name)\"", at: json, hint: hint)
      return nil
    }
  }

  private func named(_ what: String, _ list: KeyPath<WorldVocabulary, [WorldVocabulary.Named]>) -> Reader<Int64> {
    Reader { json, diagnostics in
      let value = json.value
      guard value.integerValue != nil || value.stringValue != nil else {
        diagnostics.error("expected the id or the name of a \(what), found \(json.typeName)", at: json)
        return nil
      }
      guard let known = self?[keyPath: list] else {
        if value.integerValue == nil { diagnostics.error("without its world \(value.encoded()) has no id", at: json) }
        return value.integerValue
      }
      if let found = known.first(where: { $0.id == value.integerValue || $0.name == value.stringValue }) {
        return found.id
      }
      let words = value.integerValue == nil ? known.map(\.name) : known.map { String($0.id) }
      let hint = Suggestion.hint(for: value.stringValue ?? value.encoded(), among: words, otherwise: "it has")
      diagnostics.error("the world has no \(what) \(value.encoded())", at: json, hint: hint)
      return nil
    }
  }
}
