import ScenarioCore

/// A run in the XML that continuous integration reads: a suite for each folder of scenarios, a case for each scenario.
///
/// A failed scenario is a `failure`, an inconclusive one an `error` of the type `inconclusive`, and one that is not
/// applicable is `skipped`, with its reason. The document is one of the schema that Jenkins publishes (junit-10.xsd).
public enum JUnitReport {
  /// The document.
  public static func text(of run: RunResult) -> String {
    var folders: [String] = []
    for scenario in run.scenarios where !folders.contains(scenario.folder) { folders.append(scenario.folder) }
    let suites = folders.map { folder in
      suite(folder, run.scenarios.filter { $0.folder == folder }, of: run)
    }
    return XML(
      name: "testsuites", attributes: [("name", "dryfit")] + counts(of: run.scenarios, in: run), children: suites
    ).document
  }

  private static func suite(_ folder: String, _ scenarios: [ScenarioResult], of run: RunResult) -> XML {
    let skipped = scenarios.count { $0.verdict == .notApplicable }
    let began = String(run.began.rfc3339.prefix { $0 != "Z" })
    return XML(
      name: "testsuite",
      attributes: [("name", folder)] + counts(of: scenarios, in: run)
        + [("skipped", "\(skipped)"), ("timestamp", began)],
      children: [properties(of: run)] + scenarios.map { testcase($0, in: folder, of: run) })
  }

  /// What the run can be repeated by.
  private static func properties(of run: RunResult) -> XML {
    let values = [
      ("connector", run.connector), ("digest", run.digest.text), ("version", run.version),
      ("clock", run.clock.rawValue), ("seed", "\(run.seed)"), ("dryfit", run.dryfit),
    ]
    let properties = values.compactMap { name, value in
      value.map { XML(name: "property", attributes: [("name", name), ("value", PrintableText.line($0))]) }
    }
    return XML(name: "properties", children: properties)
  }

  private static func counts(of scenarios: [ScenarioResult], in run: RunResult) -> [(name: String, value: String)] {
    let verdicts = scenarios.map(run.counted)
    return [
      ("tests", "\(scenarios.count)"),
      ("failures", "\(verdicts.count { $0 == .fail })"),
      ("errors", "\(verdicts.count { $0 == .inconclusive || $0 == .notExercised })"),
      ("time", Figures.exact(scenarios.map(\.seconds).reduce(0, +))),
    ]
  }

  private static func testcase(_ scenario: ScenarioResult, in folder: String, of run: RunResult) -> XML {
    let name = scenario.name.hasPrefix(folder + "/") ? scenario.name.dropFirst(folder.count + 1) : scenario.name[...]
    var testcase = XML(
      name: "testcase",
      attributes: [
        ("name", String(name)), ("classname", folder), ("time", Figures.exact(scenario.seconds)),
      ])
    let verdict = run.counted(scenario)
    switch verdict {
    case .pass: break
    case .notApplicable: testcase.children = [XML(name: "skipped", attributes: [("message", scenario.reason ?? "")])]
    case .fail: testcase.children = [element("failure", .failure, scenario, run)]
    case .inconclusive, .notExercised: testcase.children = [element("error", .open, scenario, run)]
    }
    let warnings = verdict == .pass ? scenario.problems.map { $0.words(run.weight(of: $0)) } : []
    let output = warnings + (verdict == .pass ? [] : scenario.outputTail.map { PrintableText.line($0.text) })
    if !output.isEmpty {
      testcase.children.append(XML(name: "system-out", text: output.joined(separator: "\n")))
    }
    return testcase
  }

  private static func element(_ name: String, _ weight: Weight, _ scenario: ScenarioResult, _ run: RunResult) -> XML {
    let first = scenario.problems.first { run.weight(of: $0) == weight }
    let message = first?.message ?? scenario.reason ?? scenario.title
    let reason = scenario.reason.map { [PrintableText.clean($0)] } ?? []
    let kind = weight == .open ? weight.word : first?.claim ?? scenario.verdict.rawValue
    return XML(
      name: name, attributes: [("message", PrintableText.line(message)), ("type", kind)],
      text: (reason + scenario.problems.map { $0.words(run.weight(of: $0)) }).joined(separator: "\n\n"))
  }
}
