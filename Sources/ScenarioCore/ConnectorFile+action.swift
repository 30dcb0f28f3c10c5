import JSONSource
import MockCore

extension ConnectorFile {
  /// What can be triggered.
  public struct Action: Sendable {
    /// The action's name, `read`.
    public var name: String
    /// What triggers it.
    public var trigger: Trigger
    /// How its outcomes are recognised, if otherwise than the file's.
    public var outcomes: [OutcomeRule]
    /// How long it may take, in real time.
    public var within: Duration
    /// The carried values that it uses, by name.
    public var carried: [String]
    /// Whether it says which company it is done for, so that a step can ask for another one.
    public var namesCompany = false

    /// What triggers an action.
    public enum Trigger: Sendable {
      /// A request, with the cookies of the browser session.
      case request(Request)
      /// A command that is started.
      case run(Command)
    }
  }

  /// A method and a path.
  public struct RequestLine: Sendable {
    /// The method, `GET`.
    public var method: String
    /// The path, with its query.
    public var path: Interpolation
  }

  /// A request that triggers an action.
  public struct Request: Sendable {
    /// The method and the path.
    public var line: RequestLine
    /// Headers of the request.
    public var headers: [(name: String, value: Interpolation)]
    /// The body as JSON, with `${…}` in its strings.
    public var body: InterpolatedJSON?
    /// The body as a form.
    public var form: [(name: String, value: Interpolation)]
  }
}
