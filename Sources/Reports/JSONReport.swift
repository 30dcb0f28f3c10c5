import JSONSource
import ScenarioCore

/// A run for programs.
public enum JSONReport {
  /// The run as JSON text, indented, with a line feed at its end.
  public static func text(of run: RunResult) -> String { json(of: run).encoded(indent: 2) + "\n" }

  /// The run as a JSON value.
  ///
  /// Of the findings those stand here that call for somebody, failed or inconclusive; what was looked at and found in
  /// order is counted under `checks`.
  public static func json(of run: RunResult) -> JSONValue {
    var object: JSONObject = [
      "format": 1, "dryfit": .string(run.dryfit), "verdict": .string(run.verdict.rawValue),
      "connector": [
        "name": .string(run.connector), "digest": .string(run.digest.text), "clock": .string(run.clock.rawValue),
      ],
      "seed": Figures.json(run.seed), "began": .string(run.began.rfc3339),
    ]
    object["version"] = run.version.map(JSONValue.string)
    object["scenarios"] = .array(run.scenarios.map(json(of:)))
    object["checks"] = .array(run.checks.map(json(of:)))
    object["health"] = .object(
      JSONObject(Health.Signal.allCases.map { ($0.rawValue, .integer(Int64(run.health[$0]))) }))
    return .object(object)
  }

  private static func json(of scenario: ScenarioResult) -> JSONValue {
    var object: JSONObject = ["scenario": .string(scenario.scenario)]
    if !scenario.parameters.isEmpty {
      let sorted = scenario.parameters.sorted { $0.key < $1.key }
      object["parameters"] = .object(JSONObject(sorted.map { ($0.key, .string($0.value)) }))
    }
    object["title"] = .string(scenario.title)
    object["verdict"] = .string(scenario.verdict.rawValue)
    object["reason"] = scenario.reason.map(JSONValue.string)
    object["seconds"] = Figures.json(scenario.seconds)
    object["process"] = scenario.process.map { .string($0.rawValue) }
    object["repeat"] = scenario.repeatedBy.map(JSONValue.string)
    object["findings"] = .array(scenario.problems.map(json(of:)))
    return .object(object)
  }

  /// A finding with all that is known of it.
  static func json(of finding: Finding) -> JSONValue {
    var object = JSONObject()
    object["check"] = finding.check.map(JSONValue.string)
    object["expectation"] = finding.expectation.map(JSONValue.string)
    object["verdict"] = .string(finding.verdict.rawValue)
    object["severity"] = .string(finding.severity.rawValue)
    object["message"] = .string(finding.message)
    if finding.isConsequence { object["consequence"] = true }
    object["advice"] = finding.advice.map(JSONValue.string)
    object["clauses"] = .array(finding.clauses.map(JSONValue.string))
    object["exchanges"] = .array(finding.exchanges.map { .integer(Int64($0)) })
    object["step"] = finding.step.map(JSONValue.string)
    if !finding.surroundings.isEmpty { object["around"] = .array(finding.surroundings.map(json(of:))) }
    return .object(object)
  }

  private static func json(of surrounding: Surrounding) -> JSONValue {
    var object: JSONObject = ["kind": .string(surrounding.kind.rawValue)]
    object["milliseconds"] = surrounding.at.map(JSONValue.integer)
    object["text"] = .string(surrounding.text)
    if surrounding.isMeant { object["meant"] = true }
    return .object(object)
  }

  private static func json(of check: CheckResult) -> JSONValue {
    [
      "check": .string(check.check), "verdict": .string(check.verdict.rawValue),
      "severity": .string(check.severity.rawValue), "scenarios": .integer(Int64(check.scenarios)),
    ]
  }
}
