import JSONSource
import MockCore
import PromotionGate
import ScenarioCore

/// Runs and decisions that show every line a report can have.
enum ReportExample {
  static let noon = Instant(seconds: 1_800_000_000)

  static func digest(_ byte: UInt8) -> Digest { Digest(sha256: [UInt8](repeating: byte, count: 32)) }

  /// One scenario of each verdict, one of a matrix, and one with a warning.
  static let run = RunResult(
    dryfit: "0.1.0", connector: "acme-rfi-sync", digest: digest(0xA1), seed: 7, began: noon, version: "0.4.0",
    scenarios: [passed, warned, failed, inconclusive, notApplicable],
    health: {
      var health = Health()
      health[.forbidden] = 2
      health[.missingCompanyHeader] = 1
      return health
    }())

  /// A run of which everything passed, the second scenario on the process of the first.
  static let allPassed = RunResult(
    dryfit: "0.1.0", connector: "acme-rfi-sync", digest: digest(0xA1), clock: .follow, seed: .max, began: noon,
    scenarios: [passed.on(.fresh), passed.on(.warm)])

  /// A scenario whose every word was chosen by somebody who means harm.
  static let hostile = ScenarioResult(
    scenario: "odd/<b>&\"'\u{1B}[2J", title: "A title \u{202E}backwards", verdict: .fail, reason: "]]> & done",
    findings: [
      Finding(
        check: "secrets/output", verdict: .fail,
        message: "Bell \u{7}, null \u{0}, escape \u{1B}]0;title\u{7}, <script>alert(1)</script>\nand a second line.",
        advice: String(repeating: "x", count: 300), exchanges: [1])
    ],
    seconds: .infinity, outputTail: [OutputLine(stream: .error, text: "line\r\u{8}\u{9B}2J", exchangesBefore: 1)])

  private static let passed = ScenarioResult(
    scenario: "login/allow", title: "A user who allows it is connected", verdict: .pass,
    findings: [
      Finding(expectation: "/expect/0", verdict: .pass, message: "Seen once."),
      Finding(check: "refresh/single-flight", verdict: .notExercised, message: "Nothing was refreshed."),
    ], seconds: 0.184)

  private static let warned = ScenarioResult(
    scenario: "login/remembered", parameters: ["profile": "strict", "as": "pat.admin@granite.example"],
    title: "A second login is remembered", verdict: .pass,
    findings: [
      Finding(
        check: "api/known-endpoints", verdict: .fail, severity: .warn,
        message: "Called an endpoint that is not documented.",
        advice: "Use the documented endpoint.", clauses: ["Procore Integration Health"], exchanges: [12])
    ], seconds: 0.3)

  private static let failed = ScenarioResult(
    scenario: "refresh/parallel", title: "Parallel calls at expiry share one refresh", verdict: .fail,
    findings: [
      Finding(
        check: "api/known-endpoints", verdict: .fail, severity: .warn,
        message: "Called an endpoint that is not documented.",
        advice: "Use the documented endpoint.", exchanges: [20]),
      Finding(
        check: "refresh/single-flight", verdict: .fail,
        message:
          "Expected at most one refresh of a grant in flight, and saw two: the second was begun before the first "
          + "one was answered, and both presented refresh#1.",
        advice: "Let one caller refresh, and let the others wait for what it gets.",
        clauses: ["Procore access-token guide", "RFC 9700 section 4.14.2"], exchanges: [17, 19], step: "after"),
      Finding(
        expectation: "/expect/0", verdict: .fail, message: "Expected exactly 1 exchange, and saw 2.",
        exchanges: [17, 19]
      ).with(surroundings),
    ],
    seconds: 1.3456,
    outputTail: [
      OutputLine(stream: .output, text: "listening on 4567", exchangesBefore: 0),
      OutputLine(stream: .error, text: "refresh failed: invalid_grant", exchangesBefore: 20),
    ], repeatedBy: "dryfit run refresh/parallel --seed 7")

  private static let surroundings = [
    Surrounding(kind: .step, at: 5_460_001, text: "Step \"after\" (do \"read\" 2 times at once) → ok"),
    Surrounding(
      kind: .exchange, at: 5_460_120, text: "#17 POST /oauth/token 200 tokens-refreshed with refresh#1", isMeant: true),
    Surrounding(kind: .exchange, at: 5_460_131, text: "#18 GET /rest/v1.1/projects 401 token-expired with access#1"),
    Surrounding(kind: .output, text: "refreshing"),
    Surrounding(kind: .error, text: "refresh failed: invalid_grant"),
    Surrounding(
      kind: .exchange, at: 5_460_144, text: "#19 POST /oauth/token 400 refresh-token-replaced with refresh#1",
      isMeant: true),
  ]

