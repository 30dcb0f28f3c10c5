import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

/// `${…}` in the steps and expectations of a scenario.
@Suite struct ScenarioValuesTests {
  private func vocabulary(_ variables: [String: String] = [:]) -> ScenarioVocabulary {
    var vocabulary = ScenarioCoreTests.vocabulary
    vocabulary.world?.projects = [
      .init(id: 77, name: "Harbour", company: 4001), .init(id: 88, name: "Mill Lane", company: 4001),
      .init(id: 99, name: "Beck Bridge", company: 4002),
    ]
    vocabulary.clientId = "abc"
    vocabulary.variables = variables
    return vocabulary
  }

  /// What a text of the scenario becomes, or what is wrong with it.
  private func filled(
    _ text: String, in shape: (String) -> String, at pointer: String, variables: [String: String] = [:]
  ) throws -> (JSONValue?, [String]) {
    let diagnostics = Diagnostics()
    let source = SourceFile(name: "scenario.json", text: shape(JSONValue.string(text).encoded()))
    let json = try #require(JSONParser.parse(source, into: diagnostics))
    let filled = ScenarioValues.filled(json, knowing: vocabulary(variables), into: diagnostics)
    var found: LocatedJSON? = filled
    for step in try #require(JSONPointer.steps(of: pointer)) {
      found = Int(step).flatMap { found?.items?[$0] } ?? found?[step]
    }
    return (found?.value, diagnostics.messages)
  }

  private func atEnd(_ text: String, variables: [String: String] = [:]) throws -> (JSONValue?, [String]) {
    try filled(
      text,
      in: {
        #"{"steps": [{"login": {"as": "rita.reader@granite.example"}}], "expect": {"seen": {"path": \#($0)}}}"#
      }, at: "/expect/seen/path", variables: variables)
  }

  @Test(arguments: [
    ("${company.id}", JSONValue.integer(4001)), ("${company[1].name}", "Birch Civil"), ("${project.id}", .integer(77)),
    ("${project[1].id}", .integer(88)), ("${user.login}", "rita.reader@granite.example"), ("${app.clientId}", "abc"),
    ("/companies/${company.id}/**", "/companies/4001/**"), ("${env.SUBJECT:-Beam}", "Beam"), ("a $ sign", "a $ sign"),
  ])
  func `a name stands for what the world or a step before says`(_ text: String, _ value: JSONValue) throws {
    let (found, messages) = try atEnd(text)
    #expect(found == value)
    #expect(messages == [])
  }

  @Test func `a variable is that of Dryfit's own environment, and has to be set where it has no default`() throws {
    #expect(try atEnd("${env.SUBJECT}", variables: ["SUBJECT": "Beam"]) == ("Beam", []))
    let (_, messages) = try atEnd("${env.SUBJECT}")
    #expect(messages == [#"the variable SUBJECT is not set; write "${env.SUBJECT:-default}", or set it"#])
  }

  @Test func `an unknown name is a mistake, and the closest one is named`() throws {
    #expect(try atEnd("${compny.id}").1 == [#"unknown name "${compny.id}"; did you mean "${company.id}"?"#])
    #expect(try atEnd("${company[7].id}").1 == [#""${company[7].id}" stands for nothing here"#])
    #expect(try atEnd("${company.id").1 == [#""${" is not closed; write "${name}""#])
  }

  @Test func `the company of a step is the one that it names`() throws {
    let step: (String) -> String = {
      #"{"steps": [{"do": {"action": "read", "company": "Birch Civil"}, "expect": {"seen": {"path": \#($0)}}}]}"#
    }
    let (company, _) = try filled("${company.id}", in: step, at: "/steps/0/expect/seen/path")
    #expect(company == .integer(4002))
    #expect(try filled("${project.name}", in: step, at: "/steps/0/expect/seen/path").0 == "Beck Bridge")
  }

  @Test func `addresses are known in a run alone, and only the reply of a fault may hold them`() throws {
    let fault: (String) -> String = {
      #"{"steps": [{"fault": {"name": "f", "reply": {"status": 302, "headers": {"Location": \#($0)}}}}]}"#
    }
    let (kept, messages) = try filled(
      "${sandbox.loginURL}/login", in: fault, at: "/steps/0/fault/reply/headers/Location")
    #expect(kept == "${sandbox.loginURL}/login")
    #expect(messages == [])
    #expect(try atEnd("${sandbox.loginURL}").1.count == 1)
    let (both, _) = try filled(
      "${sandbox.apiURL}/companies/${company.id}", in: fault, at: "/steps/0/fault/reply/headers/Location")
    #expect(both == "${sandbox.apiURL}/companies/4001")
  }

  @Test func `a matrix of users leaves open who logged in`() throws {
    let matrix: (String) -> String = {
      #"{"matrix": {"as": ["a", "b"]}, "steps": [{"login": {}}], "expect": {"seen": {"user": \#($0)}}}"#
    }
    let (_, messages) = try filled("${user.login}", in: matrix, at: "/expect/seen/user")
    #expect(messages == [#""${user.login}" stands for nothing here; "matrix" names the users"#])
  }

  @Test func `notes and titles are free text`() throws {
    let note: (String) -> String = { #"{"title": "${any}", "steps": [{"note": \#($0), "do": "read"}]}"# }
    #expect(try filled("${any}", in: note, at: "/steps/0/note") == ("${any}", []))
  }

  @Test func `a header may be asked for by the number that a name stands for`() throws {
    let diagnostics = Diagnostics()
    let file = #"""
      {"format": 1, "title": "A", "steps": [{"do": "read"}],
       "expect": [{"seen": {"header": {"Procore-Company-Id": "${company.id}"}}}]}
      """#
    let json = try #require(JSONParser.parse(SourceFile(name: "scenario.json", text: file), into: diagnostics))
    let scenario = try #require(Scenario.read(json, identity: "a", knowing: vocabulary(), into: diagnostics))
    #expect(diagnostics.messages == [])
    for (id, verdict) in [("4001", Verdict.pass), ("4002", .fail)] {
      var exchange = call("rfis.list")
      exchange.requestHeaders.append(.init(name: try #require(.init("Procore-Company-Id")), value: id))
      let history = history(action("read", .ok, exchange))
      #expect(Judge.judge(history, of: scenario, connector: try connector()).map(\.verdict) == [verdict])
    }
  }
}
