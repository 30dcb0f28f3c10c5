import HTTPTypes
import MockCore
import ScenarioCore

@testable import ClientChecks

/// Writes a history by hand: steps, and within them what was asked of the mock.
struct HistoryBuilder {
  static let callback = "http://localhost:4100/oauth/callback"

  var history = History(scenario: "by/hand", seed: 7, began: Instant(seconds: 1_800_000_000))
  var now = Instant(seconds: 1_800_000_000)

  // MARK: Steps

  mutating func step(
    _ verb: String, id: String? = nil, outcomes: [Outcome] = [], answers: [ConnectorAnswer] = [],
    action: String? = nil, session: String? = nil, user: String? = nil, company: Int64? = nil, tamper: Tamper? = nil,
    _ write: (inout HistoryBuilder) -> Void = { _ in }
  ) {
    let before = history.exchanges.count
    var record = StepRecord(
      index: history.steps.count, id: id, verb: verb, summary: verb, action: action, began: now,
      exchangesBefore: before)
    (record.session, record.user, record.company, record.tamper) = (session, user, company, tamper)
    // At its place before anything is written: a step in the background holds others.
    history.steps.append(record)
    write(&self)
    record.exchangesAfter = history.exchanges.count
    record.ended = now
    record.outcomes = outcomes
    record.answers = answers
    history.steps[record.index] = record
  }

  mutating func act(
    id: String? = nil, _ outcomes: [Outcome] = [.ok], _ write: (inout HistoryBuilder) -> Void = { _ in }
  ) {
    step("do", id: id, outcomes: outcomes, write)
  }

  /// The action `read` of a browser, with what the connector answered.
  mutating func read(
    _ outcome: Outcome = .ok, body: String = "", sentToLogin: Bool = false, session: String? = nil,
    company: Int64? = nil, _ write: (inout HistoryBuilder) -> Void = { _ in }
  ) {
    let answer = ConnectorAnswer(status: 200, body: body, sentToLogin: sentToLogin)
    step("do", outcomes: [outcome], answers: [answer], action: "read", session: session, company: company, write)
  }

  /// Changes the newest exchange.
  mutating func change(_ change: (inout Exchange) -> Void) {
    guard let last = history.exchanges.indices.last else { return }
    change(&history.exchanges[last])
  }

  mutating func login(_ write: (inout HistoryBuilder) -> Void) { step("login", outcomes: [.connected], write) }

  mutating func advance(_ seconds: Int) {
    step("advance") { $0.now = $0.now + .seconds(seconds) }
  }

  mutating func restart() { step("connector") }

  /// A whole login that nobody can complain about.
  mutating func connect(_ ordinal: Int = 1) {
    login { login in
      login.authorize(state: "k3Jx9Qw7Lp2Vn8Rt\(ordinal)")
      login.allow("code#\(ordinal)")
      login.redeem("code#\(ordinal)", issues: ["access#\(ordinal)", "refresh#\(ordinal)"])
    }
  }

  // MARK: Exchanges

  mutating func add(
    _ host: Host, _ method: String, _ path: String, operation: String?, status: Int, grounds: Grounds,
    change: (inout Exchange) -> Void
  ) {
    var exchange = Exchange(
      number: history.exchanges.count + 1, at: now, host: host, method: method, path: path, operation: operation,
      status: status, grounds: grounds)
    change(&exchange)
    history.exchanges.append(exchange)
  }

  mutating func authorize(
    state: String? = "k3Jx9Qw7Lp2Vn8Rt0", responseType: String? = "code", redirectURI: String = callback,
    challenge: String? = nil, grounds: Grounds = .loginShown
  ) {
    let query = [
      Parameter("client_id", "abc"), Parameter("response_type", responseType ?? ""),
      Parameter("redirect_uri", redirectURI), Parameter("state", state ?? ""),
      Parameter("code_challenge", challenge ?? ""),
    ]
    add(.login, "GET", "/oauth/authorize", operation: "oauth.authorize", status: 200, grounds: grounds) {
      $0.query = query.filter { !$0.value.isEmpty }
    }
  }

  mutating func allow(_ code: String = "code#1") {
    add(.login, "POST", "/oauth/authorize", operation: "oauth.authorize", status: 302, grounds: .codeIssued) {
      $0.issued = [code]
    }
  }

  mutating func deny() {
    add(.login, "POST", "/oauth/authorize", operation: "oauth.authorize", status: 302, grounds: .consentDenied) { _ in }
  }