  private static let inconclusive = ScenarioResult(
    scenario: "expiry/long-sleep", title: "A connector that slept for 30 days wakes up", verdict: .inconclusive,
    reason: "the connector's clock is real",
    findings: [
      Finding(
        check: "expiry/honours-expires-in", verdict: .inconclusive, message: "No token expired while it was held.",
        step: "wake"),
      consequence(of: "/steps/3/expect"), consequence(of: "refreshed-once"),
    ], seconds: 0.4)

  private static func consequence(of expectation: String) -> Finding {
    var finding = Finding(expectation: expectation, verdict: .inconclusive, message: "The step was not performed.")
    finding.isConsequence = true
    return finding
  }

  private static let notApplicable = ScenarioResult(
    scenario: "login/two-users", title: "Two users at once", verdict: .notApplicable,
    reason: "connector.json does not say \"users\": \"many\"")
}

/// Decisions with every reason there is.
enum GateReportExample {
  static let version = SemanticVersion(major: 0, minor: 4, patch: 0)

  static func decision(_ reasons: [Reason]) -> GateDecision {
    GateDecision(version: version, at: ReportExample.noon, required: 14, reasons: reasons)
  }

  static func waiver() -> Waiver? {
    CalendarDate("2027-01-31").map {
      Waiver(
        target: .check("expiry/margin"), scenario: nil, owner: "qa@acme.example", reason: "clock is coarse", expires: $0
      )
    }
  }

  /// What informs without refusing.
  static var notes: [Reason] {
    [
      .waived(scenario: "expiry/idle", waivers: [waiver()].compactMap(\.self)),
      .notScored(scenario: "login/two-users", why: "one connection per company"),
      .resultsDiffer(scenario: "refresh/parallel", passed: 2, failed: 1),
    ]
  }

  /// Every reason that keeps the gate shut.
  static var reasons: [Reason] {
    let known = [SemanticVersion(major: 0, minor: 3, patch: 0), SemanticVersion(major: 0, minor: 3, patch: 1)]
    let waivers = [waiver()].compactMap(\.self)
    let patterns = [ScenarioPattern("refesh/**")].compactMap(\.self)
    return [.versionUnknown(version, known: known), .versionUnknown(version, known: [])]
      + [.manifestOfAnotherVersion(version, manifest: known[1]), .manifestChanged(version)]
      + [.versionNotHigher(version, last: version), .alreadyPromoted(version, at: ReportExample.noon)]
      + [.manifestInvalid(version, mistakes: ["\"instructions\" is missing"]), .keyKindWrong(version)]
      + [.suiteChanged(version, added: ["api/a", "api/b", "api/c", "api/d"], removed: ["login/deny"], changed: [])]
      + [.ledgerAltered(faults: (2...6).map { "evidence: row \($0) was altered" })]
      + [.nothingRequired] + patterns.map { .requirementMatchesNothing($0, nearest: "refresh/**") }
      + waivers.flatMap { [.waiverExpired($0), .waiverStale($0), .waiverMatchesNothing($0)] }
      + (1...12).map { .staleBytes(scenario: "refresh/case-\($0)", changed: [.connector, .world, .dryfit]) }
      + [.staleBytes(scenario: "login/allow", changed: [.scenario])]
      + ["login/deny", "login/close"].map { .missing(scenario: $0) }
      + [.failed(scenario: "refresh/parallel", claims: ["refresh/single-flight", "/expect/0"])]
      + [.inconclusive(scenario: "expiry/long-sleep", why: "No token expired while it was held.")]
      + [.notApplicable(scenario: "login/two-users", why: "no \"users\": \"many\"")]
  }
}

extension Finding {
  fileprivate func with(_ surroundings: [Surrounding]) -> Finding {
    var finding = self
    finding.surroundings = surroundings
    return finding
  }
}

extension ScenarioResult {
  fileprivate func on(_ process: Process) -> ScenarioResult {
    var result = self
    result.process = process
    return result
  }
}
