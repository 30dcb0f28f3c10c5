import ScenarioCore
import ScenarioRunner
import Testing

/// The words of a scenario, each seen to hold and to fail on a real connector.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ScenarioLanguageTests {
  private let login = #"{"login": {"as": "pat.admin@granite.example"}}"#

  @Test func `what stands between a step in the background and its finish happens meanwhile`() async throws {
    let run = try await LanguageRun()(
      #"""
      \#(login),
      {"id": "slow", "do": {"action": "read", "times": 3}, "background": true, "expect": {"outcome": "ok"}},
      {"wait": {"for": {"endpoint": "rfis.list", "action": "read"}}},
      {"id": "between", "do": "status"},
      {"finish": "slow", "expect": [{"seen": {"endpoint": "projects.list"}, "count": 3}, {"outcome": "forbidden"}]}
      """#)
    #expect(run.map(\.expectations) == [[.pass, .pass, .fail]])
    let steps = try #require(run.first?.history).steps
    #expect(steps[1].exchangesAfter >= steps[3].exchangesBefore)
    #expect(steps[1].exchangesAfter == steps[4].exchangesAfter)
  }

  @Test func `a step in the background that breaks off is told`() async throws {
    let run = try await LanguageRun()(
      #"""
      \#(login), {"id": "slow", "do": "read", "background": true}, {"connector": "kill"},
      {"finish": "slow"}, {"do": "read", "expect": {"outcome": "ok"}}
      """#)
    let result = try #require(run.first?.result)
    // The kill may come before the read has begun or after it has ended; in each case the run has an end and a reason.
    #expect(result.verdict == .fail || result.reason != nil, "\(result)")
    #expect(try #require(run.first?.history).steps.allSatisfy { !$0.isRunning })
  }

  @Test func `a login in the background is one login, and connects`() async throws {
    let run = try await LanguageRun()(
      #"""
      {"id": "login", "login": {"as": "pat.admin@granite.example"}, "background": true},
      {"finish": "login", "expect": {"outcome": "connected"}}, {"do": "read", "expect": {"outcome": "ok"}}
      """#)
    #expect(run.map(\.result.verdict) == [.pass], "\(run.map(\.result))")
  }

  @Test func `somebody else who logs in in the same browser is somebody else`() async throws {
    let run = try await LanguageRun()(
      #"""
      \#(login), {"login": {"as": "rita.reader@granite.example"}, "expect": {"outcome": "connected"}}, {"do": "read"}
      """#,
      expect: #"""
        [{"seen": {"endpoint": "rfis.list", "user": "${user.login}"}},
         {"seen": {"endpoint": "rfis.list", "user": "pat.admin@granite.example"}}]
        """#)
    #expect(run.map(\.expectations) == [[.pass, .pass, .fail]])
  }

  @Test func `names of the world and of the run stand for their values`() async throws {
    let run = try await LanguageRun()(
      #"""
      \#(login), {"fault": {"name": "moved", "on": {"endpoint": "projects.list"}, "reply":
        {"status": 503, "headers": {"Link": "<${sandbox.apiURL}/status>"}, "body": {"company": "${company.id}"}}}},
      {"do": "read"}
      """#,
      expect: #"""
        [{"seen": {"endpoint": "api", "header": {"Procore-Company-Id": "${company.id}"}}},
         {"seen": {"endpoint": "api", "header": {"Procore-Company-Id": "${company[1].id}"}}}]
        """#)
    #expect(run.map(\.expectations) == [[.pass, .fail]])
    let moved = try #require(run.first?.history?.exchanges.first { $0.status == 503 })
    #expect(moved.answerBody?.contains(#""company":4001"#) == true, "\(moved)")
    #expect(moved.answerHeaders[.link]?.hasPrefix("<http://127.0.0.1:") == true, "\(moved)")
  }

  @Test func `knobs of the profile are turned while the mock runs`() async throws {
    let run = try await LanguageRun()(
      #"""
      \#(login), {"world": {"profile": {"accessTokenLifetime": "60s", "refreshRotation": "none"}}},
      {"world": {"expire": "access"}}, {"id": "first", "do": "read", "expect": {"outcome": "ok"}},
      {"advance": "61s"}, {"id": "second", "do": "read", "expect": {"outcome": "ok"}}
      """#,
      expect: #"""
        [{"seen": {"endpoint": "oauth.refresh", "token": "refresh#1"}, "count": 2},
         {"seen": {"endpoint": "oauth.refresh", "token": "refresh#2"}}]
        """#)
    #expect(run.map(\.expectations) == [[.pass, .pass, .pass, .fail]])
  }

  @Test func `the clock goes on to where calls are counted anew`() async throws {
    let run = try await LanguageRun()(
      #"\#(login), {"advance": {"until": "rate-limit-reset"}}, {"do": "read", "expect": {"outcome": "ok"}}"#)
    let history = try #require(run.first?.history)
    #expect(run.map(\.result.verdict) == [.pass])
    #expect(history.steps[1].ended.seconds % 3600 < 60)
    #expect(history.steps[1].ended.seconds / 3600 == history.steps[1].began.seconds / 3600 + 1)
  }

  @Test func `what the mock holds at the end is counted`() async throws {
    let run = try await LanguageRun()(
      #"\#(login), {"do": {"action": "write", "times": 2}}, {"do": "read"}"#,
      expect: #"""
        [{"record": {"createdBy": "write"}, "count": 2},
         {"record": {"collection": "rfis", "where": {"subject": "Beam clash"}}, "count": 2},
         {"record": {"createdBy": "read"}, "count": 0},
         {"record": {"createdBy": "write"}, "count": 1},
         {"record": {"collection": "rfis", "where": {"subject": "No such subject"}}}]
        """#)
    #expect(run.map(\.expectations) == [[.pass, .pass, .pass, .fail, .fail]])
  }

  @Test func `an action is done for the company that a step names`() async throws {
    let run = try await LanguageRun()(
      #"""
      \#(login), {"do": {"action": "read", "company": "Birch Civil"},
        "expect": [{"seen": {"endpoint": "api", "company": "Birch Civil"}}, {"never": {"company": "Birch Civil"}}]}
      """#)
    #expect(run.map(\.expectations) == [[.pass, .fail]])
  }

  @Test func `a matrix runs a scenario once for each combination`() async throws {
    let run = try await LanguageRun()(
      #"{"login": {}, "expect": [{"outcome": "connected"}, {"seen": {"user": "rita.reader@granite.example"}}]}"#,
      rest: #"""
        , "matrix": {"profile": ["procore", "fifteen-minutes"],
                     "as": ["rita.reader@granite.example", "pat.admin@granite.example"]}
        """#)
    #expect(
      run.map(\.result.parameters) == [
        ["profile": "procore", "as": "rita.reader@granite.example"],
        ["profile": "procore", "as": "pat.admin@granite.example"],
        ["profile": "fifteen-minutes", "as": "rita.reader@granite.example"],
        ["profile": "fifteen-minutes", "as": "pat.admin@granite.example"],
      ])
    #expect(run.map(\.expectations) == [[.pass, .pass], [.pass, .fail], [.pass, .pass], [.pass, .fail]])
    let lives = run.map {
      $0.history?.exchanges.compactMap(\.answerBody).contains { $0.contains("\"expires_in\":900") }
    }
    #expect(lives == [false, false, true, true])
  }

  @Test func `two people at once need a connector that knows people apart`() async throws {
    let apart = try await LanguageRun(connector: "many-users.json").run("login/two-users-at-once")
    #expect(apart.map(\.result.verdict) == [.pass])
    let one = try await LanguageRun().run("login/two-users-at-once")
    #expect(one.map(\.result.verdict) == [.notApplicable])
    #expect(one.first?.result.reason == "needs \"users:many\": connector.json says \"users\": \"one\"")
  }

  @Test func `a skewed clock is not applicable while the connector's clock is real`() async throws {
    let run = try await LanguageRun()(
      #"{"login": {}, "expect": {"outcome": "connected"}}"#, rest: #", "clock": {"connector": {"skew": "10m"}}"#)
    #expect(run.map(\.result.verdict) == [.notApplicable])
  }

  @Test func `a code that was changed on the way is unknown to Procore`() async throws {
    let run = try await LanguageRun()(
      #"{"login": {"tamper": {"code": "changed"}}, "expect": {"outcome": ["refused", "failed"]}}, \#(login)"#)
    #expect(run.map(\.result.verdict) == [.pass])
    #expect(run.first?.history?.exchanges.contains { $0.grounds == .codeUnknown } == true)
  }

  @Test func `a failure is told with what happened around it, and how to repeat it`() async throws {
    let run = try await LanguageRun(seed: 9)(
      #"\#(login), {"id": "reading", "do": "read", "expect": {"outcome": "forbidden"}}"#)
    let result = try #require(run.first?.result)
    let finding = try #require(result.problems.first)
    #expect(result.verdict == .fail)
    #expect(finding.surroundings.contains { $0.kind == .step && $0.text.contains("\"reading\"") })
    #expect(finding.surroundings.contains { $0.kind == .exchange && $0.isMeant })
    #expect(finding.surroundings.contains { $0.kind == .output })
    #expect(result.repeatedBy?.hasSuffix("case.json --seed 9") == true)
  }
}
