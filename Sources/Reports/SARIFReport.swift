import JSONSource
import ScenarioCore

/// A run in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), as code scanning reads it.
///
/// Every check is a rule with its page; a scenario whose own expectation speaks is a rule too. A failure is of the
/// level `error`, a warning `warning`; what is inconclusive is of the kind `open`. Findings that are open only because
/// of another are left out. A scenario that was not run, or that stopped early, is a notification.
public enum SARIFReport {
  /// The log, indented, with a line feed at its end.
  public static func text(of run: ReportedRun) -> String {
    let log: JSONValue = [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0", "runs": [json(of: run)],
    ]
    return log.encoded(indent: 2) + "\n"
  }

  private static func json(of run: ReportedRun) -> JSONValue {
    let rules = SARIFRules(run)
    return [
      "tool": [
        "driver": [
          "name": "Dryfit", "version": .string(run.result.dryfit), "semanticVersion": .string(run.result.dryfit),
          "rules": rules.json,
        ]
      ],
      "automationDetails": ["id": .string("dryfit/\(PrintableText.line(run.result.connector))/")],
      "originalUriBaseIds": [
        SARIFPlace.suite: ["description": ["text": "The folder that holds Dryfit's scenarios."]],
        SARIFPlace.repository: ["description": ["text": "The root of the connector's repository."]],
      ],
      "invocations": [invocation(of: run)],
      "results": .array(results(of: run, rules)),
      "columnKind": "unicodeCodePoints",
      "properties": [
        "connector": .string(PrintableText.line(run.result.connector)), "digest": .string(run.result.digest.text),
        "clock": .string(run.result.clock.rawValue), "seed": Figures.json(run.result.seed),
        "verdict": .string(run.result.verdict.rawValue),
      ],
    ]
  }

  private static func invocation(of run: ReportedRun) -> JSONValue {
    var invocation: JSONObject = [
      "executionSuccessful": true, "exitCode": .integer(Int64(run.result.exitStatus)),
      "startTimeUtc": .string(run.result.began.rfc3339),
    ]
    invocation["endTimeUtc"] = run.ended.map { .string($0.rfc3339) }
    let notifications = run.result.scenarios.compactMap { notification(of: $0, in: run) }
    if !notifications.isEmpty { invocation["toolExecutionNotifications"] = .array(notifications) }
    return .object(invocation)
  }

  private static func notification(of scenario: ScenarioResult, in run: ReportedRun) -> JSONValue? {
    guard let reason = scenario.reason else { return nil }
    let isSkipped = scenario.verdict == .notApplicable
    let words = isSkipped ? "was not run" : "is \(scenario.verdict.rawValue)"
    return [
      "level": isSkipped ? "note" : "warning", "message": SARIFText.message("\(scenario.name) \(words): \(reason)"),
      "locations": [SARIFPlace.json(of: run.place(in: scenario), scenario)],
    ]
  }

  private static func results(of run: ReportedRun, _ rules: SARIFRules) -> [JSONValue] {
    var seen: [String: Int] = [:]
    return run.problems.map { problem in
      let finding = problem.finding
      let identity = [finding.claim, problem.scenario.name, finding.step ?? ""].joined(separator: "\n")
      seen[identity, default: 0] += 1
      return result(problem, in: run, rules, fingerprint: SARIFText.digest("\(identity)\n\(seen[identity] ?? 1)"))
    }
  }

  private static func result(
    _ problem: Problem, in run: ReportedRun, _ rules: SARIFRules, fingerprint: String
  ) -> JSONValue {
    let finding = problem.finding
    let rule = rules.rule(of: problem)
    let words = [finding.message, finding.advice.map { "→ " + $0 } ?? ""].filter { !$0.isEmpty }
    func line(_ text: String) -> JSONValue { .string(PrintableText.line(text)) }
    var properties: JSONObject = ["scenario": line(problem.scenario.name)]
    properties["expectation"] = finding.expectation.map(line)
    properties["step"] = finding.step.map(line)
    properties["exchanges"] = .array(finding.exchanges.map { .integer(Int64($0)) })
    properties["clauses"] = .array(finding.clauses.map(line))
    properties["repeat"] = problem.scenario.repeatedBy.map(line)
    return [
      "ruleId": .string(rule.id), "ruleIndex": .integer(Int64(rule.index)),
      "kind": problem.weight == .open ? "open" : "fail", "level": .string(problem.weight.level),
      "message": SARIFText.message(words.joined(separator: "\n")),
      "locations": [SARIFPlace.json(of: run.place(of: finding, in: problem.scenario), problem.scenario)],
      // Code scanning goes by the second, which it would otherwise compute from lines that change.
      "partialFingerprints": [
        "dryfit/v1": .string(fingerprint), "primaryLocationLineHash": .string(fingerprint + ":1"),
      ],
      "properties": .object(properties),
    ]
  }
}

extension Weight {
  /// The level in SARIF; what is no failure has none (section 3.27.10).
  fileprivate var level: String {
    switch self {
    case .failure: "error"
    case .open: "none"
    case .warning: "warning"
    }
  }
}
