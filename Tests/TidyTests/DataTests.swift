import Testing

struct DataTests {
  private func file(_ path: String, _ text: String) -> TextFile { TextFile(path: path, text: text) }

  @Test(arguments: [#"{"a": 1}"#, #"{"format": 2}"#, #"{"format": "1"}"#, "[1]", "{", ""])
  func `a data file without its format is found`(_ text: String) {
    #expect(missingFormat(in: file("Fixtures/worlds/a.json", text)).count == 1)
    #expect(missingFormat(in: file("Fixtures/worlds/a.json", #"{"format": 1}"#)).isEmpty)
  }

  @Test func `every data file has a format`() throws {
    let files = try Repository.current().json
    #expect(!files.isEmpty)
    expectNone(files.flatMap(missingFormat))
  }

  @Test(arguments: [
    #"{"format": 1}"#, #"{"$schema": "../Fixtures/schemas/scenario.schema.json"}"#,
    #"{"$schema": "../../Fixtures/schemas/world.schema.json"}"#,
  ])
  func `a data file that does not lead to its schema is found`(_ text: String) {
    #expect(missingSchema(in: file("scenarios/login/a.json", text)).count == 1)
    let right = #"{"$schema": "../../Fixtures/schemas/scenario.schema.json"}"#
    #expect(missingSchema(in: file("scenarios/login/a.json", right)).isEmpty)
    #expect(missingSchema(in: file("Tests/Connectors/connector.json", right)).isEmpty)
    #expect(missingSchema(in: file("Fixtures/schemas/scenario.schema.json", "{}")).isEmpty)
  }

  @Test func `every data file leads to its schema`() throws {
    let repository = try Repository.current()
    let connectors = repository.files.filter { $0.isBelow("Tests") && $0.path.hasSuffix("connector.json") }
    #expect(!connectors.isEmpty)
    expectNone((repository.json + connectors).flatMap(missingSchema))
  }

  @Test(arguments: [
    #"{"killedBy": ["a"]}"#, #"{"why": " ", "killedBy": ["a"]}"#, #"{"why": "b"}"#, #"{"why": "b", "killedBy": []}"#,
  ])
  func `a scenario without a reason or without a defect is found`(_ text: String) {
    #expect(incompleteScenario(file("scenarios/login/a.json", text)).count == 1)
    #expect(incompleteScenario(file("scenarios/login/a.json", #"{"why": "b", "killedBy": ["a"]}"#)).isEmpty)
  }

  @Test func `every scenario has a reason and a defect that it catches`() throws {
    expectNone(try Repository.current().json.flatMap(incompleteScenario))
  }

  @Test func `a defect that no scenario catches is found, and one that does not exist`() {
    let defects = file("Defect.swift", "enum Defect {\n  case noState = \"no-state\"\n  case idle = \"idle\"\n}")
    let scenario = file("scenarios/login/a.json", #"{"killedBy": ["no-state", "no-such"]}"#)
    #expect(
      unmatchedDefects([scenario], defects: defects).map(\.description) == [
        "scenarios/login/a.json:1: error: \"killedBy\" names \"no-such\", which is no defect of the example connector",
        "Defect.swift:3: error: no scenario is killed by \"idle\"",
      ])
  }

  @Test func `a defect may wait for a scenario with a reason, and no longer`() {
    let defects = file("Defect.swift", "  case skipsStateCheck = \"skips-state-check\"")
    let scenario = file("scenarios/login/a.json", #"{"killedBy": ["skips-state-check"]}"#)
    let idle = ["skips-state-check": "no scenario can change what the browser brings back"]
    #expect(unmatchedDefects([], defects: defects).map(\.line) == [1])
    #expect(unmatchedDefects([], defects: defects, idle: idle).isEmpty)
    #expect(unmatchedDefects([scenario], defects: defects, idle: idle).map(\.line) == [1])
  }

  @Test func `scenarios and defects know each other`() throws {
    let repository = try Repository.current()
    let defects = try #require(repository.files.first { $0.path == "Sources/example-connector/Defect.swift" })
    expectNone(unmatchedDefects(repository.json.filter { $0.isBelow("scenarios") }, defects: defects))
  }
}

struct FixtureTests {
  private func file(_ path: String, _ text: String = "{}") -> TextFile { TextFile(path: path, text: text) }

  private func unused(_ fixture: TextFile, scenario: String = "{}", program: String = "", source: String = "") -> Int {
    unusedFixtures(
      [fixture], scenarios: [file("scenarios/a.json", scenario)],
      programs: [file("Tests/a.swift", program), file("Sources/a.swift", source)]
    ).count
  }

  @Test func `a fixture that nothing uses is found`() {
    #expect(unused(file("Fixtures/worlds/small.json")) == 1)
    #expect(unused(file("Fixtures/worlds/small.json"), scenario: #"{"world": "large"}"#, program: "a small world") == 1)
    #expect(unused(file("Fixtures/profiles/strict.json")) == 1)
    #expect(unused(file("Fixtures/profiles/strict.json"), source: "let strict = \"strict\"") == 1)
    #expect(unused(file("Fixtures/example-connector/waivers.json")) == 1)
  }

  @Test func `one that a scenario, a profile or a test names is not`() {
    #expect(unused(file("Fixtures/worlds/small.json"), scenario: #"{"world": "small"}"#) == 0)
    #expect(unused(file("Fixtures/worlds/small.json"), program: "world(\"small\")") == 0)
    #expect(unused(file("Fixtures/worlds/two-companies.json")) == 0)
    #expect(unused(file("Fixtures/profiles/strict.json"), scenario: #"{"matrix": {"profile": ["strict"]}}"#) == 0)
    #expect(unused(file("Fixtures/profiles/base.json", #"{"extends": "base"}"#)) == 0)
    #expect(unused(file("Fixtures/example-connector/waivers.json"), program: "waivers.json") == 0)
  }

  @Test func `a profile that no scenario runs under is found, unless it is said why`() {
    let profile = file("Fixtures/profiles/strict.json")
    let scenario = file("scenarios/a.json", #"{"matrix": {"profile": ["strict"]}}"#)
    #expect(profilesBesideTheSuite([profile], scenarios: [], beside: [:]).count == 1)
    #expect(profilesBesideTheSuite([profile], scenarios: [scenario], beside: [:]).isEmpty)
    #expect(profilesBesideTheSuite([profile], scenarios: [], beside: ["strict": "a reason"]).isEmpty)
    #expect(profilesBesideTheSuite([profile], scenarios: [scenario], beside: ["strict": "a reason"]).count == 1)
  }

  @Test func `the suite runs under every profile that a connector has to live with`() throws {
    let files = try Repository.current().json
    let profiles = files.filter { $0.isBelow("Fixtures/profiles") }
    expectNone(profilesBesideTheSuite(profiles, scenarios: files.filter { $0.isBelow("scenarios") }))
    #expect(Set(profilesForNoScenario.keys).isSubset(of: profiles.map(\.name)))
  }

  @Test func `every fixture is used`() throws {
    let repository = try Repository.current()
    expectNone(
      unusedFixtures(
        repository.json.filter { $0.isBelow("Fixtures") },
        scenarios: repository.json.filter { $0.isBelow("scenarios") },
        programs: repository.files.filter {
          ($0.path.hasSuffix(".swift") || $0.isBelow("script")) && !$0.isBelow("Tests/TidyTests")
        }))
  }
}

struct WordTests {
  @Test(arguments: foreignWords) func `a word that means nothing to a reader is found`(_ word: String) {
    let findings = foreignWords(in: TextFile(path: "README.md", text: "a\nsee \(word)a"))
    #expect(findings.contains { $0.line == 2 })
    #expect(foreignWords(in: TextFile(path: "README.md", text: "a\nsee Fixtures/worlds")).isEmpty)
  }

  @Test func `a pointer into a world is no folder`() {
    #expect(foreignWords(in: TextFile(path: "a.swift", text: "/users/0/login")).isEmpty)
    #expect(foreignWords(in: TextFile(path: "a.swift", text: "Sub" + "agent")).count == 1)
  }

  @Test func `the repository speaks of the product alone`() throws {
    expectNone(try Repository.current().files.flatMap { foreignWords(in: $0) })
  }
}

struct ScriptTests {
  private func count(_ path: String, _ text: String, isExecutable: Bool = true) -> Int {
    brokenScript(TextFile(path: path, text: text, isExecutable: isExecutable)).count
  }

  @Test func `a script that cannot be started or goes on after a failure is found`() {
    let whole = "#!/usr/bin/env bash\nset -euo pipefail\n"
    #expect(count("script/demo", whole) == 0)
    #expect(count("script/demo", whole, isExecutable: false) == 1)
    #expect(count("script/demo", "#!/usr/bin/env bash\n") == 1)
    #expect(count(".ci/run", "set -euo pipefail\n") == 1)
    #expect(count("README.md", "", isExecutable: false) == 0)
  }

  @Test func `scripts can be started and stop at the first failure`() throws {
    let files = try Repository.current().files
    #expect(files.contains { $0.path == "script/demo" } && files.contains { $0.path == ".ci/run" })
    expectNone(files.flatMap(brokenScript))
  }
}
