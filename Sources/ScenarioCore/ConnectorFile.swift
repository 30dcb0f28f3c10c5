import JSONSource
import MockCore

/// What Dryfit knows about a connector: how to start it, how to log in, which actions it has, and how to read them.
public struct ConnectorFile: Sendable {
  /// The connector's name.
  public var name: String
  /// The folder of the file; every relative path starts there.
  public var folder: String
  /// Files and folders whose digest is the build under test; empty for the folder of the file.
  public var artifact: [Interpolation]
  /// The working folder of the connector's processes.
  public var directory: Interpolation?
  /// Variables for the connector's processes.
  public var environment: [EnvironmentVariable]
  /// How the connector's process is started; nil for a connector that is only a command.
  public var start: Start?
  /// The redirect URI that is registered for the app.
  public var redirectUri: Interpolation
  /// How a user connects.
  public var login: Login
  /// What can be triggered, in the order of the file.
  public var actions: [Action]
  /// Values that a page or a cookie hands to actions.
  public var carries: [Carry]
  /// How outcomes are recognised, in the order of the file.
  public var outcomes: [OutcomeRule]
  /// Where the connector writes.
  public var files: [Interpolation]
  /// Where it may keep tokens.
  public var secretStore: [Interpolation]
  /// Whether each browser session is a user of its own; nil when the file does not say.
  public var users: Users?
  /// A world laid over the scenario's own.
  public var world: String?
  /// Whether the login and API hosts speak https, with a certificate authority of the run.
  public var tls: Bool
  /// Whether one process may serve several scenarios, one after the other.
  public var reuse: Bool
  /// Whose host names the run answers for; nil for its own addresses alone.
  public var hosts: Hosts?

  /// Host names that stand in a connector's code.
  public enum Hosts: String, CaseIterable, Hashable, Sendable {
    /// Those of Procore, ``ProcoreHost/all``.
    case procore
  }

  /// Whether a connector has one connection at a time or one for each of its users.
  public enum Users: String, CaseIterable, Hashable, Sendable { case one, many }

  /// A variable for the connector's processes.
  public struct EnvironmentVariable: Sendable {
    /// The variable's name.
    public var name: String
    /// Its value.
    public var value: Interpolation
  }

  /// How the connector's process is started.
  public struct Start: Sendable {
    /// The program and its arguments; no shell is used.
    public var command: [Interpolation]
    /// How it is seen to be ready.
    public var ready: Ready
    /// A working folder of its own.
    public var directory: Interpolation?
    /// Variables of its own.
    public var environment: [EnvironmentVariable]
  }

  /// How a started process is seen to be ready.
  public struct Ready: Sendable {
    /// The kinds of signs.
    public enum Sign: Sendable {
      /// This path answers below 500.
      case http(String)
      /// This text was printed.
      case log(String)
      /// The connector's port accepts connections.
      case port
    }
    /// The sign.
    public var sign: Sign
    /// How long it may take, in real time.
    public var within: Duration
  }

  /// A program that is started for one login or one action, and ends.
  public struct Command: Sendable {
    /// The program and its arguments; no shell is used.
    public var arguments: [Interpolation]
    /// What it finds on its standard input; nil for nothing.
    public var standardInput: Interpolation?
    /// A working folder of its own.
    public var directory: Interpolation?
    /// Variables of its own.
    public var environment: [EnvironmentVariable]
  }

  /// How one outcome is recognised.
  public struct OutcomeRule: Sendable {
    /// The outcome.
    public var outcome: Outcome
    /// What the answer must be like.
    public var match: ResponseMatch
  }

  /// The action of that name.
  public func action(named name: String) -> Action? { actions.first { $0.name == name } }
}
