/// The names that a match may use; a name outside is a mistake, told with the closest one that is known.
public struct MatchVocabulary: Sendable {
  /// The operations of the catalog.
  public var operations: Set<String>
  /// The ids of the scenario's steps; nil where there are none to speak of.
  public var steps: [String]?
  /// The actions that the scenario performs; nil where any may be named.
  public var actions: [String]?
  /// The companies of the world by name; nil while no world is known.
  public var companies: [(name: String, id: Int64)]?
  /// The logins of the world; nil while no world is known.
  public var logins: [String]?
  /// The browser sessions that the scenario uses; nil where any may be named.
  public var sessions: [String]?

  /// Makes a vocabulary.
  public init(
    operations: Set<String>, steps: [String]? = nil, actions: [String]? = nil,
    companies: [(name: String, id: Int64)]? = nil, logins: [String]? = nil,
    sessions: [String]? = nil
  ) {
    self.operations = operations
    self.steps = steps
    self.actions = actions
    self.companies = companies
    self.logins = logins
    self.sessions = sessions
  }
}
