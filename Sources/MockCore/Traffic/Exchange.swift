import HTTPTypes
import JSONSource

/// The host of the mock that was called.
public enum Host: String, CaseIterable, Hashable, Sendable, Codable {
  /// The authorization server, which stands for `login.procore.com`.
  case login
  /// The REST API, which stands for `api.procore.com`.
  case api
  /// The file storage that Procore redirects downloads to.
  case files
}

/// A name with its value, as in a query string or a form.
public struct Parameter: Hashable, Sendable, Codable {
  /// The name, decoded.
  public var name: String
  /// The value, decoded.
  public var value: String

  /// Makes a parameter.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One request to the mock and what became of it, as it stands in the record: secrets replaced by their ordinals.
///
/// A secret reads `⟨access#2⟩`, `⟨refresh#1⟩`, `⟨code#1⟩`, `⟨client-secret⟩` or `⟨password⟩`; see ``Redaction``.
public struct Exchange: Hashable, Sendable, Codable {
  /// 1, 2, 3 … in the order in which requests were decided.
  public var number: Int
  /// When the request was decided, by the mock's clock.
  public var at: Instant
  /// Which of the mock's hosts was called.
  public var host: Host
  /// The request's method, upper case.
  public var method: String
  /// The request's path, without the query.
  public var path: String
  /// The query, decoded, in order.
  public var query: [Parameter]
  /// The request's headers.
  @ReadableFields public var requestHeaders: HTTPFields
  /// The request's body as text; nil when there was none or it was not UTF-8.
  public var requestBody: String?
  /// The operation, such as `rfis.list` or `oauth.refresh`; nil for a route that does not exist.
  public var operation: String?
  /// The path with its identifiers named, `/rest/v1.0/projects/:project_id/rfis`, as Procore's activity report writes
  /// it.
  public var route: String?
  /// The status decided; what a fault made of it stands in `fault`.
  public var status: Int
  /// The answer's headers.
  @ReadableFields public var answerHeaders: HTTPFields
  /// The answer's body as text.
  public var answerBody: String?
  /// Why the answer was what it was.
  public var grounds: Grounds
  /// The login of the person for whom the call was made, if it was made for one.
  public var user: String?
  /// The company that the call was about.
  public var company: Int64?
  /// The project that the call was about.
  public var project: Int64?
  /// The token or code presented, by ordinal: `access#2`, `refresh#1`, `code#1`.
  public var presented: String?
  /// The tokens or the code issued by the answer, by ordinal.
  public var issued: [String]
  /// The grant to which the presented or issued token belongs.
  public var grant: Int?
  /// The right that the call needed, whether or not it was there.
  public var needed: NeededRight?
  /// Identifiers of the records that the answer showed or wrote (at most ``recordsKept``).
  public var records: [Int64]
  /// The fault that was performed on this exchange.
  public var fault: FaultPerformed?
  /// The company in which the call itself installed the app, because its people may (Allow User Installs).
  public var installed: Int64?
  /// Where the host belongs, if that is not production.
  public var environment: Deployment?

  /// How many record identifiers an exchange keeps.
  public static let recordsKept = 100

  /// Makes a record of an exchange.
  public init(
    number: Int, at: Instant, host: Host, method: String, path: String, query: [Parameter] = [],
    requestHeaders: HTTPFields = [:], requestBody: String? = nil, operation: String? = nil, route: String? = nil,
    status: Int, answerHeaders: HTTPFields = [:], answerBody: String? = nil, grounds: Grounds, user: String? = nil,
    company: Int64? = nil, project: Int64? = nil, presented: String? = nil, issued: [String] = [], grant: Int? = nil,
    needed: NeededRight? = nil, records: [Int64] = [], fault: FaultPerformed? = nil
  ) {
    self.number = number
    self.at = at
    self.host = host
    self.method = method
    self.path = path
    self.query = query
    self.requestHeaders = requestHeaders
    self.requestBody = requestBody
    self.operation = operation
    self.route = route
    self.status = status
    self.answerHeaders = answerHeaders
    self.answerBody = answerBody
    self.grounds = grounds
    self.user = user
    self.company = company
    self.project = project
    self.presented = presented
    self.issued = issued
    self.grant = grant
    self.needed = needed
    self.records = records
    self.fault = fault
  }
}

/// The right that an operation asks for: a level on a tool of one company or project.
public struct NeededRight: Hashable, Sendable, Codable {
  /// The person whose right it is.
  public var user: Int64
  /// The company.
  public var company: Int64
  /// The project; nil for a tool of the company.
  public var project: Int64?
  /// The tool; nil where membership alone is asked for.
  public var tool: Tool?
  /// The lowest level that suffices.
  public var level: PermissionLevel

  /// Makes the statement of a right.
  public init(user: Int64, company: Int64, project: Int64?, tool: Tool?, level: PermissionLevel) {
    self.user = user
    self.company = company
    self.project = project
    self.tool = tool
    self.level = level
  }
}

/// The trace that a fault leaves on an exchange.
public struct FaultPerformed: Hashable, Sendable, Codable {
  /// The fault's name.
  public var name: String
  /// Whether the decision was committed although the connector may not have heard of it.
  public var committed: Bool
  /// Whether the connector received the whole answer.
  public var delivered: Bool

  /// Makes a trace.
  public init(name: String, committed: Bool, delivered: Bool) {
    self.name = name
    self.committed = committed
    self.delivered = delivered
  }
}
