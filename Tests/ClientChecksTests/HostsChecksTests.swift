import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `hosts reachable` {
  private let check = Check.hostsReachable

  @Test func `a connector that calls passes`() { #expect(check.judging { $0.connect() }.words == ["pass"]) }

  @Test func `a login that reaches nobody fails`() {
    #expect(check.judging { $0.login { _ in } }.words == ["fail"])
  }

  @Test func `an action that fails in silence is inconclusive`() {
    #expect(check.judging { $0.act([.unavailable]) }.words == ["inconclusive"])
  }

  @Test(arguments: [Outcome.ok, .loginRequired])
  func `an action may have nothing to ask`(outcome: Outcome) {
    #expect(check.judging { $0.act([outcome]) }.words == ["not-exercised"])
  }

  @Test func `a process that ended calls nobody`() {
    let findings = check.judging { story in
      story.login { _ in }
      story.history.unexpectedExit = "exit 1"
    }
    #expect(findings.words == ["not-exercised"])
  }
}

@Suite struct `hosts login` {
  private let check = Check.loginHost

  @Test func `tokens from the login host pass`() { #expect(check.judging { $0.connect() }.words == ["pass"]) }

  @Test func `tokens from the API host are warned of`() {
    let findings = check.judging {
      $0.add(.api, "POST", "/oauth/token", operation: "oauth.refresh", status: 200, grounds: .tokensRefreshed) { _ in }
    }
    #expect(findings.words == ["warn"])
  }

  @Test func `without any there is nothing to say`() { #expect(check.judging { _ in }.words == ["not-exercised"]) }
}
