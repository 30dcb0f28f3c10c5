import JSONSource
import MockCore

/// The names that stand for values of the run in a connector file, `${connector.port}`.
public enum ConnectorNames {
  /// The names without an index.
  public static let plain = [
    "sandbox.loginURL", "sandbox.apiURL", "sandbox.controlURL", "sandbox.caFile", "app.clientId", "app.clientSecret",
    "app.redirectUri",
    "connector.port", "connector.url", "connector.stateDir", "session.name", "session.dir", "company.id",
    "company.name", "project.id", "project.name", "user.login", "user.password",
  ]

  /// The parts of `company[1].id`: the world's second company has the index 1.
  public static func indexed(_ name: String) -> (base: String, index: Int)? {
    guard let match = name.wholeMatch(of: /(company|project)\[([0-9]{1,6})\]\.(id|name)/) else { return nil }
    return Int(match.output.2).map { (base: "\(match.output.1).\(match.output.3)", index: $0) }
  }

  /// What the name of a company or a project stands for: the step's company and its first project, or by their places
  /// in the world.
  ///
  /// - Parameter company: the company of the step.
  /// - Returns: nil where there is none, and for any other name.
  public static func value(of name: String, company: Int64?, in world: WorldVocabulary) -> JSONValue? {
    func element(_ all: [WorldVocabulary.Named], _ index: Int) -> WorldVocabulary.Named? {
      all.indices.contains(index) ? all[index] : nil
    }
    let (base, index) = indexed(name) ?? (base: name, index: nil)
    let meant = index.map { element(world.companies, $0) } ?? world.companies.first { $0.id == company }
    let project = element(world.projects.filter { $0.company == company }, index ?? 0)
    switch base {
    case "company.id": return meant.map { .integer($0.id) }
    case "company.name": return meant.map { .string($0.name) }
    case "project.id": return project.map { .integer($0.id) }
    case "project.name": return project.map { .string($0.name) }
    default: return nil
    }
  }

  /// The variable that `env.NAME` names.
  public static func variable(_ name: String) -> String? {
    guard name.hasPrefix("env."), name.count > 4 else { return nil }
    return String(name.dropFirst(4))
  }

  /// Says in the diagnostics what is wrong with the names of a text.
  static func check(_ interpolation: Interpolation, at json: LocatedJSON, _ diagnostics: Diagnostics) {
    for case .name(let name, let otherwise) in interpolation.parts {
      if variable(name) != nil {
        continue
      } else if name.hasPrefix("carry.") && otherwise == nil {
        continue  // Whether it is declared shows when the whole file is known.
      } else if !plain.contains(name) && indexed(name) == nil {
        let hint = Suggestion.closest(to: name, among: plain).map { "did you mean \"${\($0)}\"?" }
        diagnostics.error(
          "unknown name \"${\(name)}\"", at: json,
          hint: hint ?? "known names: \(plain.joined(separator: ", ")), env.NAME")
      } else if otherwise != nil {
        diagnostics.error(
          "\"${\(name)}\" always has a value", at: json, hint: "only ${env.NAME:-default} has a default")
      }
    }
  }

  /// Reads `${…}` in a text.
  static func interpolation(
    _ text: String, at json: LocatedJSON, _ diagnostics: Diagnostics
  ) -> Interpolation? {
    guard let interpolation = Interpolation(text) else {
      diagnostics.error("\"${\" is not closed", at: json, hint: "write \"${name}\"")
      return nil
    }
    check(interpolation, at: json, diagnostics)
    return interpolation
  }
}

extension Reader where Value == Interpolation {
  /// A text of a connector file, in which `${…}` stands for values of the run.
  static var runText: Reader<Interpolation> {
    Reader { json, diagnostics in
      guard let text = Reader<String>.string.read(json, diagnostics) else { return nil }
      return ConnectorNames.interpolation(text, at: json, diagnostics)
    }
  }

  /// A path of the connector, which begins with a slash or with `${connector.url}`.
  static var runPath: Reader<Interpolation> {
    Reader { json, diagnostics in
      guard let path = runText.read(json, diagnostics) else { return nil }
      if case .literal(let text)? = path.parts.first, !text.hasPrefix("/") {
        diagnostics.error("the path \"\(text)\" does not begin with \"/\"", at: json)
        return nil
      }
      return path
    }
  }
}

extension Reader where Value == InterpolatedJSON {
  /// A value of a connector file, in whose strings `${…}` stands for values of the run.
  static var runValue: Reader<InterpolatedJSON> {
    Reader { json, diagnostics in
      checkStrings(of: json, diagnostics)
      return InterpolatedJSON(json.value)
    }
  }

  private static func checkStrings(of json: LocatedJSON, _ diagnostics: Diagnostics) {
    switch json.content {
    case .string(let text): _ = ConnectorNames.interpolation(text, at: json, diagnostics)
    case .array(let items): for item in items { checkStrings(of: item, diagnostics) }
    case .object(let members): for member in members { checkStrings(of: member.value, diagnostics) }
    default: break
    }
  }
}
