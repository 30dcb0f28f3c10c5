import JSONSource

/// Which exchanges are meant: a description of which all parts that are given must hold.
public struct Match: Sendable {
  /// A test of a value that has a name, in a query or among headers.
  public struct Named: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The test.
    public var test: ValueTest

    /// Makes a test of a named value.
    public init(_ name: String, _ test: ValueTest) {
      self.name = name
      self.test = test
    }
  }

  /// A test of the operation: `rfis.list`, `oauth.refresh`, or a name for several (see ``Exchange/endpoints``).
  public var endpoint: ValueTest?
  /// A test of the method.
  public var method: ValueTest?
  /// A test of the path.
  public var path: PathTest?
  /// Tests of the query; of a name that stands twice, one value must pass.
  public var query: [Named] = []
  /// Tests of the request's headers.
  public var header: [Named] = []
  /// A test of the request's body.
  public var body: BodyMatch?
  /// A test of the status that was decided.
  public var status: ValueTest?
  /// A test of the grounds, by their word.
  public var because: ValueTest?
  /// A test of the login of the person for whom the call was made.
  public var user: ValueTest?
  /// A test of the company's id; names were replaced by ids where the world was known when the match was read.
  public var company: ValueTest?
  /// A test of the token or code that was presented, by ordinal: `access#2`. What an answer issued is not looked at.
  public var token: ValueTest?
  /// The id of a step that had ended.
  public var after: String?
  /// The id of a step that had not begun.
  public var before: String?
  /// The name of an action that was running.
  public var action: String?
  /// A test of the browser session whose login the token came from.
  public var session: ValueTest?
  /// A test of the host that was called.
  public var host: ValueTest?

  /// A match that every exchange passes.
  public init() {}

  /// Whether an exchange is meant; a step or action that did not happen is never the right one.
  public func matches(_ exchange: Exchange, steps: StepBounds) -> Bool {
    differences(from: exchange, steps: steps).isEmpty
  }

  /// Whether a call is meant, as far as that is known before it is answered: `status`, `because`, `after`, `before`,
  /// `action` and `session` are not looked at.
  public func matchesCall(_ exchange: Exchange) -> Bool {
    requestDifferences(from: exchange).isEmpty
  }

  /// A name of a company that no world was there to replace by its id; such a match means nothing.
  public var unresolvedCompany: String? {
    let literals: [JSONValue] =
      switch company {
      case .eq(let value), .ne(let value): [value]
      case .oneOf(let values): values
      default: []
      }
    return literals.compactMap(\.stringValue).first { Int64($0) == nil }
  }
}

/// A test of a path.
public enum PathTest: Hashable, Sendable {
  /// Segments, of which `*` stands for any one and `**` for all that follow, also none.
  case pattern(String)
  /// A test of the path as text.
  case value(ValueTest)

  /// Whether a path passes.
  public func holds(_ path: String) -> Bool {
    switch self {
    case .value(let test): test.holds(text: path)
    case .pattern(let pattern): Self.fits(path.split(separator: "/")[...], pattern.split(separator: "/")[...])
    }
  }

  private static func fits(_ path: ArraySlice<Substring>, _ pattern: ArraySlice<Substring>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == "**" {
      let rest = pattern.dropFirst()
      return rest.isEmpty || path.indices.contains { fits(path[$0...], rest) }
    }
    guard let segment = path.first, first == "*" || first == segment else { return false }
    return fits(path.dropFirst(), pattern.dropFirst())
  }
}

extension Exchange {
  /// Every word by which a match may mean this exchange: its operation, `oauth.token` for any grant, `api` for any
  /// REST call.
  public var endpoints: [String] {
    var words = operation.map { [$0] } ?? []
    if Match.grants.contains(operation ?? "") { words.append("oauth.token") }
    if host == .api || path.hasPrefix("/rest/") { words.append("api") }
    return words
  }
}

extension Match {
  /// The operations that redeem something at the token endpoint.
  static let grants: Set = ["oauth.code", "oauth.refresh", "oauth.clientCredentials"]

  /// The methods of HTTP (RFC 9110 section 9, RFC 5789), which are told apart by case.
  static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]

  /// The endpoints that are there whatever the catalog holds.
  public static let endpointsOfEveryCatalog: Set = [
    "api", "oauth.authorize", "oauth.token", "oauth.code", "oauth.refresh", "oauth.clientCredentials", "oauth.revoke",
    "oauth.tokenInfo",
  ]
}
