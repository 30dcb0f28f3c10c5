import JSONSource
import ScenarioCore

/// The rules of a SARIF log: all checks, and behind them the scenarios whose own expectations speak.
struct SARIFRules {
  /// The rules' descriptors, in order.
  let json: JSONValue
  private let positions: [String: Int]

  /// Gathers the rules of a run.
  init(_ run: ReportedRun) {
    var rules = run.checks.map { (id: $0.name, json: Self.descriptor(of: $0)) }
    var known = Set(rules.map(\.id))
    for problem in run.problems where known.insert(Self.id(of: problem)).inserted {
      rules.append((Self.id(of: problem), Self.descriptor(of: problem, file: run.files[problem.scenario.scenario])))
    }
    json = .array(rules.map(\.json))
    positions = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  /// The rule that a finding breaks.
  func rule(of problem: Problem) -> (id: String, index: Int) {
    let id = Self.id(of: problem)
    return (id, positions[id] ?? -1)
  }

  private static func id(of problem: Problem) -> String {
    problem.finding.check ?? "scenarios/\(PrintableText.line(problem.scenario.scenario))"
  }

  private static func descriptor(of check: CheckPage) -> JSONValue {
    [
      "id": .string(check.name), "shortDescription": SARIFText.message(check.promise),
      "fullDescription": SARIFText.message(check.what),
      "help": ["text": .string(SARIFText.braced(check.text)), "markdown": .string(SARIFText.braced(check.markdown))],
      "defaultConfiguration": ["level": check.severity == .fail ? "error" : "warning"],
      "properties": [
        "tags": [.string(String(check.name.prefix { $0 != "/" }))],
        "clauses": .array(check.clauses.map { .string($0) }),
      ],
    ]
  }

  /// A scenario as a rule; also a check of which nothing but its name is known.
  private static func descriptor(of problem: Problem, file: LocatedJSON?) -> JSONValue {
    guard problem.finding.check == nil else { return ["id": .string(id(of: problem))] }
    let why = file?["why"]?.value.stringValue
    return [
      "id": .string(id(of: problem)), "shortDescription": SARIFText.message(problem.scenario.title),
      "help": SARIFText.message([problem.scenario.title, why].compactMap(\.self).joined(separator: "\n\n")),
      "defaultConfiguration": ["level": "error"], "properties": ["tags": ["scenario"]],
    ]
  }
}
