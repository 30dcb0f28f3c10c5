import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `login checks of tampered and shared logins` {
  private func forged(exchanged: Bool, challenge: String? = nil) -> [String] {
    Check.stateVerified.judging { story in
      story.step("login", outcomes: [.refused], tamper: Tamper(state: .changed)) { login in
        login.authorize(challenge: challenge)
        login.allow("code#1")
        if exchanged { login.redeem("code#1", issues: ["access#1", "refresh#1"]) }
      }
    }.words
  }

  @Test func `a forged state that is refused passes`() { #expect(forged(exchanged: false) == ["pass"]) }
  @Test func `a forged state that is taken fails`() { #expect(forged(exchanged: true) == ["fail"]) }
  @Test func `a forged state beside PKCE warns`() { #expect(forged(exchanged: true, challenge: "c") == ["warn"]) }
  @Test func `an untouched login says nothing of it`() {
    #expect(Check.stateVerified.judging { $0.connect() }.words == ["not-exercised"])
  }

  @Test(arguments: [Tamper(code: .missing), Tamper(error: .serverError)])
  func `a way back with an error or without a code asks for no tokens`(tamper: Tamper) {
    func words(asking: Bool) -> [String] {
      Check.errorCallback.judging { story in
        story.step("login", outcomes: [.refused], tamper: tamper) { login in
          login.authorize()
          login.allow("code#1")
          if asking { login.redeem(nil, status: 400, grounds: .parameterMissing) }
        }
        story.connect(2)
      }.words
    }
    #expect(words(asking: false) == ["pass"])
    #expect(words(asking: true) == ["fail"])
  }

  private func challenged(method: String = "S256", verifier: String?) -> [String] {
    Check.pkce.judging { story in
      story.login { login in
        login.authorize(challenge: String(repeating: "c", count: 43))
        login.change { $0.query.append(Parameter("code_challenge_method", method)) }
        login.allow("code#1")
        login.redeem("code#1", issues: ["access#1", "refresh#1"])
        if let verifier { login.change { $0.requestBody? += "&code_verifier=\(verifier)" } }
      }
    }.words
  }

  @Test func `PKCE in full passes, plain or halved warns, none is fine`() {
    let verifier = String(repeating: "v", count: 43)
    #expect(challenged(verifier: verifier) == ["pass"])
    #expect(challenged(method: "plain", verifier: verifier) == ["warn"])
    #expect(challenged(verifier: nil) == ["warn"])
    #expect(challenged(verifier: "short") == ["warn"])
    #expect(Check.pkce.judging { $0.connect() }.words == ["not-exercised"])
  }

  private func returning(to attempt: String?) -> [String] {
    var run = history { story in
      story.login { login in
        login.authorize(state: "k3Jx9Qw7Lp2Vn8Rt:https://elsewhere.example/page")
        login.allow("code#1")
      }
    }
    if let attempt {
      run.attempts = [OutsideAttempt(host: attempt, port: 443, method: "CONNECT", exchangesBefore: 2)]
    }
    return Check.openRedirect.findings(in: run).words
  }

  @Test func `a return address is not followed to a foreign site`() {
    #expect(returning(to: nil) == ["pass"])
    #expect(returning(to: "telemetry.example") == ["pass"])
    #expect(returning(to: "elsewhere.example") == ["fail"])
    #expect(Check.openRedirect.judging { $0.connect() }.words == ["not-exercised"])
  }

  private func types(used: [String]) -> [String] {
    Check.tokenTypeCase.judging { story in
      for (ordinal, type) in [(1, "bearer"), (2, "Bearer")] {
        story.connect(ordinal)
        story.change { $0.answerBody = #"{"token_type":"\#(type)"}"# }
        story.act { if used.contains(type) { $0.call("access#\(ordinal)") } }
      }
    }.words
  }

  @Test func `both spellings of the token type are understood`() {
    #expect(types(used: ["bearer", "Bearer"]) == ["pass"])
    #expect(types(used: ["bearer"]) == ["fail"])
    #expect(types(used: []) == ["not-exercised"])
  }

  private func twoUsers(second token: String, users: String? = "many") -> [String] {
    var run = history { story in
      for (ordinal, user) in [(1, "pat"), (2, "rita")] {
        story.step("login", outcomes: [.connected], session: user, user: user) { login in
          login.authorize()
          login.redeem("code#\(ordinal)", issues: ["access#\(ordinal)", "refresh#\(ordinal)"])
          login.change { ($0.user, $0.grant) = (user, ordinal) }
        }
      }
      story.read(session: "pat") { act in
        act.call(token)
        act.change { $0.grant = token == "access#1" ? 1 : 2 }
      }
    }
    run.declared = DeclaredConnector(users: users)
    return Check.sessionsApart.findings(in: run).words
  }

  @Test func `two users act with their own tokens`() {
    #expect(twoUsers(second: "access#1") == ["pass"])
    #expect(twoUsers(second: "access#2") == ["fail"])
    #expect(twoUsers(second: "access#2", users: "one") == ["not-exercised"])
  }
}
