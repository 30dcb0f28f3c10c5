import JSONSource
import MockCore
import Reports
import ScenarioCore

/// Runs with everything that reports for continuous integration show.
enum ReportedExample {
  /// One scenario of each verdict, one of a matrix, one with a warning, and one of the connector's own repository.
  static let run: ReportedRun = {
    var result = ReportExample.run
    result.scenarios.append(own)
    return ReportedRun(
      result, histories: [history], ended: ReportExample.noon + .seconds(9),
      files: ["cases/../our.json": file].compactMapValues(\.self),
      checks: checks, folder: "connectors/acme")
  }()

  /// A run of which everything passed.
  static let passed = ReportedRun(ReportExample.allPassed, checks: checks)

  /// A run in which every word was chosen by somebody who means harm.
  static let hostile: ReportedRun = {
    var result = ReportExample.run
    result.connector = words
    result.scenarios = [ReportExample.hostile, ownHostile]
    var history = History(scenario: "odd", seed: 7, began: ReportExample.noon)
    history.exchanges = [exchange("/a\",\r\n=1+1|cmd"), exchange("=cmd()", method: "@SUM")]
    return ReportedRun(result, histories: [history], ended: ReportExample.noon, checks: checks)
  }()

  /// What steers somebody somewhere: workflow commands, markup, links, mentions, placeholders, directives, escapes.
  static let words =
    "::error::a%0Ab\n::stop-commands::x\n##[error]c ]]> <img src=x onerror=alert(1)> [d](http://evil.example)"
    + " www.evil.example @everyone {0} | `e` # SKIP \\ \u{1B}[2J\u{0}\u{202E}"

  static let own = ScenarioResult(
    scenario: "cases/../our.json", title: "A case of our own", verdict: .fail,
    findings: [
      Finding(expectation: "asks", verdict: .fail, message: "Expected at least 1 exchange, and saw none."),
      Finding(
        expectation: "/steps/1/expect", verdict: .fail, message: "Expected ok, and it was failed.", exchanges: [2]),
      Finding(check: "secrets/output", verdict: .inconclusive, message: "Nothing was printed.", step: "second"),
    ], seconds: 0.2)

  private static let ownHostile = ScenarioResult(
    scenario: "a, b: c%\n#.json", parameters: ["as": words], title: words, verdict: .fail, reason: words,
    findings: [
      Finding(
        check: "secrets/output", verdict: .fail, message: words, advice: words, clauses: [words], exchanges: [1],
        step: words),
      Finding(expectation: words, verdict: .inconclusive, message: String(repeating: "long ", count: 2000)),
    ], outputTail: [OutputLine(stream: .output, text: words, exchangesBefore: 0)], repeatedBy: words)

  private static let text = """
    {
      "format": 1, "title": "A case of our own", "why": "Support saw it twice.",
      "steps": [
        { "login": {} },
        { "id": "second", "do": "read",
          "expect": { "outcome": "ok" } }
      ],
      "expect": [
        { "id": "asks", "seen": { "endpoint": "oauth.code" } }
      ]
    }
    """

  static let file = JSONParser.parse(SourceFile(name: "our.json", text: text), into: Diagnostics())

  static let checks = ["api/known-endpoints", "refresh/single-flight", "secrets/output"].map { name in
    CheckPage(
      name: name, severity: name.hasPrefix("api") ? .warn : .fail, promise: "What \(name) promises.",
      what: "Every exchange, but for {these}.", text: "\(name)\n\nWhy: it is so.\n",
      markdown: "### `\(name)`\n\n*Why.* It is so.\n", clauses: ["RFC 6749 section 6"])
  }

  private static let history: History = {
    var history = History(scenario: "login/allow", seed: 7, began: ReportExample.noon)
    let route = "/rest/v1.0/projects/:project_id/rfis"
    history.exchanges = [
      exchange("/rest/v1.0/projects/1/rfis", route: route), exchange("/rest/v1.0/projects/2/rfis", route: route),
      exchange("/rest/v1.0/projects/2/rfis", route: route, status: 403), exchange("/vapid/a,b/12", status: 404),
      exchange("/oauth/token", host: .login),
    ]
    return history
  }()

  private static func exchange(
    _ path: String, method: String = "GET", route: String? = nil, status: Int = 200, host: MockCore.Host = .api
  ) -> Exchange {
    Exchange(
      number: 1, at: ReportExample.noon, host: host, method: method, path: path, route: route, status: status,
      grounds: .granted)
  }
}
