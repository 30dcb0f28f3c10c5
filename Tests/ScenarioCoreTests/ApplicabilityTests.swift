import Testing

@testable import ScenarioCore

@Suite struct ApplicabilityTests {
  private func decide(
    needs: [String], does: String = "read", rest: String = "", clockFollows: Bool = false
  ) throws -> Applicability {
    var scenario = try scenario(#"{"do": "\#(does)", "expect": {"outcome": "ok"}}"#)
    scenario.needs = needs
    return Applicability.decide(scenario, on: try connector(rest: rest), clockFollows: clockFollows)
  }

  @Test func `a scenario whose needs are met can be run`() throws {
    #expect(try decide(needs: []) == .applicable)
    #expect(try decide(needs: ["read", "login"]) == .applicable)
    #expect(try decide(needs: ["users:many"], rest: #", "users": "many""#) == .applicable)
    #expect(try decide(needs: ["clock:follow"], clockFollows: true) == .applicable)
  }

  @Test func `an action that the connector lacks is the reason, whether needed or just done`() throws {
    let reason = Applicability.notApplicable(reason: "connector.json declares no action \"write\"")
    #expect(try decide(needs: ["write"]) == reason)
    #expect(try decide(needs: [], does: "write") == reason)
  }

  @Test func `a command that takes its own way back has no use for the state of another browser`() throws {
    let tampering = try scenario(
      #"{"login": {"tamper": {"state": "other-session"}}, "expect": {"outcome": "refused"}}"#)
    let changing = try scenario(#"{"login": {"tamper": {"state": "changed"}}, "expect": {"outcome": "refused"}}"#)
    var command = try connector()
    command.start = nil
    let tool = ConnectorFile.Command(arguments: [], standardInput: nil, directory: nil, environment: [])
    command.login.way = .run(.init(command: tool, printsAddress: false, readsCode: false))
    let reason = "the login is a command that waits for its own way back, so that no other browser has a part in it"
    #expect(
      Applicability.decide(tampering, on: command, clockFollows: false) == .notApplicable(reason: reason))
    #expect(Applicability.decide(changing, on: command, clockFollows: false) == .applicable)
    #expect(Applicability.decide(tampering, on: try connector(), clockFollows: false) == .applicable)
  }

  @Test func `abilities that are missing are the reason`() throws {
    #expect(
      try decide(needs: ["users:many"])
        == .notApplicable(reason: "needs \"users:many\": connector.json does not say \"users\": \"many\""))
    #expect(
      try decide(needs: ["users:many"], rest: #", "users": "one""#)
        == .notApplicable(reason: "needs \"users:many\": connector.json says \"users\": \"one\""))
    #expect(
      try decide(needs: ["clock:follow"])
        == .notApplicable(reason: "needs \"clock:follow\": the connector's clock is real"))
  }
}
