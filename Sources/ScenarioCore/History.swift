import HTTPTypes
import MockCore

/// Everything that was seen in one run of one scenario; all judgement rests on it alone.
///
/// It holds no secret: tokens, codes and client secrets read as their marks (``MockCore/Redaction``), in the traffic,
/// in the connector's answers and in its output alike. So a leak can be seen, and is not repeated.
public struct History: Hashable, Sendable, Codable {
  /// The scenario's identity, `refresh/one-cycle`.
  public var scenario: String
  /// The seed of all identifiers.
  public var seed: UInt64
  /// The mock's time when the first step began.
  public var began: Instant
  /// Whether the connector's clock moved with the mock's; nil in histories from before it could, when it stayed real.
  public var clock: RunResult.Clock?
  /// What connector.json and the manifest say of the connector; nil in histories from before it was kept.
  public var declared: DeclaredConnector?
  /// The steps that were performed, in order.
  public var steps: [StepRecord] = []
  /// What was asked of the mock, in order.
  public var exchanges: [Exchange] = []
  /// What the connector's processes printed, in order of arrival.
  public var output: [OutputLine] = []
  /// What became of each armed fault.
  public var faults: [FaultRecord] = []
  /// What was found in files that the connector wrote: the marks of secrets outside its secret store.
  public var files: [FileScan] = []
  /// The records of which expectations speak, and those that were created, as the mock held them at the end.
  public var records: [HeldRecord] = []
  /// What the connector tried to reach outside the run, and was refused.
  public var attempts: [OutsideAttempt] = []
  /// The end of the connector's process when nobody had asked for it.
  public var unexpectedExit: String?
  /// Why the scenario was broken off before its last step; nil when all steps were performed.
  public var brokenOff: String?

  /// Why the scenario is not applicable to this connector, as a step found; nil where it is.
  public var notApplicable: String? { steps.lazy.compactMap(\.notApplicable).first }

  /// Begins a history.
  public init(scenario: String, seed: UInt64, began: Instant) {
    self.scenario = scenario
    self.seed = seed
    self.began = began
  }
}

/// One step as it was performed.
public struct StepRecord: Hashable, Sendable, Codable {
  /// 0, 1, 2 … as in the file.
  public var index: Int
  /// The step's id, if it has one.
  public var id: String?
  /// The verb, `do`.
  public var verb: String
  /// What it did, for people: `do "read"`, `advance 91m`.
  public var summary: String
  /// The action performed, for `do`.
  public var action: String?
  /// The browser that was used, for `do` and `login`.
  public var session: String?
  /// The login of the user who logged in, for `login`.
  public var user: String?
  /// What was done to the way back of a login; nil where it was left as it is.
  public var tamper: Tamper?
  /// The company for which an action was triggered, where connector.json has it name one.
  public var company: Int64?
  /// The mock's time when it began.
  public var began: Instant
  /// The mock's time when it ended.
  public var ended: Instant
  /// How many exchanges the record held when the step began: those of the step have greater numbers.
  public var exchangesBefore: Int
  /// How many it held when the step had ended.
  public var exchangesAfter: Int
  /// Whether it was begun in the background and has not been finished.
  public var isRunning = false
  /// How it ended, for `do` and `login`; one for each repetition.
  public var outcomes: [Outcome] = []
  /// The connector's own answers, one for each repetition; for `login` the final page.
  public var answers: [ConnectorAnswer] = []
  /// What a change of the world came to, for people; what it lowered or took away.
  public var changes: [String] = []
  /// Why the step proves nothing (`nothing to forbid`); the scenario is inconclusive.
  public var inconclusive: String?
  /// Why the step cannot be performed on this connector (there is no redirect); the scenario is not applicable.
  public var notApplicable: String?
  /// Why the step could not be performed (time-out, the connector was gone); the scenario fails.
  public var failure: String?

