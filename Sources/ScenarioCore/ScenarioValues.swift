import JSONSource
import MockCore

/// What `${…}` stands for in the steps and the expectations of a scenario.
///
/// What the world, the steps before and Dryfit's environment say is known when the file is read, and is filled in then.
/// Addresses are known only in a run: the reply of a fault may hold them, and is filled in when the fault is armed.
struct ScenarioValues {
  /// What the names stand for at one step.
  private struct Situation {
    /// The company that the step names, or the world's first.
    var company: Int64?
    /// The user who logged in last; nil where no login names one and a matrix says who it is.
    var user: String?
  }

  /// The names that a scenario may hold anywhere.
  static let names = [
    "company.id", "company.name", "project.id", "project.name", "user.login", "app.clientId",
  ]
  /// The names that the reply of a fault may hold beside them.
  static let namesOfRun = [
    "sandbox.loginURL", "sandbox.apiURL", "sandbox.controlURL", "app.redirectUri", "connector.url", "connector.port",
  ]

  private let vocabulary: ScenarioVocabulary
  private let situations: [Situation]
  private let atEnd: Situation

  init(_ vocabulary: ScenarioVocabulary, scenario: LocatedJSON) {
    self.vocabulary = vocabulary
    let usersVary = scenario["matrix"]?["as"] != nil
    var now = Situation(
      company: vocabulary.world?.companies.first?.id, user: usersVary ? nil : vocabulary.world?.logins.first)
    var situations: [Situation] = []
    for step in scenario["steps"]?.items ?? [] {
      if let login = step["login"] {
        now.user = login["as"]?.value.stringValue ?? (usersVary ? nil : vocabulary.world?.logins.first)
      }
      var here = now
      if let named = step["do"]?["company"]?.value {
        let companies = vocabulary.world?.companies ?? []
        here.company = companies.first { $0.name == named.stringValue || $0.id == named.integerValue }?.id
      }
      situations.append(here)
    }
    self.situations = situations
    atEnd = now
  }

  /// The scenario with the names replaced; what is wrong with them stands in the diagnostics.
  ///
  /// A text that is exactly one name becomes its value, type and all.
  static func filled(
    _ scenario: LocatedJSON, knowing vocabulary: ScenarioVocabulary, into diagnostics: Diagnostics
  ) -> LocatedJSON {
    let values = ScenarioValues(vocabulary, scenario: scenario)
    return scenario.replacingTexts { json, text in
      // Where the steps stand is asked only of texts that may hold a name.
      guard text.contains("${") else { return nil }
      let place = JSONPointer.steps(of: json.place.pointer) ?? []
      guard place.first == "steps" || place.first == "expect", place.last != "note" else { return nil }
      return values.value(of: text, json, place, diagnostics)
    }
  }

  private func value(
    of text: String, _ json: LocatedJSON, _ place: [String], _ diagnostics: Diagnostics
  ) -> JSONValue? {
    guard let interpolation = Interpolation(text) else {
      diagnostics.error("\"${\" is not closed", at: json, hint: "write \"${name}\"")
      return nil
    }
    let isInReply = place.dropFirst(2).starts(with: ["fault", "reply"])
    let complaints = interpolation.parts.compactMap { complaint(about: $0, place, isInReply: isInReply) }
    for complaint in complaints { diagnostics.error(complaint.message, at: json, hint: complaint.hint) }
    guard complaints.isEmpty else { return nil }
    return try? interpolation.value { name in
      // An address stays to be filled in, beside whatever is known already.
      value(of: name, place) ?? (Self.namesOfRun.contains(name) ? JSONValue.string("${\(name)}") : Optional.none)
    }
  }

  private func complaint(
    about part: Interpolation.Part, _ place: [String], isInReply: Bool
  ) -> (message: String, hint: String?)? {
    guard case .name(let name, let otherwise) = part, otherwise == nil, value(of: name, place) == nil else {
      return nil
    }
    if isInReply && Self.namesOfRun.contains(name) { return nil }
    if let variable = ConnectorNames.variable(name) {
      return ("the variable \(variable) is not set", "write \"${env.\(variable):-default}\", or set it")
    }
    let known = Self.names + (isInReply ? Self.namesOfRun : [])
    if known.contains(name) || ConnectorNames.indexed(name) != nil {
      // A world that cannot be read has been told of.
      guard vocabulary.world != nil else { return nil }
      return ("\"${\(name)}\" stands for nothing here", name == "user.login" ? "\"matrix\" names the users" : nil)
    }
    let hint = Suggestion.closest(to: name, among: known).map { "did you mean \"${\($0)}\"?" }
    let list = "a scenario knows \(known.joined(separator: ", ")), env.NAME"
    return ("unknown name \"${\(name)}\"", hint ?? list)
  }

  private func value(of name: String, _ place: [String]) -> JSONValue? {
    if let variable = ConnectorNames.variable(name) { return vocabulary.variables[variable].map(JSONValue.string) }
    let step = place.count > 1 && place[0] == "steps" ? Int(place[1]) : nil
    let here = step.flatMap { situations.indices.contains($0) ? situations[$0] : nil } ?? atEnd
    switch name {
    case "user.login": return here.user.map(JSONValue.string)
    case "app.clientId": return vocabulary.clientId.map(JSONValue.string)
    default: return vocabulary.world.flatMap { ConnectorNames.value(of: name, company: here.company, in: $0) }
    }
  }
}
