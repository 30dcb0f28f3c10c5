import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `refresh rotation-kept` {
  private let check = Check.rotationKept

  @Test func `two cycles with the new token pass`() {
    let findings = check.judging { story in
      story.connect()
      story.act { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"]) }
      story.act { $0.refresh("refresh#2", issues: ["access#3", "refresh#3"]) }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `the old token in a later action fails`() {
    let findings = check.judging { story in
      story.connect()
      story.act { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"]) }
      story.act(id: "after") { $0.refresh("refresh#1") }
    }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [4, 5])
    #expect(findings.first?.step == "after")
  }

  @Test func `one refresh proves nothing`() {
    let findings = check.judging { story in
      story.connect()
      story.act { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"]) }
    }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `no rotation is nothing to keep`() {
    let findings = check.judging { story in
      story.connect()
      story.act { $0.refresh("refresh#1", issues: ["access#2", "refresh#1"]) }
      story.act { $0.refresh("refresh#1", issues: ["access#3", "refresh#1"]) }
    }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `repeating after a lost answer is right`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.failed]) { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"], fault: .lost) }
      story.act([.loginRequired]) { $0.refresh("refresh#1") }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `repeating after a late answer is right unless the new token was used`() {
    func story(usesNew: Bool) -> [String] {
      check.judging { story in
        story.connect()
        story.act { act in
          act.refresh("refresh#1", issues: ["access#2", "refresh#2"], fault: .late)
          if usesNew { act.call("access#2") }
        }
        story.act { $0.refresh("refresh#1") }
      }.words
    }
    #expect(story(usesNew: false) == ["pass"])
    #expect(story(usesNew: true) == ["fail"])
  }

  @Test func `a restart excuses what had not been used yet, and nothing else`() {
    func story(usesNew: Bool) -> [String] {
      check.judging { story in
        story.connect()
        story.act { act in
          act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
          if usesNew { act.call("access#2") }
        }
        story.restart()
        story.act { $0.refresh("refresh#1") }
      }.words
    }
    #expect(story(usesNew: false) == ["pass"])
    #expect(story(usesNew: true) == ["fail"])
  }

  @Test func `revoking old tokens, and twice, is nobody's concern`() {
    let findings = check.judging { story in
      story.connect()
      story.act { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"]) }
      story.act { $0.refresh("refresh#2", issues: ["access#3", "refresh#3"]) }
      story.act { act in
        act.revoke("refresh#1")
        act.revoke("refresh#1")
      }
    }
    #expect(findings.words == ["pass"])
  }
}

@Suite struct `refresh single-flight` {
  private let check = Check.singleFlight

  @Test func `one refresh for several calls passes`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.ok, .ok, .ok]) { act in
        for _ in 1...3 { act.call(status: 401) }
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        for _ in 1...3 { act.call("access#2") }
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `refreshes that overlap fail once, with all who came too late`() {
    let story = history { story in
      story.connect()
      story.act([.ok, .failed, .failed]) { act in
        for _ in 1...3 { act.call(status: 401) }
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.refresh("refresh#1")
        act.refresh("refresh#1")
      }
    }
    let findings = check.findings(in: story)
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [7, 8, 9])
    #expect(Check.rotationKept.findings(in: story).words == ["pass"])
  }

  @Test func `a single call proves nothing`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 401)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }
    }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `the old token in a later action is a matter of rotation`() {
    let story = history { story in
      story.connect()
      story.act([.ok, .ok]) { $0.refresh("refresh#1", issues: ["access#2", "refresh#2"]) }
      story.act { $0.refresh("refresh#1") }
    }
    #expect(check.findings(in: story).words == ["pass"])
    #expect(Check.rotationKept.findings(in: story).words == ["fail"])
  }

  @Test func `repeating a lost answer within one action is right`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.ok, .ok]) { act in
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"], fault: .lost)
        act.refresh("refresh#1")
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a repetition after 503 is right`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.ok, .ok]) { act in
        act.refresh("refresh#1", status: 503, grounds: .faultScripted, fault: .scripted)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `two grants may refresh at once`() {
    let findings = check.judging { story in
      story.act([.ok, .ok]) { act in
        act.refresh("refresh#1", issues: ["access#3", "refresh#3"])
        act.refresh("refresh#2", issues: ["access#4", "refresh#4"])
      }
    }
    #expect(findings.words == ["pass"])
  }
}

@Suite struct `refresh invalid-grant-final` {
  private let check = Check.invalidGrantFinal

  @Test func `giving up passes`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.loginRequired]) { $0.refresh("refresh#1", grounds: .refreshTokenRevoked) }
      story.act([.loginRequired])
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `the same token in a later action fails`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.failed]) { $0.refresh("refresh#1", grounds: .refreshTokenRevoked) }
      story.act([.failed]) { $0.refresh("refresh#1", grounds: .refreshTokenRevoked) }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `the same token at once fails`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.failed]) { act in
        for _ in 1...3 { act.refresh("refresh#1", grounds: .refreshTokenRevoked) }
      }
    }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [4, 5, 6])
  }

  @Test func `tokens that nobody issued cannot be told apart, and warn`() {
    let findings = check.judging {
      $0.act([.failed]) { act in
        for _ in 1...2 {
          act.refresh(nil, grounds: .refreshTokenUnknown, body: "grant_type=refresh_token&refresh_token=⟨unknown⟩")
        }
      }
    }
    #expect(findings.words == ["warn"])
  }

  @Test func `the words of a scripted answer count`() {
    let findings = check.judging { story in
      for _ in 1...2 {
        story.act([.failed]) { act in
          act.refresh("refresh#1", status: 400, grounds: .faultScripted, fault: .scripted)
          act.history.exchanges[act.history.exchanges.count - 1].answerBody = #"{"error":"invalid_grant"}"#
        }
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `one repetition after a restart, or with the secret in the other place, warns`() {
    let restarted = check.judging { story in
      story.act([.failed]) { $0.refresh("refresh#1", grounds: .refreshTokenRevoked) }
      story.restart()
      story.act([.failed]) { $0.refresh("refresh#1", grounds: .refreshTokenRevoked) }
    }
    #expect(restarted.words == ["warn"])
    let probed = check.judging {
      $0.act([.failed]) { act in
        act.refresh("refresh#1", grounds: .refreshTokenRevoked, body: "grant_type=refresh_token")
        act.setHeader("Authorization", "Basic ⟨client-secret⟩")
        act.refresh("refresh#1", grounds: .refreshTokenRevoked)
      }
    }
    #expect(probed.words == ["warn"])
  }

  @Test func `a refused client and a busy server do not end a grant`() {
    let findings = check.judging {
      $0.act { act in
        act.refresh("refresh#1", status: 401, grounds: .clientSecretWrong)
        act.refresh("refresh#1", status: 503, grounds: .faultScripted, fault: .scripted)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
      }
    }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `a refusal that was lost has not been heard`() {
    let findings = check.judging {
      $0.act { act in
        act.refresh("refresh#1", grounds: .refreshTokenRevoked, fault: .lost)
        act.refresh("refresh#1", grounds: .refreshTokenRevoked)
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a run whose only refusal was lost proves nothing`() {
    let findings = check.judging { $0.act { $0.refresh("refresh#1", grounds: .refreshTokenRevoked, fault: .lost) } }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `an access token that still lives may be used`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.refresh("refresh#1", grounds: .refreshTokenRevoked)
        act.call()
      }
    }
    #expect(findings.words == ["pass"])
  }
}

