import JSONSource
import MockCore

extension WorldStep {
  /// The changes by the words of the format.
  static let words = [
    "forbid", "allow", "setLevel", "disableTool", "hide", "removeFromProject", "removeFromCompany", "disableUser",
    "uninstallApp", "installApp", "revoke", "expire", "rotateSecret", "profile",
  ]
  /// Changes of the format that cannot be made yet.
  static let wordsNotInThisVersion = ["webhook"]
}

extension Reader where Value == WorldStep {
  /// An object with exactly one change.
  static func worldStep(_ names: ScenarioNames) -> Reader<WorldStep> {
    .wholeObject("a change of the world") { fields in
      let words = fields.keys.filter { $0 != "note" }
      for word in words { _ = fields.has(word) }
      guard words.count == 1, let word = words.first else {
        let found = words.isEmpty ? "none" : words.map { "\"\($0)\"" }.joined(separator: " and ")
        fields.error(
          "a change of the world has exactly one word, found \(found)", hint: "make a step of its own for each")
        return nil
      }
      guard !WorldStep.wordsNotInThisVersion.contains(word) else {
        fields.notInThisVersion(word)
        return nil
      }
      guard WorldStep.words.contains(word) else {
        let hint = Suggestion.hint(for: word, among: WorldStep.words, otherwise: "the changes are")
        fields.error("unknown change \"\(word)\"", at: word, hint: hint)
        return nil
      }
      return fields.required(word, change(word, names))
    }
  }

  private static func change(_ word: String, _ names: ScenarioNames) -> Reader<WorldStep> {
    switch word {
    case "forbid": forbid(names)
    case "allow": names.action.map { .allow(action: $0) }
    case "setLevel": setLevel(names)
    case "disableTool": disableTool(names)
    case "hide": hide(names)
    case "removeFromProject": removeFromProject(names)
    case "removeFromCompany": removeFromCompany(names)
    case "uninstallApp": installation(names) { .uninstallApp(company: $0) }
    case "installApp": installation(names) { .installApp(company: $0) }
    default: named(word, names)
    }
  }

  /// A change that names everything it is about.
  private static func named(_ word: String, _ names: ScenarioNames) -> Reader<WorldStep> {
    let reader = NamedChangeReader(world: names.vocabulary.world).of(word)
    return reader.map { $0.map { .named($0) } } ?? Reader { _, _ in nil }
  }

  /// Either of an action, which `ofAction` reads, or of what is named.
  private static func either(
    _ word: String, _ names: ScenarioNames, ofAction: Reader<WorldStep>
  ) -> Reader<WorldStep> {
    Reader { json, diagnostics in
      let reader = json["action"] == nil ? named(word, names) : ofAction
      return reader.read(json, diagnostics)
    }
  }

  private static func forbid(_ names: ScenarioNames) -> Reader<WorldStep> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        return names.action.map { .forbid(action: $0, projects: .all) }.read(json, diagnostics)
      }
      return Reader<WorldStep>.object("what to forbid") { fields in
        let projects = fields.optional("projects", .oneOf(ProjectChoice.self), default: .all)
        return fields.required("action", names.action).map { .forbid(action: $0, projects: projects) }
      }.read(json, diagnostics)
    }
  }

  private static func setLevel(_ names: ScenarioNames) -> Reader<WorldStep> {
    let ofAction = Reader<WorldStep>.wholeObject("the setting of a level") { fields in
      let level = fields.required("level", .oneOf(PermissionLevel.self))
      guard let action = fields.required("action", names.action), let level else { return nil }
      return .setLevelOfAction(action: action, level: level)
    }
    return either("setLevel", names, ofAction: ofAction)
  }

  private static func disableTool(_ names: ScenarioNames) -> Reader<WorldStep> {
    let ofAction = Reader<WorldStep>.wholeObject("the disabling of a tool") { fields in
      let projects = fields.optional("projects", .oneOf(ProjectChoice.self), default: .all)
      return fields.required("action", names.action).map { .disableToolOfAction(action: $0, projects: projects) }
    }
    return either("disableTool", names, ofAction: ofAction)
  }

  private static func hide(_ names: ScenarioNames) -> Reader<WorldStep> {
    .wholeObject("what to hide") { fields in
      let one = Reader<String>.string.compactMap(expected: #""one""#) { $0 == "one" ? $0 : nil }
      _ = fields.optional("records", one)
      return fields.required("action", names.action).map { .hide(action: $0) }
    }
  }

  private static func removeFromProject(_ names: ScenarioNames) -> Reader<WorldStep> {
    .wholeObject("a removal from a project") { fields in
      .removeFromProject(user: fields.optional("user", names.login), project: fields.optional("project", names.project))
    }
  }

  private static func removeFromCompany(_ names: ScenarioNames) -> Reader<WorldStep> {
    .wholeObject("a removal from a company") { fields in
      .removeFromCompany(user: fields.optional("user", names.login), company: fields.optional("company", names.company))
    }
  }

  private static func installation(
    _ names: ScenarioNames, _ change: @escaping (Int64?) -> WorldStep
  ) -> Reader<WorldStep> {
    .wholeObject("an installation") { change($0.optional("company", names.company)) }
  }
}
