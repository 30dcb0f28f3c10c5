import JSONSource

/// What a scenario is run with, once for each combination.
public struct Matrix: Hashable, Sendable {
  /// Names of profiles, or paths relative to the file; empty where the scenario's own is meant.
  public var profiles: [String]
  /// Logins of the users who log in where a step names nobody; empty where the world's first is meant.
  public var users: [String]

  /// Without a combination: the scenario is run once.
  public static let none = Matrix(profiles: [], users: [])

  /// States what is combined.
  public init(profiles: [String], users: [String]) {
    self.profiles = profiles
    self.users = users
  }
}

extension Scenario {
  /// The scenario once for each combination of its matrix, with its parameters; itself without a matrix.
  ///
  /// A profile takes the place of the scenario's own. A user takes the place of the one who is missing in each login
  /// step that names nobody.
  public var combinations: [Scenario] {
    let profiles = matrix.profiles.isEmpty ? [nil] : matrix.profiles.map(Optional.some)
    let users = matrix.users.isEmpty ? [nil] : matrix.users.map(Optional.some)
    return profiles.flatMap { profile in
      users.map { user in
        var scenario = self
        scenario.matrix = .none
        if let profile {
          scenario.profile = profile
          scenario.parameters["profile"] = profile
        }
        if let user { scenario.logIn(as: user) }
        return scenario
      }
    }
  }

  private mutating func logIn(as user: String) {
    parameters["as"] = user
    for index in steps.indices {
      guard case .login(var login) = steps[index].verb, login.user == nil else { continue }
      login.user = user
      steps[index].verb = .login(login)
    }
  }
}

extension Reader where Value == Matrix {
  /// Lists of profiles and of users, at least one of them.
  ///
  /// - Parameter json: the scenario in which it stands.
  static func matrix(_ names: ScenarioNames, of json: LocatedJSON) -> Reader<Matrix> {
    .wholeObject("a matrix") { fields in
      let profiles = fields.optional("profile", .distinct(.nonEmptyString), default: [])
      let users = fields.optional("as", .distinct(names.login), default: [])
      if fields.keys.allSatisfy({ $0 == "note" }) {
        fields.error("nothing is combined", hint: #"add "profile" or "as""#)
      }
      if fields.has("profile"), json["profile"] != nil {
        fields.error(
          "the scenario names a profile of its own", at: "profile", hint: "name it here, or leave the others out")
      }
      let logins = (json["steps"]?.items ?? []).compactMap { $0["login"] }
      if fields.has("as"), logins.allSatisfy({ $0["as"] != nil }) {
        fields.error(
          "every login names its user, so that nobody of these would log in", at: "as",
          hint: #"leave "as" out of the login that is meant"#)
      }
      return Matrix(profiles: profiles, users: users)
    }
  }
}

extension Reader where Value == [String] {
  /// At least one text, none of them twice.
  fileprivate static func distinct(_ element: Reader<String>) -> Reader<[String]> {
    Reader { json, diagnostics in
      guard let texts = nonEmptyArray(of: element).read(json, diagnostics) else { return nil }
      for (index, text) in texts.enumerated() where texts.firstIndex(of: text) != index {
        if let item = json.items?[index] { diagnostics.error("\"\(text)\" stands here twice", at: item) }
      }
      return texts
    }
  }
}