@Suite struct `refresh only-for-401` {
  private let check = Check.refreshOnlyFor401

  @Test(arguments: [403, 404, 422, 429, 503])
  func `a refresh and the same request after a refusal fail`(status: Int) {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: status)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2", status: status)
      }
    }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [4, 5, 6])
  }

  @Test func `a scripted refusal counts, although it names no grant`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 403, grounds: .faultScripted, fault: .scripted)
        act.history.exchanges[act.history.exchanges.count - 1].grant = nil
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a refusal that is handed on passes`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.forbidden]) { $0.call(status: 403) }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a refresh for a 401 beside a 403 is right`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 403)
        act.call(status: 401, path: "/rest/v1.0/projects/7002/rfis")
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2", status: 403)
      }
    }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `a refresh before the refusal is right`() {
    let findings = check.judging { story in
      story.connect()
      story.act([.forbidden]) { act in
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2", status: 403)
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a refresh of a token past half of its life is planned`() {
    let findings = check.judging { story in
      story.connect()
      story.advance(3000)
      story.act { act in
        act.call(status: 403)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2", status: 403)
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a planned refresh between two different requests is nobody's concern`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call(status: 403)
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2", path: "/rest/v1.0/projects/7002/rfis")
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a connector that refreshes all the time cannot be told apart`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.refresh("refresh#1", issues: ["access#2", "refresh#2"])
        act.call("access#2")
      }
      story.act { act in
        act.call("access#2", status: 403)
        act.refresh("refresh#2", issues: ["access#3", "refresh#3"])
        act.call("access#3", status: 403)
      }
    }
    #expect(findings.words == ["not-exercised"])
  }
}
