/// What the mock decided about one request: the answer, why, and what changes with it.
///
/// Answer, changes and record belong together: all of them happen in one transaction, or none.
public struct Decision: Sendable {
  /// The answer.
  public var answer: Answer
  /// Why.
  public var grounds: Grounds
  /// What is changed.
  public var changes: [Change]
  /// What the record says about it beyond the answer.
  public var about: Particulars
  /// Whether the same call is decided in the same way until something changes, whatever the time.
  public var isTimeless = false

  /// Makes a decision.
  public init(_ answer: Answer, because grounds: Grounds, changes: [Change] = [], about: Particulars = Particulars()) {
    self.answer = answer
    self.grounds = grounds
    self.changes = changes
    self.about = about
  }
}

/// What an exchange was about.
public struct Particulars: Sendable, Hashable {
  /// The operation, `rfis.list`, `oauth.refresh`.
  public var operation: String?
  /// The path with its identifiers named.
  public var route: String?
  /// The login of the person.
  public var user: String?
  /// The company.
  public var company: Int64?
  /// The project.
  public var project: Int64?
  /// The token or code presented, by ordinal.
  public var presented: String?
  /// What was issued, by ordinal.
  public var issued: [String] = []
  /// The grant.
  public var grant: Int?
  /// The right that was needed.
  public var needed: NeededRight?
  /// The records shown or written.
  public var records: [Int64] = []
  /// The company in which the call itself installed the app.
  public var installed: Int64?

  /// Nothing is known yet.
  public init() {}
}

/// One change of the mock's state.
public enum Change: Sendable, Hashable {
  case insertCode(AuthorizationCode)
  /// A code was redeemed, and this grant came of it.
  case useCode(String, at: Instant, grant: Int)
  case insertGrant(Grant)
  case insertAccessToken(AccessToken)
  case insertRefreshToken(RefreshToken)
  /// A refresh token was replaced by a newer one.
  case replaceRefreshToken(String, at: Instant)
  /// All tokens of a grant stop being good.
  case revokeGrant(Int, at: Instant)
  /// The access tokens of a grant stop being good that were issued before one of this ordinal.
  case revokeAccessTokens(grant: Int, before: Int, at: Instant)
  /// An access token was used for the first time; the refresh token that waited for it is replaced.
  case confirmRotation(accessToken: String, refreshToken: String, at: Instant)
  /// A browser is known from now on.
  case insertSession(BrowserSession)
  case removeSession(id: String)
  case insertRecord(Record)
  case updateRecord(Record)
  case deleteRecord(collection: String, id: Int64)
  /// A project is there from now on.
  case insertProject(Project)
  case updateProject(Project)
  /// A person is there from now on.
  case insertUser(User)
  /// A person as they are from now on, their places in companies and projects included.
  case updateUser(User)
  /// The app of that client is installed by a call.
  case installApp(company: Int64, client: String)
  /// An administrator installs a version of the app of that client, or updates to it.
  case installVersion(SemanticVersion?, client: String, company: Int64)
  case uninstallApp(company: Int64, client: String)
  /// A company applies the app of that client to these projects alone.
  case applyApp(client: String, projects: [Int64], company: Int64)
}
