import Testing

@testable import ScenarioCore

@Suite struct MatrixTests {
  private func read(_ matrix: String, rest: String = "", login: String = "{}") -> (Scenario?, [String]) {
    let read = ScenarioCoreTests.read(
      scenario: """
        {"format": 1, "title": "A", "matrix": \(matrix)\(rest),
         "steps": [{"login": \(login), "expect": {"outcome": "connected"}},
                   {"login": {"as": "pat.admin@granite.example", "session": "pat"}}]}
        """)
    return (read.value, read.diagnostics.messages)
  }

  private func users(_ scenario: Scenario) -> [String?] {
    scenario.steps.map { step in if case .login(let login) = step.verb { login.user } else { nil } }
  }

  @Test func `a scenario without a matrix is run once, as it is`() throws {
    let scenario = try scenario(#"{"login": {}, "expect": {"outcome": "connected"}}"#)
    #expect(scenario.combinations.map(\.parameters) == [[:]])
    #expect(scenario.combinations.map(\.profile) == ["procore"])
  }

  @Test func `it is run once for each profile and each user`() throws {
    let (scenario, messages) = read(
      #"{"profile": ["procore", "strict"], "as": ["rita.reader@granite.example", "Pat.Admin@granite.example"]}"#)
    #expect(messages == [])
    let combinations = try #require(scenario).combinations
    #expect(combinations.map(\.profile) == ["procore", "procore", "strict", "strict"])
    #expect(
      combinations.first?.parameters == ["profile": "procore", "as": "rita.reader@granite.example"])
    #expect(
      combinations.map { users($0).first } == [
        "rita.reader@granite.example", "pat.admin@granite.example", "rita.reader@granite.example",
        "pat.admin@granite.example",
      ])
  }

  @Test func `a login that names its user keeps it`() throws {
    let scenario = try #require(read(#"{"as": ["rita.reader@granite.example"]}"#).0)
    #expect(
      scenario.combinations.map(users) == [["rita.reader@granite.example", "pat.admin@granite.example"]])
  }

  @Test(arguments: [
    (#"{}"#, "", "{}", #"nothing is combined; add "profile" or "as""#),
    (#"{"profile": []}"#, "", "{}", "expected at least one item, found an empty array"),
    (#"{"profile": ["a", "a"]}"#, "", "{}", #""a" stands here twice"#),
    (
      #"{"profile": ["a"]}"#, #", "profile": "b""#, "{}",
      "the scenario names a profile of its own; name it here, or leave the others out"
    ),
    (
      #"{"as": ["rita.reader@granite.example"]}"#, "", #"{"as": "rita.reader@granite.example"}"#,
      #"every login names its user, so that nobody of these would log in; leave "as" out of the login that is meant"#
    ),
    (#"{"profiles": ["a"]}"#, "", "{}", #"unknown key "profiles"; did you mean "profile"?"#),
  ])
  func `a matrix that means nothing is a mistake`(matrix: String, rest: String, login: String, message: String) {
    #expect(read(matrix, rest: rest, login: login).1.contains(message))
  }

  @Test func `a user who does not exist is a mistake`() {
    #expect(read(#"{"as": ["rita@granite.example"]}"#).1.first?.hasPrefix("the world has no user") == true)
  }
}

@Suite struct ClockChoiceTests {
  private func read(_ clock: String) -> (Scenario?, [String]) {
    let read = ScenarioCoreTests.read(
      scenario: """
        {"format": 1, "title": "A", "clock": \(clock), "steps": [{"do": "read", "expect": {"outcome": "ok"}}]}
        """)
    return (read.value, read.diagnostics.messages)
  }

  private func applicability(_ clock: String, follows: Bool) throws -> Applicability {
    Applicability.decide(try #require(read(clock).0), on: try connector(), clockFollows: follows)
  }

  @Test func `the words and the skews of the format are read`() throws {
    #expect(read(#"{"connector": "follow"}"#).0?.clock == .follow)
    #expect(read(#"{"connector": "real"}"#).0?.clock == .real)
    #expect(read(#"{"connector": {"skew": "10m"}}"#).0?.clock.skew == .seconds(600))
    #expect(read(#"{"connector": {"skew": "-1m"}}"#).0?.clock.skew == .seconds(-60))
  }

  @Test func `another word, and a skew of nothing, are mistakes`() {
    #expect(read(#"{"connector": "fast"}"#).1 == [#"expected "follow", "real" or {"skew": "10m"}, found "fast""#])
    #expect(
      read(#"{"connector": {"skew": "0m"}}"#).1 == [
        #"expected a duration other than none, such as "10m" (ahead) or "-10m" (behind), found "0m""#
      ])
  }

  @Test func `follow falls back to real, and a skew does not`() throws {
    #expect(try applicability(#"{"connector": "follow"}"#, follows: false) == .applicable)
    #expect(try applicability(#"{"connector": {"skew": "-10m"}}"#, follows: true) == .applicable)
    #expect(
      try applicability(#"{"connector": {"skew": "-10m"}}"#, follows: false)
        == .notApplicable(
          reason: "needs the connector's clock 10m behind, and it cannot be moved: the connector's clock is real"))
  }
}
