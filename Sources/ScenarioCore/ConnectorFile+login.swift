import JSONSource
import MockCore

extension ConnectorFile {
  /// How a user connects.
  public struct Login: Sendable {
    /// What begins it.
    public var way: Way
    /// What the user does in the browser before, for connectors with accounts of their own.
    public var before: [BrowserStep]
    /// How a successful end is recognised.
    public var connected: ResponseMatch?

    /// What begins a login.
    public enum Way: Sendable {
      /// This path of the connector is opened in the browser.
      case open(Interpolation)
      /// This command is started.
      case run(LoginCommand)
    }

    /// The path that begins the login; nil where a command does.
    public var path: Interpolation? { if case .open(let path) = way { path } else { nil } }
  }

  /// A command that connects its user: it opens a browser or prints where to go, and gets the code by the redirect or
  /// from its standard input.
  public struct LoginCommand: Sendable {
    /// What is started.
    public var command: Command
    /// Whether the authorize URL is looked for in its standard output.
    public var printsAddress: Bool
    /// Whether the code is read off Procore's page and typed into its standard input.
    public var readsCode: Bool
  }

  /// One thing that a user does in the browser: opens a page, fills a form, presses a button or follows a link.
  public struct BrowserStep: Sendable {
    /// The path of the connector that is opened first; nil to go on from the page that is open.
    public var open: Interpolation?
    /// What is typed into fields, by their names.
    public var fill: [(name: String, value: Interpolation)]
    /// The text of the button or link that is pressed.
    public var press: Interpolation?
  }

  /// A value that a page or a cookie hands to actions, fetched anew before each that uses it.
  public struct Carry: Sendable {
    /// The name, `csrf` in `${carry.csrf}`.
    public var name: String
    /// Where it is found.
    public var source: Source

    /// Where a carried value is found.
    public enum Source: Sendable {
      /// In a page: what the first group of a regular expression catches, or all that matches where it has no group.
      case page(RequestLine, matches: String)
      /// In a cookie of the browser.
      case cookie(String)
    }
  }
}