  /// An exchange of a code; `body` and `basic` say otherwise how its client is named.
  mutating func redeem(
    _ code: String? = "code#1", issues: [String] = [], status: Int = 200, grounds: Grounds = .tokensIssued,
    redirectURI: String? = callback, secretInBody: Bool = true, basic: Bool = false, fault: FaultPerformed? = nil
  ) {
    var body = "grant_type=authorization_code&client_id=abc"
    body += code.map { "&code=⟨\($0)⟩" } ?? ""
    body += redirectURI.map { "&redirect_uri=\(HistoryBuilder.escaped($0))" } ?? ""
    body += secretInBody ? "&client_secret=⟨client-secret⟩" : ""
    tokenCall("oauth.code", body: body, presents: code, issues: issues, status: status, grounds: grounds, fault: fault)
    if basic { setHeader("Authorization", "Basic ⟨client-secret⟩") }
  }

  mutating func refresh(
    _ token: String?, issues: [String] = [], status: Int? = nil, grounds: Grounds? = nil, redirectURI: String? = nil,
    body: String? = nil, fault: FaultPerformed? = nil
  ) {
    var text = "grant_type=refresh_token&client_secret=⟨client-secret⟩"
    text += token.map { "&refresh_token=⟨\($0)⟩" } ?? ""
    text += redirectURI.map { "&redirect_uri=\(HistoryBuilder.escaped($0))" } ?? ""
    tokenCall(
      "oauth.refresh", body: body ?? text, presents: token, issues: issues,
      status: status ?? (issues.isEmpty ? 400 : 200),
      grounds: grounds ?? (issues.isEmpty ? .refreshTokenReplaced : .tokensRefreshed), fault: fault)
  }

  mutating func tokenCall(
    _ operation: String, body: String, presents: String? = nil, issues: [String] = [], status: Int = 200,
    grounds: Grounds = .tokensIssued, fault: FaultPerformed? = nil
  ) {
    add(.login, "POST", "/oauth/token", operation: operation, status: status, grounds: grounds) { exchange in
      exchange.requestBody = body
      exchange.presented = presents
      exchange.issued = issues
      exchange.grant = 1
      exchange.fault = fault
      exchange.answerBody = issues.isEmpty ? nil : #"{"access_token":"⟨\#(issues[0])⟩","expires_in":5400}"#
    }
  }

  mutating func revoke(_ token: String) {
    add(.login, "POST", "/oauth/revoke", operation: "oauth.revoke", status: 200, grounds: .tokensRevoked) { exchange in
      exchange.requestBody = "token=⟨\(token)⟩&client_secret=⟨client-secret⟩"
      exchange.presented = token
      exchange.grant = 1
    }
  }

  /// A call of the REST API; by default the list of RFIs, answered with 200.
  mutating func call(
    _ token: String? = "access#1", status: Int = 200, grounds: Grounds? = nil, operation: String? = "rfis.list",
    method: String = "GET", path: String = "/rest/v1.0/projects/7001/rfis", query: [Parameter] = [],
    company: String? = "4001", body: String? = nil, host: Host = .api, fault: FaultPerformed? = nil
  ) {
    add(
      host, method, path, operation: operation, status: status,
      grounds: grounds ?? (status == 401 ? .tokenExpired : status == 403 ? .levelTooLow : .granted)
    ) { exchange in
      exchange.query = query
      exchange.presented = token
      exchange.grant = 1
      exchange.requestBody = body
      exchange.fault = fault
    }
    if let token { setHeader("Authorization", "Bearer ⟨\(token)⟩") }
    if let company { setHeader("Procore-Company-Id", company) }
  }

  /// Sets a header of the newest exchange.
  mutating func setHeader(_ name: String, _ value: String) {
    guard let field = HTTPField.Name(name), let last = history.exchanges.indices.last else { return }
    history.exchanges[last].requestHeaders[field] = value
  }

  mutating func prints(_ text: String, to stream: OutputLine.Stream = .output) {
    history.output.append(OutputLine(stream: stream, text: text, exchangesBefore: history.exchanges.count))
  }

  private static func escaped(_ text: String) -> String {
    text.replacing(":", with: "%3A").replacing("/", with: "%2F")
  }
}

extension FaultPerformed {
  /// The decision was kept, and its answer never arrived.
  static let lost = FaultPerformed(name: "lost", committed: true, delivered: false)
  /// The decision was kept, and its answer arrived late.
  static let late = FaultPerformed(name: "late", committed: true, delivered: true)
  /// Another answer arrived, and nothing was decided.
  static let scripted = FaultPerformed(name: "scripted", committed: false, delivered: true)
}

/// The history that was written.
func history(_ write: (inout HistoryBuilder) -> Void) -> History {
  var builder = HistoryBuilder()
  write(&builder)
  return builder.history
}

extension Check {
  /// What a check makes of a history that is written for it.
  func judging(_ write: (inout HistoryBuilder) -> Void) -> [Finding] { findings(in: history(write)) }
}

extension [Finding] {
  /// The verdicts, a warning apart from a failure.
  var words: [String] {
    map { $0.verdict == .fail && $0.severity == .warn ? "warn" : $0.verdict.rawValue }
  }
}
