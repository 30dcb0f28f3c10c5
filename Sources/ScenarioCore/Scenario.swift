import JSONSource
import MockCore

/// One promise about a connector, as a list of steps and of expectations; a file under `scenarios/`.
public struct Scenario: Sendable {
  /// The path below `scenarios/` without `.json`, such as `refresh/one-cycle`; of a file elsewhere, its path as given.
  public var identity: String
  /// What is promised, in one sentence.
  public var title: String
  /// Why anybody should care.
  public var why: String
  /// Words to choose by.
  public var tags: [String]
  /// What the promise rests on, `RFC 6749 section 6`.
  public var clauses: [String]
  /// The name of a world under `Fixtures/worlds`, or a path relative to the file.
  public var world: String
  /// The name of a profile under `Fixtures/profiles`, or a path relative to the file.
  public var profile: String
  /// What it is run with, once for each combination.
  public var matrix: Matrix
  /// The combination that this is, by key; empty without a matrix.
  public var parameters: [String: String] = [:]
  /// What is wanted of the connector's clock.
  public var clock: ClockChoice
  /// Actions and abilities without which the scenario is not applicable.
  public var needs: [String]
  /// What is done, in order.
  public var steps: [Step]
  /// What must hold at the end.
  public var expectations: [Expectation]
  /// The defects of the example connector that must make it fail.
  public var killedBy: [String]
}

/// One step: a verb, and what is expected when it has ended.
public struct Step: Sendable {
  /// The name by which expectations speak of it.
  public var id: String?
  /// What is done.
  public var verb: Verb
  /// Whether it ends as soon as it has begun, and a later `finish` waits for its answer.
  public var isBackground: Bool
  /// What must hold when it has ended.
  public var expectations: [Expectation]
  /// How long it may take in real time.
  public var within: Duration
  /// The place of the step in the file, as a JSON pointer.
  public var pointer: String
}

/// What a step does.
public enum Verb: Sendable {
  /// The user connects the connector through Procore's login and consent pages.
  case login(LoginStep)
  /// An action of the connector is triggered.
  case perform(ActionStep)
  /// The mock's clock is moved.
  case advance(Advance)
  /// Something changes on Procore's side.
  case world(WorldStep)
  /// A fault is armed.
  case fault(FaultStep)
  /// The answers that a fault holds are let go; the fault's name.
  case release(String)
  /// The run goes on when a matching exchange was seen, or when nothing more happens.
  case wait(Wait)
  /// The connector's process is stopped or started.
  case connector(ConnectorCommand)
  /// A step in the background, by its id, is waited for until it has its answer.
  case finish(String)
}

/// The way a user goes through the login.
public struct LoginStep: Hashable, Sendable {
  /// What the user decides.
  public enum Decision: String, CaseIterable, Hashable, Sendable {
    case allow, deny, close
    case wrongPassword = "wrong-password"
  }
  /// The login of the user; nil for the world's first.
  public var user: String?
  /// What the user decides.
  public var decision: Decision
  /// The browser that is used.
  public var session: String
  /// What is done to the way back; nil where it is left as it is.
  public var tamper: Tamper?
}

/// The triggering of an action.
public struct ActionStep: Hashable, Sendable {
  /// The action's name in the connector file.
  public var action: String
  /// How often.
  public var times: Int
  /// Whether the repetitions run at once.
  public var parallel: Bool
  /// The browser that is used.
  public var session: String
  /// The name of the company it is for; nil for the world's first.
  public var company: String?
}

/// Which projects a change is about.
public enum ProjectChoice: String, CaseIterable, Hashable, Sendable { case all, one }

/// A change of Procore's side, some relative to what an action was seen to use.
public enum WorldStep: Hashable, Sendable {
  case forbid(action: String, projects: ProjectChoice)
  case allow(action: String)
  case setLevelOfAction(action: String, level: PermissionLevel)
  case disableToolOfAction(action: String, projects: ProjectChoice)
  case hide(action: String)
  case removeFromProject(user: String?, project: Int64?)
  case removeFromCompany(user: String?, company: Int64?)
  case uninstallApp(company: Int64?)
  case installApp(company: Int64?)
  /// A change that depends on nothing that was seen.
  case named(NamedChange)
}

/// A fault to arm.
public struct FaultStep: Sendable {
  /// What is armed. Its match never names an action; see `action`.
  public var fault: Fault
  /// Only calls made while this action runs (`"on": {"action": "read"}`).
  public var action: String?
}

/// What a step waits for.
public enum Wait: Sendable {
  case exchange(Match, within: Duration)
  case quiet
}

/// What is done with the connector's process.
public enum ConnectorCommand: String, CaseIterable, Hashable, Sendable {
  case restart, stop, start, kill
}
