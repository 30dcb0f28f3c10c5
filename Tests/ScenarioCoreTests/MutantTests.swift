import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct MutantTests {
  private func scenario(_ identity: String, killedBy: [String] = []) -> Scenario {
    Scenario(
      identity: identity, title: identity, why: "", tags: [], clauses: [], world: "", profile: "", matrix: .none,
      clock: .follow, needs: [], steps: [], expectations: [], killedBy: killedBy)
  }

  private func file(_ text: String) throws -> (MutantsFile?, [String]) {
    let diagnostics = Diagnostics()
    let json = try #require(JSONParser.parse(SourceFile(name: "mutants.json", text: text), into: diagnostics))
    let file = MutantsFile.reader.read(json, diagnostics)
    return (file, diagnostics.all.filter { $0.severity == .error }.map(\.message))
  }

  private func result(
    _ scenario: String, _ verdict: Verdict, check: String? = nil, severity: Finding.Severity = .fail
  ) -> ScenarioResult {
    let finding = Finding(check: check ?? "a/b", verdict: .fail, severity: severity, message: "said")
    return ScenarioResult(
      scenario: scenario, title: "", verdict: verdict, findings: check == nil ? [] : [finding])
  }

  private let mutants = MutantsFile(
    connectors: ["connector.json"],
    defects: MutantList(
      option: "--defect",
      list: [Mutant(name: "d", what: "D."), Mutant(name: "e", what: "E."), Mutant(name: "f", what: "F.")]),
    variations: MutantList(option: "--variation", list: [Mutant(name: "v", what: "V.")]))

  @Test func `a file of mutants is read`() throws {
    let (read, errors) = try file(
      #"""
      {"format": 1, "connectors": ["c.json"], "defects": {"variable": "DEFECT", "list": [{"name": "d", "what": "D."}]}}
      """#)
    #expect(errors == [])
    #expect(read?.defects.variable == "DEFECT")
    #expect(read?.defects.list == [Mutant(name: "d", what: "D.")])
    #expect(read?.variations.list == [])
  }

  @Test(arguments: [
    (#""variable": "A", "option": "-b", "list": [{"name": "d", "what": "D."}]"#, "expected exactly one of"),
    (#""list": [{"name": "d", "what": "D."}]"#, "expected exactly one of"),
    (#""option": "-b", "list": [{"name": "d", "what": "D."}, {"name": "d", "what": "E."}]"#, "two mutants \"d\""),
    (#""option": "-b", "list": []"#, "at least one"),
  ])
  func `what is wrong with a file of mutants is told`(_ members: String, _ message: String) throws {
    let (_, errors) = try file(#"{"format": 1, "connectors": ["c.json"], "defects": {\#(members)}}"#)
    #expect(errors.contains { $0.contains(message) }, "\(errors)")
  }

  @Test func `a defect is tried on what names it and on one of each folder, a variation on all`() {
    let scenarios = [
      scenario("login/a", killedBy: ["d"]), scenario("login/b"), scenario("refresh/a"), scenario("refresh/b"),
    ]
    let trials = MutantTrial.plan(mutants, scenarios)
    #expect(trials.map(\.kind) == [.honest, .variation, .defect, .defect, .defect])
    #expect(trials[1].scenarios.count == 4)
    #expect(trials[2].scenarios == ["login/a", "refresh/a"])
    #expect(trials[3].scenarios == ["login/a", "login/b", "refresh/a", "refresh/b"])
    let one = MutantTrial.plan(mutants, scenarios, only: ["d"])
    #expect(one.map(\.name) == ["as it is", "d"])
    #expect(MutantTrial.plan(mutants, scenarios, all: true)[2].scenarios.count == 4)
  }

  @Test func `a connector is started as a mutant by an option or by a variable`() throws {
    let diagnostics = Diagnostics()
    let text = #"""
      {"format": 1, "name": "c", "redirectUri": "urn:ietf:wg:oauth:2.0:oob", "login": {"run": ["c", "login"]},
       "actions": {"read": {"run": ["c", "list"]}}}
      """#
    let json = try #require(JSONParser.parse(SourceFile(name: "c.json", text: text), into: diagnostics))
    let connector = try #require(ConnectorFile.read(json, folder: "/", into: diagnostics))
    guard case .run(let read) = connector.with("d", of: mutants.defects).actions[0].trigger else {
      Issue.record("the action is a command")
      return
    }
    #expect(read.arguments == ["c", "list", "--defect", "d"].map { Interpolation(literal: $0) })
    let other = connector.with("v", of: MutantList(variable: "VARIATION", list: []))
    #expect(other.environment.map(\.name) == ["VARIATION"])
    #expect(other.environment.map(\.value) == [Interpolation(literal: "v")])
  }

  private func table(
    honest: [ScenarioResult] = [], variation: [ScenarioResult] = [], defect: [ScenarioResult]
  ) -> MutantTable {
    let scenarios = [scenario("login/a", killedBy: ["d"]), scenario("login/b")]
    let names = scenarios.map(\.identity)
    return MutantTable(
      [
        TriedMutant(trial: MutantTrial(kind: .honest, mutant: nil, scenarios: names), results: honest),
        TriedMutant(
          trial: MutantTrial(kind: .variation, mutant: mutants.variations.list[0], scenarios: names),
          results: variation),
        TriedMutant(
          trial: MutantTrial(kind: .defect, mutant: mutants.defects.list[0], scenarios: names), results: defect),
      ], scenarios, checks: ["a/b"])
  }

  @Test func `all is well where a defect is caught and nobody right is flagged`() {
    let table = table(
      honest: [result("login/a", .pass), result("login/b", .pass)], variation: [result("login/a", .pass)],
      defect: [result("login/a", .fail, check: "a/b"), result("login/b", .fail)])
    #expect(table.isWhole)
    #expect(table.rows.map(\.checks) == [["a/b"]])
    #expect(
      table.text(full: false)
        == "✓ d  2 of 2 scenarios, 1 checks\n1 of 1 defects caught, 0 of 2 right connectors flagged\n")
  }

  @Test func `a survivor, an idle scenario and an idle check are told`() {
    let table = table(
      honest: [result("login/a", .pass)], defect: [result("login/a", .pass), result("login/b", .inconclusive)])
    #expect(!table.isWhole)
    #expect(table.rows.map(\.missedBy) == [["login/a"]])
    #expect(table.idleScenarios == ["login/a", "login/b"])
    #expect(table.idleChecks == ["a/b"])
    #expect(table.text(full: true).contains("survives: D."))
  }

  @Test func `a connector that is right and is flagged is told`() {
    let defect = [result("login/a", .fail, check: "a/b"), result("login/b", .fail)]
    let flagged = table(variation: [result("login/b", .fail, check: "a/b")], defect: defect)
    #expect(flagged.flags.map(\.name) == ["v"])
    #expect(!flagged.isWhole)
    let undecided = table(honest: [result("login/b", .inconclusive)], defect: defect)
    #expect(undecided.flags.map(\.name) == ["as it is"])
  }

  @Test func `a warning catches a defect unless the connector as it is warns too`() {
    let warned = result("login/a", .pass, check: "a/b", severity: .warn)
    #expect(table(honest: [result("login/a", .pass)], defect: [warned]).rows.map(\.scenarios) == [["login/a"]])
    #expect(table(honest: [warned], defect: [warned]).rows.map(\.scenarios) == [[]])
  }
}
