import JSONSource
import MockCore
import ScenarioCore

/// A run in the Common Test Report Format (ctrf.io, specification 1.0.0): a test for each scenario.
///
/// A passed scenario is `passed`, a failed one `failed`, an inconclusive one `other`, and one that is not applicable
/// `skipped`; the verdict itself is the `rawStatus`, and the findings stand under `extra` as in a report for programs.
public enum CTRFReport {
  /// The document, indented, with a line feed at its end.
  public static func text(of run: ReportedRun) -> String {
    let result = run.result
    var environment: JSONObject = ["appName": .string(PrintableText.line(result.connector))]
    environment["appVersion"] = result.version.map(JSONValue.string)
    environment["extra"] = [
      "digest": .string(result.digest.text), "clock": .string(result.clock.rawValue), "seed": Figures.json(result.seed),
      "verdict": .string(result.verdict.rawValue),
    ]
    let object: JSONValue = [
      "reportFormat": "CTRF", "specVersion": "1.0.0", "timestamp": .string((run.ended ?? result.began).rfc3339),
      "generatedBy": .string("dryfit \(result.dryfit)"),
      "results": [
        "tool": ["name": "dryfit", "version": .string(result.dryfit)], "summary": summary(of: run),
        "tests": .array(result.scenarios.map { test($0, in: run) }), "environment": .object(environment),
      ],
    ]
    return object.encoded(indent: 2) + "\n"
  }

  private static func summary(of run: ReportedRun) -> JSONValue {
    let statuses = run.result.scenarios.map { status(of: run.result.counted($0)) }
    let began = run.result.began.milliseconds
    let taken = run.result.scenarios.map { Figures.milliseconds($0.seconds) }.reduce(0, +)
    let counts = ["passed", "failed", "skipped", "pending", "other"].map { word in
      (word, JSONValue.integer(Int64(statuses.count { $0 == word })))
    }
    let folders = Set(run.result.scenarios.map(\.folder)).count
    return .object(
      JSONObject(
        [("tests", .integer(Int64(statuses.count)))] + counts + [
          ("suites", .integer(Int64(folders))), ("start", .integer(began)),
          ("stop", .integer(run.ended.map { max(began, $0.milliseconds) } ?? began + taken)),
        ]))
  }

  private static func test(_ scenario: ScenarioResult, in run: ReportedRun) -> JSONValue {
    let place = run.place(in: scenario)
    var test: JSONObject = [
      "name": .string(PrintableText.line(scenario.name)),
      "status": .string(status(of: run.result.counted(scenario))),
      "duration": .integer(Figures.milliseconds(scenario.seconds)),
      "suite": [.string(PrintableText.line(scenario.folder))],
      "rawStatus": .string(scenario.verdict.rawValue), "filePath": .string(PrintableText.line(place.path)),
    ]
    let problems = scenario.problems
    let worst = problems.min { run.result.weight(of: $0).rawValue < run.result.weight(of: $1).rawValue }
    test["message"] = (worst?.message ?? scenario.reason).map { .string(PrintableText.clean($0)) }
    let trace = problems.map { $0.words(run.result.weight(of: $0)) }
    if !trace.isEmpty { test["trace"] = .string(trace.joined(separator: "\n\n")) }
    if !scenario.parameters.isEmpty {
      let pairs = scenario.parameters.sorted { $0.key < $1.key }
      test["parameters"] = .object(JSONObject(pairs.map { ($0.key, .string($0.value)) }))
    }
    for (key, stream) in [("stdout", OutputLine.Stream.output), ("stderr", .error)] {
      let lines = scenario.outputTail.filter { $0.stream == stream }
      if !lines.isEmpty { test[key] = .array(lines.map { .string(PrintableText.line($0.text)) }) }
    }
    var extra: JSONObject = ["title": .string(PrintableText.line(scenario.title))]
    extra["repeat"] = scenario.repeatedBy.map { .string(PrintableText.line($0)) }
    if !problems.isEmpty { extra["findings"] = .array(problems.map { JSONReport.json(of: $0) }) }
    test["extra"] = .object(extra)
    return .object(test)
  }

  private static func status(of verdict: Verdict) -> String {
    switch verdict {
    case .pass: "passed"
    case .fail: "failed"
    case .notApplicable: "skipped"
    case .inconclusive, .notExercised: "other"
    }
  }
}
