import JSONSource
import MockCore

/// What `${…}` stands for in the steps and the expectations of a scenario.
///
/// What the world, the steps before and Dryfit's environment say is known when the file is read, and is filled in then.
/// Addresses are known only in a run: the reply of a fault may hold them, and is filled in when the fault is armed.
struct ScenarioValues {
  /// What the names stand for at one step.
  private struct Situation {
    var company: WorldVocabulary.Named?
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
      company: vocabulary.world?.companies.first, user: usersVary ? nil : vocabulary.world?.logins.first)
    var situations: [Situation] = []
    for step in scenario["steps"]?.items ?? [] {
      if let login = step["login"] {
        now.user = login["as"]?.value.stringValue ?? (usersVary ? nil : vocabulary.world?.logins.first)
      }
      var here = now
      if let named = step["do"]?["company"]?.value {
        here.company = vocabulary.world?.companies.first {
          $0.name == named.stringValue || $0.id == named.integerValue
        }
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
    let unknown = interpolation.parts.filter { complaint(about: $0, place, isInReply: isInReply) != nil }
    for part in unknown {
      guard let complaint = complaint(about: part, place, isInReply: isInReply) else { continue }
      diagnostics.error(complaint.message, at: json, hint: complaint.hint)
    }
    let waits = interpolation.names.contains(where: Self.namesOfRun.contains)
    return unknown.isEmpty && !waits ? try? interpolation.value { value(of: $0, place) } : nil
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
    default:
      let (base, index) = ConnectorNames.indexed(name) ?? (base: name, index: nil)
      return indexed(base, index, here)
    }
  }

  private func indexed(_ base: String, _ index: Int?, _ here: Situation) -> JSONValue? {
    func element(_ all: [WorldVocabulary.Named], _ index: Int) -> WorldVocabulary.Named? {
      all.indices.contains(index) ? all[index] : nil
    }
    let world = vocabulary.world
    let company = index.map { element(world?.companies ?? [], $0) } ?? here.company
    let projects = (world?.projects ?? []).filter { $0.company == here.company?.id }
    let project = element(projects, index ?? 0)
    switch base {
    case "company.id": return company.map { .integer($0.id) }
    case "company.name": return company.map { .string($0.name) }
    case "project.id": return project.map { .integer($0.id) }
    case "project.name": return project.map { .string($0.name) }
    default: return nil
    }
  }
}