  /// Begins the record of a step.
  public init(
    index: Int, id: String?, verb: String, summary: String, action: String? = nil, began: Instant, exchangesBefore: Int
  ) {
    self.index = index
    self.id = id
    self.verb = verb
    self.summary = summary
    self.action = action
    self.began = began
    self.ended = began
    self.exchangesBefore = exchangesBefore
    self.exchangesAfter = exchangesBefore
  }
}

/// What the connector answered to a user's request, or how its command ended.
public struct ConnectorAnswer: Hashable, Sendable, Codable {
  /// The status; nil for a command.
  public var status: Int?
  /// The headers; empty for a command.
  public var headers: HTTPFields
  /// The body of the answer, or the standard output of the command, redacted.
  public var body: String
  /// The exit status of a command; 128 and the number of the signal that ended it, as shells have it.
  public var exit: Int?
  /// All that the command printed, standard output and standard error in order of arrival; nil for a request.
  public var output: String?
  /// The address that answered, without its query; nil for a command.
  public var url: String?
  /// Where a redirect that was not followed pointed to: the connector sent the user to log in.
  public var sentToLogin: Bool
  /// The connector's redirects that led to it; nil in histories from before they were kept.
  public var redirects: [ConnectorRedirect]?

  /// Makes an answer.
  public init(
    status: Int?, headers: HTTPFields = [:], body: String, exit: Int? = nil, output: String? = nil,
    url: String? = nil, sentToLogin: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.exit = exit
    self.output = output
    self.url = url
    self.sentToLogin = sentToLogin
  }
}

/// A redirect of the connector's that the browser followed.
public struct ConnectorRedirect: Hashable, Sendable, Codable {
  /// The path that answered with it, without its query.
  public var path: String
  /// The status.
  public var status: Int
  /// The headers, redacted.
  public var headers: HTTPFields

  /// States a redirect.
  public init(path: String, status: Int, headers: HTTPFields) {
    self.path = path
    self.status = status
    self.headers = headers
  }
}

/// One line that the connector printed.
public struct OutputLine: Hashable, Sendable, Codable {
  /// Where it was printed.
  public enum Stream: String, Hashable, Sendable, Codable { case output, error }
  /// Standard output or standard error.
  public var stream: Stream
  /// The line, redacted.
  public var text: String
  /// How many exchanges the mock had recorded when the line arrived.
  public var exchangesBefore: Int

  /// Makes a line.
  public init(stream: Stream, text: String, exchangesBefore: Int) {
    self.stream = stream
    self.text = text
    self.exchangesBefore = exchangesBefore
  }
}

/// How often an armed fault fired.
public struct FaultRecord: Hashable, Sendable, Codable {
  /// The fault's name.
  public var name: String
  /// How many calls it hit.
  public var fired: Int

  /// Makes a record.
  public init(name: String, fired: Int) {
    self.name = name
    self.fired = fired
  }
}

/// The secrets that one of the connector's files holds.
public struct FileScan: Hashable, Sendable, Codable {
  /// The file, relative to the connector's state folder where it lies below it.
  public var file: String
  /// Whether it belongs to the secret store that the connector file names.
  public var isSecretStore: Bool
  /// The secrets it was found to hold, by name: `refresh#1`.
  public var secrets: [String]

  /// Makes a result.
  public init(file: String, isSecretStore: Bool, secrets: [String]) {
    self.file = file
    self.isSecretStore = isSecretStore
    self.secrets = secrets
  }
}

/// What a connector's files say of it, as far as judgement needs it.
public struct DeclaredConnector: Hashable, Sendable, Codable {
  /// Whether each browser session is a user of its own, `many`, or there is one connection at a time, `one`.
  public var users: String?
  /// The highest level on each tool that the manifest declares; nil without a manifest that declares any.
  public var uses: [String: PermissionLevel]?

  /// States what is declared.
  public init(users: String? = nil, uses: [String: PermissionLevel]? = nil) {
    self.users = users
    self.uses = uses
  }
}
