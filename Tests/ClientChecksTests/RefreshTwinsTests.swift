import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `refresh checks of rounds, trouble and restarts` {
  private func rounds(_ write: (inout HistoryBuilder) -> Void, _ check: Check) -> [String] {
    check.judging { story in
      story.connect()
      story.advance(5500)
      story.read { write(&$0) }
    }.words
  }

  @Test func `one refresh for several refusals passes, one for each fails`() {
    let shared = rounds(
      { act in
        act.call(status: 401)
        act.call(status: 401, path: "/rest/v1.0/projects/7002/rfis")
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }, .oncePer401)
    #expect(shared == ["pass"])
    let each = rounds(
      { act in
        act.call(status: 401)
        act.call(status: 401, path: "/rest/v1.0/projects/7002/rfis")
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.refresh("refresh#2", issues: ["access#3", "refresh#3"])
      }, .oncePer401)
    #expect(each == ["fail"])
    #expect(rounds({ $0.call() }, .oncePer401) == ["not-exercised"])
  }

  @Test func `the same call with the same dead token warns twice and fails three times`() {
    #expect(rounds({ act in for _ in 1...2 { act.call(status: 401) } }, .oncePer401) == ["warn"])
    #expect(rounds({ act in for _ in 1...3 { act.call(status: 401) } }, .oncePer401) == ["fail"])
  }

  @Test func `a fresh token that is refused ends it`() {
    func words(_ count: Int) -> [String] {
      rounds(
        { act in
          act.call(status: 401)
          for ordinal in 1...count {
            act.refresh("refresh#\(ordinal)", issues: ["access#\(ordinal + 1)", "refresh#\(ordinal + 1)"])
            act.call("access#\(ordinal + 1)", status: 401)
          }
        }, .noLoop)
    }
    #expect(words(1) == ["pass"])
    #expect(words(2) == ["fail"])
    #expect(rounds({ $0.call(status: 401) }, .noLoop) == ["not-exercised"])
  }

  @Test func `a lost answer is met with few repetitions`() {
    func words(_ count: Int) -> [String] {
      rounds(
        { act in
          act.refresh("refresh#1", issues: ["access#2", "refresh#2"], fault: .lost)
          for _ in 0..<count { act.refresh("refresh#1") }
        }, .lostReply)
    }
    #expect(words(2) == ["pass"])
    #expect(words(5) == ["warn"])
    #expect(words(11) == ["fail"])
    #expect(rounds({ $0.call() }, .lostReply) == ["not-exercised"])
  }

  @Test func `a process that ended in a run with a lost answer cannot be told apart`() {
    var run = history { story in
      story.act { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"], fault: .lost) }
    }
    run.unexpectedExit = "exit 1"
    #expect(Check.lostReply.findings(in: run).words == ["inconclusive"])
  }

  private func trouble(_ count: Int, pause: Int = 0, growing: Bool = false) -> [String] {
    rounds(
      { act in
        for number in 0..<count {
          act.refresh("refresh#1", status: 503, grounds: .faultScripted, fault: .scripted)
          act.now = act.now + .seconds(growing ? pause << number : pause)
        }
      }, .transientTrouble)
  }

  @Test func `trouble of the token endpoint is met with patience`() {
    #expect(trouble(3) == ["pass"])
    #expect(trouble(4, pause: 1, growing: true) == ["pass"])
    #expect(trouble(4, pause: 1) == ["warn"])
    #expect(trouble(11) == ["fail"])
    #expect(rounds({ $0.call() }, .transientTrouble) == ["not-exercised"])
  }

  @Test func `a grant that is thrown away after trouble fails, one that is tried again passes`() {
    func words(tried: Bool) -> [String] {
      Check.transientTrouble.judging { story in
        story.connect()
        story.read(.unavailable) { $0.refresh("refresh#1", status: 503, grounds: .faultScripted, fault: .scripted) }
        story.read(tried ? .ok : .loginRequired, sentToLogin: !tried) { act in
          if tried { act.refresh("refresh#1", issues: ["access#2", "refresh#2"]) }
        }
      }.words
    }
    #expect(words(tried: true) == ["pass"])
    #expect(words(tried: false) == ["fail"])
  }

  private func restarted(used: Bool = true, sending token: String?) -> [String] {
    Check.survivesRestart.judging { story in
      story.connect()
      story.read { act in
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        if used { act.call("access#2") }
      }
      story.restart()
      story.read(token == nil ? .loginRequired : .ok) { act in
        if let token { act.refresh(token, issues: ["access#3", "refresh#3"]) }
      }
    }.words
  }

  @Test func `the newest refresh token survives a restart once it was relied on`() {
    #expect(restarted(sending: "refresh#2") == ["pass"])
    #expect(restarted(sending: "refresh#1") == ["fail"])
    #expect(restarted(used: false, sending: "refresh#1") == ["pass"])
    #expect(restarted(sending: nil) == ["warn"])
    #expect(Check.survivesRestart.judging { $0.connect() }.words == ["not-exercised"])
  }
}

@Suite struct `expiry checks of lives and forms` {
  private func afterExpiry(clock: RunResult.Clock = .follow, _ write: (inout HistoryBuilder) -> Void) -> [String] {
    var run = history { story in
      story.connect()
      story.advance(5500)
      story.read { write(&$0) }
    }
    run.clock = clock
    return Check.honoursExpiresIn.findings(in: run).words
  }

  @Test func `the end of a life leads to a refresh, before a call or after its 401`() {
    #expect(afterExpiry { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"]) } == ["pass"])
    let byRefusal = afterExpiry { act in
      act.call(status: 401)
      act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
    }
    #expect(byRefusal == ["pass"])
    #expect(afterExpiry { $0.call(status: 401) } == ["fail"])
    #expect(afterExpiry(clock: .real) { $0.call(status: 401) } == ["inconclusive"])
    #expect(Check.honoursExpiresIn.judging { $0.connect() }.words == ["not-exercised"])
  }

  private func refreshed(after seconds: Int, refused: Bool = false) -> [String] {
    Check.expiryMargin.judging { story in
      story.connect()
      story.advance(seconds)
      story.read { act in
        if refused { act.call(status: 401) }
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
      }
    }.words
  }

  @Test func `refreshing by the clock in the first half of a life warns`() {
    #expect(refreshed(after: 4800) == ["pass"])
    #expect(refreshed(after: 600) == ["warn"])
    #expect(refreshed(after: 600, refused: true) == ["not-exercised"])
  }

  private func presenting(unknown: Bool, scripted: Bool = false) -> [String] {
    Check.longToken.judging { story in
      story.connect()
      if scripted { story.act { $0.refresh("refresh#1", status: 200, grounds: .faultScripted, fault: .scripted) } }
      story.read { act in
        act.call(unknown ? nil : "access#1", status: unknown ? 401 : 200, grounds: unknown ? .tokenUnknown : .granted)
        if unknown { act.setHeader("Authorization", "Bearer ⟨unknown⟩") }
      }
    }.words
  }

  @Test func `a token that comes back changed fails`() {
    #expect(presenting(unknown: false) == ["pass"])
    #expect(presenting(unknown: true) == ["fail"])
    #expect(presenting(unknown: true, scripted: true) == ["not-exercised"])
  }
}
