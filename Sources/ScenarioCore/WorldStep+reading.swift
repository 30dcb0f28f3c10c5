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
    case "disableUser": names.login.map { .disableUser($0) }
    case "uninstallApp": installation(names) { .uninstallApp(company: $0) }
    case "installApp": installation(names) { .installApp(company: $0) }
    case "revoke": Reader<TokenKinds>.oneOf(TokenKinds.self).map { .revoke($0) }
    case "expire": Reader<String>.string.compactMap(expected: #""access""#) { $0 == "access" ? .expireAccess : nil }
    case "profile": Reader<JSONValue>.profileKnobs.map { .profile($0) }
    default: Reader<Bool>.bool.compactMap(expected: "true") { $0 ? .rotateSecret : nil }
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
    .wholeObject("the setting of a level") { fields in
      let level = fields.required("level", .oneOf(PermissionLevel.self))
      if fields.has("action") {
        guard let action = fields.required("action", names.action), let level else { return nil }
        return .setLevelOfAction(action: action, level: level)
      }
      let project = fields.optional("project", names.project)
      let user = fields.required("user", names.login)
      let tool = fields.required("tool", names.tool)
      guard let level, let user, let tool else { return nil }
      return .setLevel(user: user, tool: tool, level: level, project: project)
    }
  }

  private static func disableTool(_ names: ScenarioNames) -> Reader<WorldStep> {
    .wholeObject("the disabling of a tool") { fields in
      if fields.has("action") {
        let projects = fields.optional("projects", .oneOf(ProjectChoice.self), default: .all)
        return fields.required("action", names.action).map { .disableToolOfAction(action: $0, projects: projects) }
      }
      let tool = fields.required("tool", names.tool)
      guard let project = fields.required("project", names.project), let tool else { return nil }
      return .disableTool(project: project, tool: tool)
    }
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
