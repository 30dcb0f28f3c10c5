import HTTPTypes
import JSONSource
import MockCore
import ScenarioCore

/// A small run with a history that shows every kind of row a page can have.
enum PageExample {
  static let noon = ReportExample.noon

  /// One scenario that failed, with its history, and one that was not run.
  static let run: RunResult = {
    var run = ReportExample.run
    run.clock = .follow
    run.scenarios = [failed, ReportExample.run.scenarios[4]]
    return run
  }()

  static let histories: [History?] = [history, nil]

  static let failed = ScenarioResult(
    scenario: "refresh/reply-lost", parameters: ["profile": "strict"],
    title: "A refresh whose answer was lost is not repeated with the old token", verdict: .fail,
    findings: [
      Finding(
        check: "refresh/rotation-kept", verdict: .fail, message: "refresh#1 was sent again although it was `replaced`.",
        advice: "Keep what the last answer brought.", clauses: ["RFC 6749 section 6"], exchanges: [5, 4],
        step: "after"),
      Finding(expectation: "recovers", verdict: .inconclusive, message: "Nothing was read.", step: "meanwhile"),
      Finding(expectation: "connects", verdict: .pass, message: "Expected 1 exchange; found 1.", exchanges: [2]),
      Finding(check: "login/state", verdict: .pass, message: "The state was kept."),
      Finding(check: "api/paging", verdict: .notExercised, message: "Nothing was paged."),
    ], seconds: 0.42, repeatedBy: "dryfit run refresh/reply-lost --seed 7")

  static let history: History = {
    var history = History(scenario: "refresh/reply-lost", seed: 7, began: noon)
    history.clock = .follow
    history.exchanges = exchanges
    history.steps = steps
    history.output = [
      OutputLine(stream: .output, text: "listening", exchangesBefore: 0),
      OutputLine(stream: .error, text: "refresh failed", exchangesBefore: 5),
      OutputLine(stream: .output, text: "trying again", exchangesBefore: 5),
      OutputLine(stream: .output, text: "giving up", exchangesBefore: 5),
    ]
    history.faults = [FaultRecord(name: "lost", fired: 1)]
    history.attempts = [OutsideAttempt(host: "errors.example", port: 443, method: "CONNECT", exchangesBefore: 3)]
    history.files = [FileScan(file: "debug.log", isSecretStore: false, secrets: ["refresh#1"])]
    return history
  }()

  private static let exchanges: [Exchange] = {
    var exchanges = [
      Exchange(
        number: 1, at: noon + .milliseconds(20), host: .login, method: "POST", path: "/oauth/authorize",
        operation: "oauth.authorize", status: 302, grounds: .codeIssued, issued: ["code#1"]),
      Exchange(
        number: 2, at: noon + .milliseconds(31), host: .login, method: "POST", path: "/oauth/token",
        requestHeaders: [.contentType: "application/x-www-form-urlencoded"],
        requestBody: "grant_type=authorization_code&code=⟨code#1⟩", operation: "oauth.code", status: 200,
        answerHeaders: [.cacheControl: "no-store"],
        answerBody: #"{"access_token":"⟨access#1⟩","expires_in":5400,"refresh_token":"⟨refresh#1⟩"}"#,
        grounds: .tokensIssued, user: "pat.admin@granite.example", presented: "code#1",
        issued: ["access#1", "refresh#1"], grant: 1),
      Exchange(
        number: 3, at: noon + .milliseconds(40), host: .api, method: "GET", path: "/rest/v1.0/companies/4001/rfis",
        query: [Parameter("page", "1"), Parameter("q", "a & b")], operation: "rfis.list", status: 200,
        answerBody: #"[{"id":9001},{"id":9002}]"#, grounds: .granted, company: 4001, presented: "access#1", grant: 1,
        needed: NeededRight(
          user: 101, company: 4001, project: nil, tool: Tool(rawValue: "RFIs"), level: .readOnly),
        records: [9001, 9002]),
    ]
    let later = noon + .seconds(5461)
    exchanges += [
      Exchange(
        number: 4, at: later, host: .login, method: "POST", path: "/oauth/token", operation: "oauth.refresh",
        status: 200, answerBody: #"{"access_token":"⟨access#2⟩","expires_in":5400}"#, grounds: .tokensRefreshed,
        presented: "refresh#1", issued: ["access#2", "refresh#2"], grant: 1,
        fault: FaultPerformed(name: "lost", committed: true, delivered: false)),
      Exchange(
        number: 5, at: later + .milliseconds(12), host: .login, method: "POST", path: "/oauth/token",
        operation: "oauth.refresh", status: 400, answerBody: #"{"error":"invalid_grant"}"#,
        grounds: .refreshTokenReplaced, presented: "refresh#1", grant: 1),
      Exchange(
        number: 6, at: later + .milliseconds(30), host: .files, method: "GET", path: "/files/1", status: 200,
        grounds: .fileSent),
    ]
    return exchanges
  }()

  private static let steps: [StepRecord] = {
    func step(
      _ index: Int, _ verb: String, _ summary: String, id: String? = nil, from began: Int64, to ended: Int64,
      exchanges: ClosedRange<Int>
    ) -> StepRecord {
      var step = StepRecord(
        index: index, id: id, verb: verb, summary: summary, began: noon + .milliseconds(began),
        exchangesBefore: exchanges.lowerBound)
      step.ended = noon + .milliseconds(ended)
      step.exchangesAfter = exchanges.upperBound
      return step
    }
    var login = step(0, "login", "login as pat.admin@granite.example, allow", from: 0, to: 35, exchanges: 0...2)
    login.outcomes = [.connected]
    login.answers = [ConnectorAnswer(status: 200, body: "<h1>Connected</h1>", url: "http://localhost:4100/done")]
    var read = step(1, "do", "do \"read\"", id: "before", from: 36, to: 45, exchanges: 2...3)
    read.outcomes = [.ok]
    read.answers = [ConnectorAnswer(status: nil, body: "2 RFIs\n", exit: 0)]
    let jump = step(2, "advance", "advance 91m", from: 46, to: 5_460_046, exchanges: 3...3)
    let fault = step(3, "fault", "fault \"lost\"", from: 5_460_047, to: 5_460_047, exchanges: 3...3)
    var background = step(
      4, "do", "do \"read\" 2 times at once", id: "after", from: 5_460_048, to: 5_461_040, exchanges: 3...6)
    background.outcomes = [.loginRequired, .loginRequired]
    background.answers = [401, 401].map { ConnectorAnswer(status: $0, body: "Log in", sentToLogin: false) }
    var world = step(
      5, "world", "world: revoke the refresh token", id: "meanwhile", from: 5_461_015, to: 5_461_015, exchanges: 5...5)
    world.changes = ["refresh tokens of everybody revoked"]
    let finish = step(6, "finish", "finish \"after\"", from: 5_461_016, to: 5_461_040, exchanges: 5...6)
    return [login, read, jump, fault, background, world, finish]
  }()
}
