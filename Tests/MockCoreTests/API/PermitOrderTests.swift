import JSONSource
import Testing

@testable import MockCore

/// Which rung speaks when several would refuse, and what the record learns on the way.
struct PermitOrderTests {
  /// A call that every rung would refuse; mending it rung by rung shows the order.
  @Test func `the rungs speak in Procore's order`() {
    var call = TestCall("/rest/v1.0/punch", as: nil, company: nil)
    var directory = TestWorld.directory
      .applying(.disableUser(TestWorld.ann))
      .applying(.uninstallApp(company: TestWorld.granite))
      .applying(.disableTool(project: TestWorld.harbour, tool: TestWorld.punchList))
    var heard: [Grounds?] = []
    func hear(_ mend: () -> Void) {
      mend()
      call.directory = directory
      heard.append(call.refusal)
    }
    hear {}
    hear { call.token = .unknown }
    hear { call.token = .known(TestCall.accessToken(of: TestWorld.ann, expiresAt: TestWorld.now)) }
    hear {
      call.token = nil
      call.user = TestWorld.ann
    }
    hear { directory = directory.applying(.enableUser(TestWorld.ann)) }
    hear { call.path = "/rest/v1.0/punch_items" }
    hear { call.company = TestWorld.granite }
    hear { directory.update(user: TestWorld.ann) { $0.companies[TestWorld.granite] = TestWorld.guest } }
    hear { directory = directory.applying(.installApp(company: TestWorld.granite)) }
    hear { call.query = [Parameter("project_id", "999")] }
    hear { call.query = [Parameter("project_id", String(TestWorld.harbour))] }
    hear { directory.update(user: TestWorld.ann) { $0.projects[TestWorld.harbour] = TestWorld.on(.none) } }
    hear { directory = directory.applying(.enableTool(project: TestWorld.harbour, tool: TestWorld.punchList)) }
    hear { directory.update(user: TestWorld.ann) { $0.projects[TestWorld.harbour] = TestWorld.on(.readOnly) } }
    #expect(
      heard == [
        .tokenMissing, .tokenUnknown, .tokenExpired, .userDisabled, .routeUnknown, .companyHeaderMissing, .notInCompany,
        .appNotInstalled, .queryIdMissing, .projectUnknown, .notInProject, .toolDisabled, .levelNone, nil,
      ])
  }

  @Test func `a token that is revoked and expired counts as revoked`() {
    var call = TestCall(TestCatalog.rfis)
    call.token = .known(
      TestCall.accessToken(of: TestWorld.rita, expiresAt: TestWorld.now, revokedAt: TestWorld.now))
    #expect(call.refusal == .tokenRevoked)
  }

  @Test func `a refusal on the project says which right was needed`() throws {
    guard case .failure(let refused) = TestCall("POST", TestCatalog.rfis, as: TestWorld.rita).permit() else {
      Issue.record("expected a refusal")
      return
    }
    #expect(
      refused.about.needed
        == NeededRight(
          user: TestWorld.rita, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis,
          level: .standard))
    #expect(refused.about.project == TestWorld.harbour)
    #expect(refused.about.company == TestWorld.granite)
    #expect(refused.about.user == "rita.reader@granite.example")
    #expect(refused.about.operation == "rfis.create")
    #expect(refused.about.route == "/rest/v1.0/projects/:project_id/rfis")
  }

  @Test func `a call about a company says the company's right`() {
    let path = "/rest/v1.0/companies/\(TestWorld.granite)/users"
    let needed = TestCall(path, as: TestWorld.rita).decide().about.needed
    #expect(
      needed
        == NeededRight(
          user: TestWorld.rita, company: TestWorld.granite, project: nil, tool: .directory, level: .readOnly))
  }

  @Test func `a call that needs no right says none`() {
    #expect(TestCall("/rest/v1.0/me").decide().about.needed == nil)
  }

  @Test func `a call that is refused before the person is known tells of nobody`() {
    let about = TestCall(TestCatalog.rfis, as: nil).decide().about
    #expect(about.user == nil && about.presented == nil && about.needed == nil)
    #expect(about.operation == "rfis.list")
  }
}
