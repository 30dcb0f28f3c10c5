import JSONSource
import MockCore

/// The names from outside a scenario that it may use.
public struct ScenarioVocabulary: Sendable {
  /// The operations of the catalog, `rfis.list`.
  public var operations: Set<String>
  /// The methods of operations by which the catalog knows them; one that is missing may have any.
  public var methods: [String: String]
  /// The collections of the catalog, `rfis`; empty when they are not known, and then they are not checked.
  public var collections: Set<String>
  /// The names of the scenario's world; nil when it could not be read, and then its names are not checked.
  public var world: WorldVocabulary?
  /// The client id of the app under test; nil when the world could not be read.
  public var clientId: String?
  /// The variables of Dryfit's own environment.
  public var variables: [String: String]

  /// Makes a vocabulary.
  public init(
    operations: Set<String>, methods: [String: String] = [:], collections: Set<String> = [], world: WorldVocabulary?,
    clientId: String? = nil, variables: [String: String] = [:]
  ) {
    self.operations = operations
    self.methods = methods
    self.collections = collections
    self.world = world
    self.clientId = clientId
    self.variables = variables
  }
}

/// All names that the readers of one scenario look up: those from outside, and the scenario's own steps.
struct ScenarioNames {
  /// A step as it is known before it is read.
  struct StepName {
    var id: String?
    var verb: String?
    var pointer: String
    /// The browser that a `login` or a `do` uses.
    var session: String?
  }

  var vocabulary: ScenarioVocabulary
  var steps: [StepName]
  /// The actions that the steps perform, each once.
  var actions: [String]

  init(_ vocabulary: ScenarioVocabulary, scenario: LocatedJSON) {
    self.vocabulary = vocabulary
    let items = scenario["steps"]?.items ?? []
    let performed = items.compactMap { ($0["do"]?["action"] ?? $0["do"])?.value.stringValue }
    actions = performed.enumerated().filter { performed.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    steps = items.map { step in
      StepName(
        id: step["id"]?.value.stringValue,
        verb: step.members?.map(\.key).first { Verb.words.contains($0) },
        pointer: step.place.pointer, session: Self.session(of: step))
    }
  }

  private static func session(of step: LocatedJSON) -> String? {
    guard let acting = step["login"] ?? step["do"] else { return nil }
    return acting["session"]?.value.stringValue ?? "main"
  }

  /// The browsers that some step uses, each once.
  var sessions: [String] { distinct(steps.compactMap(\.session)) }

  var stepIDs: [String] { steps.compactMap(\.id) }

  /// An action that some step performs.
  var action: Reader<String> { .performedAction(among: actions) }

  var ofMatches: MatchVocabulary {
    let world = vocabulary.world
    return MatchVocabulary(
      operations: vocabulary.operations, steps: stepIDs, actions: actions,
      companies: world.map { $0.companies.map { (name: $0.name, id: $0.id) } }, logins: world?.logins,
      sessions: sessions)
  }

  /// The verb of a step; nil when the step is unknown or has none.
  func verb(of step: StepReference) -> String? {
    switch step {
    case .id(let id): steps.first { $0.id == id }?.verb
    case .index(let index): steps.indices.contains(index) ? steps[index].verb : nil
    }
  }
}
