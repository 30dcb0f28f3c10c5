import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `rights 403-final` {
  private let check = Check.forbiddenIsFinal

  private func refusals(_ count: Int, outcomes: [Outcome] = [.forbidden]) -> [String] {
    check.judging { story in
      story.act(outcomes) { act in
        for _ in 1...count { act.call(status: 403) }
      }
    }.words
  }

  @Test func `one refusal passes`() { #expect(refusals(1) == ["pass"]) }
  @Test func `one repetition warns`() { #expect(refusals(2) == ["warn"]) }
  @Test func `two repetitions fail`() { #expect(refusals(3) == ["fail"]) }

  @Test func `three user actions may each be refused`() {
    let three = [Outcome](repeating: .forbidden, count: 3)
    #expect(refusals(3, outcomes: three) == ["pass"])
    #expect(refusals(6, outcomes: three) == ["warn"])
    #expect(refusals(7, outcomes: three) == ["fail"])
  }

  @Test func `the next user action may ask again`() {
    let findings = check.judging { story in
      for _ in 1...4 { story.act([.forbidden]) { $0.call(status: 403) } }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `two user actions at the same time may each be refused, and are told of once`() {
    func overlapping(_ count: Int) -> [String] {
      var run = history { story in
        story.act([.partial]) { act in
          act.call()
          for _ in 1...count { act.call(status: 403) }
        }
        story.act([.partial]) { $0.call() }
      }
      run.steps[1].exchangesBefore = 1
      return check.findings(in: run).words
    }
    #expect(overlapping(2) == ["pass"])
    #expect(overlapping(3) == ["warn"])
    #expect(overlapping(5) == ["fail"])
  }

  @Test func `other pages, records, projects and companies are other requests`() {
    let findings = check.judging { story in
      story.act([.forbidden]) { act in
        act.call(status: 403, query: [Parameter("page", "1")])
        act.call(status: 403, query: [Parameter("page", "2")])
        act.call(status: 403, path: "/rest/v1.0/projects/7002/rfis")
        act.call(status: 403, company: "4002")
        act.call(status: 403, method: "POST", body: #"{"rfi":{"subject":"A"}}"#)
        act.call(status: 403, method: "POST", body: #"{"rfi":{"subject":"B"}}"#)
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `what a connector does in the background is no user action`() {
    let findings = check.judging { story in
      story.step("advance") { step in
        for _ in 1...4 { step.call(status: 403) }
      }
    }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `nothing is asked of a run without a refusal`() {
    #expect(check.judging { $0.act { $0.call() } }.words == ["not-exercised"])
  }
}

@Suite struct `rights company-header` {
  private let check = Check.companyHeader

  @Test func `the header on each call passes`() { #expect(check.judging { $0.act { $0.call() } }.words == ["pass"]) }

  @Test func `calls without it fail once for each operation`() {
    let findings = check.judging {
      $0.act { act in
        act.call(company: nil)
        act.call(status: 404, grounds: .companyHeaderMissing, company: nil)
        act.call(operation: "submittals.list", path: "/rest/v1.0/projects/7001/submittals", company: nil)
      }
    }
    #expect(findings.words == ["fail", "fail"])
    #expect(findings.first?.exchanges == [1, 2])
  }

  @Test(arguments: [
    ("me.show", "/rest/v1.0/me"), ("companies.list", "/rest/v1.0/companies"), ("files.download", "/files/plans/a.pdf"),
  ])
  func `me, the list of companies and addresses of files need none`(operation: String, path: String) {
    let findings = check.judging { $0.act { $0.call(operation: operation, path: path, company: nil) } }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `a single company needs it`() {
    let findings = check.judging {
      $0.act { $0.call(operation: "companies.show", path: "/rest/v1.0/companies/4001", company: nil) }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `another company in the path or the query fails`() {
    let findings = check.judging {
      $0.act { act in
        act.call(path: "/rest/v1.0/companies/4002/users")
        act.call(
          operation: "projects.list", path: "/rest/v1.0/projects", query: [Parameter("company_id", "4002")],
          company: "4001")
      }
    }
    #expect(findings.words == ["fail", "fail"])
  }

  @Test func `the company of the project counts as the mock saw it`() {
    let findings = check.judging { $0.act { $0.call(status: 403, grounds: .companyHeaderDiffers) } }
    #expect(findings.words == ["fail"])
  }

  @Test func `probes and unknown routes are nobody's concern`() {
    let findings = check.judging {
      $0.act { act in
        act.call(nil, status: 404, grounds: .routeUnknown, operation: nil, method: "HEAD", path: "/", company: nil)
        act.call(status: 404, grounds: .routeUnknown, operation: nil, path: "/rest/v9/none", company: nil)
      }
    }
    #expect(findings.words == ["not-exercised"])
  }
}
