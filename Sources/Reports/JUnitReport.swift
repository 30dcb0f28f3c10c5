import ScenarioCore

/// A run in the XML that continuous integration reads: a suite for each folder of scenarios, a case for each scenario.
///
/// A failed scenario is a `failure`, an inconclusive one an `error` of the type `inconclusive`, and one that is not
/// applicable is `skipped`, with its reason.
public enum JUnitReport {
  /// The document.
  public static func text(of run: RunResult) -> String {
    var folders: [String] = []
    for scenario in run.scenarios where !folders.contains(scenario.folder) { folders.append(scenario.folder) }
    let suites = folders.map { folder in
      suite(folder, run.scenarios.filter { $0.folder == folder }, of: run)
    }
    return XML(
      name: "testsuites", attributes: [("name", "dryfit")] + counts(of: run.scenarios), children: suites
    ).document
  }

  private static func suite(_ folder: String, _ scenarios: [ScenarioResult], of run: RunResult) -> XML {
    let skipped = scenarios.count { $0.verdict == .notApplicable }
    let began = String(run.began.rfc3339.prefix { $0 != "Z" })
    return XML(
      name: "testsuite",
      attributes: [("name", folder)] + counts(of: scenarios) + [("skipped", "\(skipped)"), ("timestamp", began)],
      children: scenarios.map { testcase($0, in: folder) })
  }

  private static func counts(of scenarios: [ScenarioResult]) -> [(name: String, value: String)] {
    [
      ("tests", "\(scenarios.count)"),
      ("failures", "\(scenarios.count { $0.verdict == .fail })"),
      ("errors", "\(scenarios.count(where: \.isInconclusive))"),
      ("time", Figures.exact(scenarios.map(\.seconds).reduce(0, +))),
    ]
  }

  private static func testcase(_ scenario: ScenarioResult, in folder: String) -> XML {
    let name = scenario.name.hasPrefix(folder + "/") ? scenario.name.dropFirst(folder.count + 1) : scenario.name[...]
    var testcase = XML(
      name: "testcase",
      attributes: [
        ("name", String(name)), ("classname", folder), ("time", Figures.exact(scenario.seconds)),
      ])
    switch scenario.verdict {
    case .pass: break
    case .notApplicable: testcase.children = [XML(name: "skipped", attributes: [("message", scenario.reason ?? "")])]
    case .fail: testcase.children = [element("failure", type: nil, scenario)]
    case .inconclusive, .notExercised: testcase.children = [element("error", type: "inconclusive", scenario)]
    }
    let warnings = scenario.verdict == .pass ? scenario.problems.map(text(of:)) : []
    let output = warnings + (scenario.verdict == .pass ? [] : scenario.outputTail.map { PrintableText.line($0.text) })
    if !output.isEmpty {
      testcase.children.append(XML(name: "system-out", text: output.joined(separator: "\n")))
    }
    return testcase
  }

  private static func element(_ name: String, type: String?, _ scenario: ScenarioResult) -> XML {
    let sought: Verdict = type == nil ? .fail : .inconclusive
    let first = scenario.findings.first { $0.verdict == sought && $0.severity == .fail }
    let message = first?.message ?? scenario.reason ?? scenario.title
    let reason = scenario.reason.map { [PrintableText.clean($0)] } ?? []
    let kind = type ?? first?.claim ?? scenario.verdict.rawValue
    return XML(
      name: name, attributes: [("message", PrintableText.line(message)), ("type", kind)],
      text: (reason + scenario.problems.map(text(of:))).joined(separator: "\n\n"))
  }

  private static func text(of finding: Finding) -> String {
    let weight = finding.severity == .warn ? "warning" : finding.verdict.rawValue
    let lines = ["\(finding.claim) (\(weight)): \(finding.message)", finding.advice ?? "", finding.grounds]
    return lines.filter { !$0.isEmpty }.map(PrintableText.clean).joined(separator: "\n")
  }
}

extension ScenarioResult {
  /// The folder of its identity; `scenarios` for one that lies in none.
  var folder: String {
    guard let end = scenario.lastIndex(of: "/"), end > scenario.startIndex else { return "scenarios" }
    return String(scenario[..<end])
  }

  fileprivate var isInconclusive: Bool { verdict == .inconclusive || verdict == .notExercised }
}
