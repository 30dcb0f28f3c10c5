import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `expiry dead-token-not-used` {
  private let check = Check.deadTokenNotUsed

  @Test func `going on with the new token passes`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }
      story.act { $0.call("access#2") }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `the dead token in a later action fails where a newer one is held`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }
      story.act { $0.call(status: 401) }
    }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [4, 7])
  }

  @Test func `an action that goes on in the background may end with the token that it began with`() {
    var run = history { story in
      story.connect()
      story.act { $0.call(status: 401) }
      story.act { act in
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
        act.call(status: 401, path: "/rest/v1.0/projects/7002/rfis")
      }
    }
    #expect(check.findings(in: run).words == ["fail"])
    run.steps[run.steps.count - 2].exchangesAfter = run.exchanges.count
    #expect(!check.findings(in: run).words.contains("fail"))
  }

  @Test func `requests under way do not count`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call(status: 401, path: "/rest/v1.0/projects/7002/rfis")
      }
      story.act { $0.call("access#2") }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a step in which nobody does anything ends no user action`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
      }
      story.step("wait") { $0.call(status: 401) }
      story.act { $0.call("access#2") }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a newer token of another grant does not help`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.unavailable]) { act in
        act.call(status: 401)
        act.refresh("refresh#1", status: 503, grounds: .faultScripted, fault: .scripted)
      }
      story.connect(2)
      story.history.exchanges[story.history.exchanges.count - 1].grant = 2
      story.act { $0.call(status: 401) }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a newer token that was lost does not help`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.failed]) { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"], fault: .lost)
      }
      story.act { $0.call(status: 401) }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `the dead token warns where nothing newer was ever asked for`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.loginRequired]) { $0.call(status: 401) }
      story.act([.loginRequired]) { $0.call(status: 401) }
    }
    #expect(findings.words == ["warn"])
  }

  @Test func `a user action may begin while a call in the background leads to a refresh, and a second one may not`() {
    var run = history { story in
      story.connect()
      story.call(status: 401, path: "/rest/v1.0/me")
      story.act { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }
    }
    #expect(check.findings(in: run).words == ["pass"])
    run.steps.insert(run.steps[1], at: 1)
    run.steps[1].exchangesAfter = run.steps[1].exchangesBefore
    #expect(check.findings(in: run).words == ["warn"])
  }

  @Test func `trying again after a refresh that failed for a passing reason is right`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.unavailable]) { act in
        act.call(status: 401)
        act.refresh("refresh#1", status: 503, grounds: .faultScripted, fault: .scripted)
      }
      story.act { $0.call(status: 401) }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a scripted 401 does not make a token bad while there is no newer one`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.loginRequired]) { $0.call(status: 401, grounds: .faultScripted, fault: .scripted) }
      story.act { $0.call() }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `the token of another grant is another token`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.loginRequired]) { $0.call(status: 401) }
      story.connect(2)
      story.history.exchanges[story.history.exchanges.count - 1].grant = 2
      story.act { $0.call("access#2") }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `nothing is asked of a run without a 401, or that ends with it`() {
    #expect(
      check.judging { story in
        story.connect()
        story.act { $0.call() }
      }.words == ["not-exercised"])
    #expect(
      check.judging { story in
        story.connect()
        story.act { $0.call(status: 401) }
      }.words == ["not-exercised"])
  }
}
