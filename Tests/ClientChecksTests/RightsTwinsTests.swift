import HTTPTypes
import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `rights checks of installations, projects and companies` {
  private func uninstalled(_ count: Int, sentToLogin: Bool = false) -> [String] {
    Check.notInstalled.judging { story in
      story.read(.notInstalled, sentToLogin: sentToLogin) { act in
        for _ in 0..<count { act.call(status: 403, grounds: .appNotInstalled) }
      }
    }.words
  }

  @Test func `an app that is not installed is told and not asked about`() {
    #expect(uninstalled(1) == ["pass"])
    #expect(uninstalled(2) == ["warn"])
    #expect(uninstalled(3) == ["fail"])
    #expect(uninstalled(1, sentToLogin: true) == ["fail"])
    #expect(uninstalled(0) == ["not-exercised"])
  }

  private func projects(_ later: [(project: Int64, status: Int)]) -> [String] {
    Check.partialIsFine.judging { story in
      for calls in [[(project: 1, status: 200), (project: 2, status: 200)], later] {
        story.read { act in
          for (project, status) in calls {
            act.call(status: status, path: "/rest/v1.0/projects/\(project)/rfis")
            act.change { $0.project = project }
          }
        }
      }
    }.words
  }

  @Test func `a refused project does not end the action`() {
    #expect(projects([(1, 403), (2, 200)]) == ["pass"])
    #expect(projects([(1, 403)]) == ["fail"])
    #expect(projects([(1, 200), (2, 403)]) == ["not-exercised"])
    #expect(projects([(1, 500)]) == ["not-exercised"])
  }

  private func record(shownAgain: Bool, hidden: Bool = true) -> [String] {
    Check.invisibleIsNotDeleted.judging { story in
      for (isThere, body) in [(true, "9001"), (!hidden, ""), (true, shownAgain ? "9001" : "none")] {
        story.read(body: body) { act in
          act.call()
          act.change { $0.records = isThere ? [9001] : [] }
        }
      }
    }.words
  }

  @Test func `a record that is visible again is shown again`() {
    #expect(record(shownAgain: true) == ["pass"])
    #expect(record(shownAgain: false) == ["fail"])
    #expect(record(shownAgain: true, hidden: false) == ["not-exercised"])
  }

  private func companies(body: String, writingTo company: Int64 = 4002) -> [String] {
    Check.tenantCrossing.judging { story in
      story.read(body: "598134326190001", company: 4001) { act in
        act.call()
        act.change { ($0.company, $0.project, $0.records) = (4001, 7001, [598_134_326_190_001]) }
      }
      story.read(body: body, company: 4002) { act in
        act.call(status: 201, method: "POST")
        act.change { $0.company = company }
      }
    }.words
  }

  @Test func `companies stay apart`() {
    #expect(companies(body: "nothing") == ["pass"])
    #expect(companies(body: "id 598134326190001") == ["fail"])
    #expect(companies(body: "", writingTo: 4001) == ["fail"])
    #expect(Check.tenantCrossing.judging { $0.read(company: 4001) }.words == ["not-exercised"])
  }

  private func uses(_ uses: [String: PermissionLevel]?) -> [String] {
    var run = history { story in
      story.read { act in
        act.call()
        act.change {
          $0.needed = NeededRight(
            user: 1, company: 4001, project: 7001, tool: Tool(rawValue: "RFIs"), level: .standard)
        }
      }
    }
    run.declared = DeclaredConnector(uses: uses)
    return Check.overAsking.findings(in: run).words
  }

  @Test func `what the manifest declares suffices`() {
    #expect(uses(["RFIs": .standard]) == ["pass"])
    #expect(uses(["RFIs": .readOnly]) == ["warn"])
    #expect(uses(["Drawings": .admin]) == ["warn"])
    #expect(uses(nil) == ["not-exercised"])
  }

  private func disconnecting(revoking: Bool, calling: Bool = false) -> [String] {
    Check.revokedOnDisconnect.judging { story in
      story.connect()
      story.step("do", outcomes: [.ok], action: "disconnect") { if revoking { $0.revoke("refresh#1") } }
      story.read { if calling { $0.call() } }
    }.words
  }

  @Test func `a disconnect revokes, and ends the use of the token`() {
    #expect(disconnecting(revoking: true) == ["pass"])
    #expect(disconnecting(revoking: false) == ["warn"])
    #expect(disconnecting(revoking: true, calling: true) == ["warn"])
    #expect(Check.revokedOnDisconnect.judging { $0.connect() }.words == ["not-exercised"])
  }
}
