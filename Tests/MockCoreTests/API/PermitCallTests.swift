import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The ladder of rules, rung by rung; each refusal beside the call that passes.
struct PermitCallTests {
  private static let expired = TestCall.accessToken(of: TestWorld.rita, expiresAt: TestWorld.now)
  private static let revoked = TestCall.accessToken(
    of: TestWorld.rita, expiresAt: TestWorld.now + .seconds(60), revokedAt: TestWorld.now)

  private func reading(_ user: Int64? = TestWorld.rita, _ change: (inout TestCall) -> Void = { _ in }) -> TestCall {
    var call = TestCall(TestCatalog.rfis, as: user)
    change(&call)
    return call
  }

  private func writing(_ user: Int64) -> TestCall { TestCall("POST", TestCatalog.rfis, as: user) }

  // MARK: Token and person

  @Test func `a call with a good token passes`() {
    #expect(reading().refusal == nil)
  }

  @Test func `a call without a token, with an unknown, an expired or a revoked one is refused by its own grounds`() {
    #expect(reading { $0.token = .missing }.refusal == .tokenMissing)
    #expect(reading { $0.token = .unknown }.refusal == .tokenUnknown)
    #expect(reading { $0.token = .known(Self.expired) }.refusal == .tokenExpired)
    #expect(reading { $0.token = .known(Self.revoked) }.refusal == .tokenRevoked)
  }

  @Test func `a token is good until its last millisecond`() {
    let token = TestCall.accessToken(of: TestWorld.rita, expiresAt: TestWorld.now + .milliseconds(1))
    #expect(reading { $0.token = .known(token) }.refusal == nil)
  }

  @Test func `a refused token is answered with 401 and a challenge, and is named for the record`() {
    let decision = reading { $0.token = .known(Self.expired) }.decide()
    #expect(decision.answer.status == 401)
    #expect(decision.answer.headers[.wwwAuthenticate] == #"Bearer realm="Doorkeeper", error="invalid_token""#)
    #expect(decision.about.presented == "access#1")
  }

  @Test func `somebody deactivated is refused, and somebody active is not`() {
    #expect(reading(TestWorld.dora).refusal == .userDisabled)
    let back = reading(TestWorld.dora) { $0.directory = $0.directory.applying(.enableUser(TestWorld.dora)) }
    #expect(back.refusal == nil)
  }

  @Test func `the token of somebody who does not exist is unknown`() {
    #expect(reading(999).refusal == .tokenUnknown)
  }

  // MARK: Route

  @Test(arguments: ["/rest/v1.0/rfis", "/rest/v9.9/me", "/vapid/me", "/", "/rest/v1.0/me/extra"])
  func `a route that does not exist is refused`(path: String) {
    #expect(TestCall(path).refusal == .routeUnknown)
    #expect(TestCall("/rest/v1.0/me").refusal == nil)
  }

  @Test func `another method of a route that exists is a route that does not exist`() {
    #expect(TestCall("DELETE", "/rest/v1.0/me").refusal == .routeUnknown)
    #expect(TestCall("PUT", TestCatalog.rfis).refusal == .routeUnknown)
  }

  // MARK: Company

  @Test func `a call without the company header is refused, but for the person's own data`() {
    #expect(reading { $0.company = nil }.refusal == .companyHeaderMissing)
    #expect(TestCall("/rest/v1.0/me", company: nil).refusal == nil)
    #expect(TestCall("/rest/v1.0/companies", company: nil).refusal == nil)
  }

  @Test func `a company header that is no number is a missing one`() {
    var headers: HTTPFields = [:]
    headers[.procoreCompanyID] = "granite"
    let request = Request(host: .api, method: "GET", path: TestCatalog.rfis, headers: headers)
    let route = TestCatalog.catalog.route(method: "GET", path: TestCatalog.rfis)
    let call = Call(request: request, route: route, token: reading().call.token, baseURL: "")
    let result = PermitCall.decide(
      call, directory: TestWorld.directory, profile: TestWorld.profile, now: TestWorld.now)
    if case .failure(let refused) = result {
      #expect(refused.grounds == .companyHeaderMissing)
    } else {
      Issue.record("expected a refusal")
    }
  }

  @Test(arguments: [
    (Profile.MissingCompanyHeader.notFound, 404), (.badRequest, 400), (.forbidden, 403),
  ])
  func `the profile says which status a missing company header meets`(
    behaviour: Profile.MissingCompanyHeader, status: Int
  ) {
    let call = reading {
      $0.company = nil
      $0.profile.missingCompanyHeader = behaviour
    }
    #expect(call.decide().answer.status == status)
    #expect(call.decide().grounds == .companyHeaderMissing)
  }

  @Test func `a profile that does not enforce the header takes the company of the project`() throws {
    let call = reading {
      $0.company = nil
      $0.profile.missingCompanyHeader = .warn
    }
    guard case .success(let permit) = call.permit() else {
      Issue.record("expected a permit")
      return
    }
    #expect(permit.company == TestWorld.granite)
  }

  @Test func `header and path must name the same company`() {
    let path = "/rest/v1.0/companies/\(TestWorld.granite)/users"
    #expect(TestCall(path, as: TestWorld.pat, company: TestWorld.birch).refusal == .companyHeaderDiffers)
    #expect(TestCall(path, as: TestWorld.pat, company: TestWorld.granite).refusal == nil)
  }

  @Test func `a company in the path that is no number is not the company of the header`() {
    #expect(TestCall("/rest/v1.0/companies/granite/users", as: TestWorld.pat).refusal == .companyHeaderDiffers)
  }

  @Test func `header and query must name the same company`() {
    var call = TestCall("/rest/v1.0/projects", as: TestWorld.pat, company: TestWorld.birch)
    call.query = [Parameter("company_id", String(TestWorld.granite))]
    #expect(call.refusal == .companyHeaderDiffers)
    call.company = TestWorld.granite
    #expect(call.refusal == nil)
  }

  @Test func `somebody of another company is refused, and so is a company that does not exist`() {
    #expect(reading(TestWorld.ann).refusal == .notInCompany)
    #expect(reading { $0.company = 999 }.refusal == .notInCompany)
  }

  @Test func `somebody removed from the company is refused, and is let in again on return`() {
    let removed = reading {
      $0.directory = $0.directory.applying(.removeFromCompany(user: TestWorld.rita, company: TestWorld.granite))
    }
    #expect(removed.refusal == .notInCompany)
    let back = reading {
      $0.directory = removed.directory.applying(.addToCompany(user: TestWorld.rita, company: TestWorld.granite))
    }
    #expect(back.refusal == nil)
  }

  // MARK: Installation

  @Test func `an app that is not installed is refused, and one that is installed is not`() {
    let call = reading { $0.directory = $0.directory.applying(.uninstallApp(company: TestWorld.granite)) }
    #expect(call.refusal == .appNotInstalled)
    #expect(reading().refusal == nil)
  }

  @Test func `who is asked for by person alone needs no installation`() {
    var call = TestCall("/rest/v1.0/companies")
    call.directory = call.directory.applying(.uninstallApp(company: TestWorld.granite))
    #expect(call.refusal == nil)
  }

  @Test func `where users may install, the first call installs the app`() {
    let call = reading {
      $0.directory = $0.directory.applying(.uninstallApp(company: TestWorld.granite))
      $0.directory.companies[0].allowUserInstalls = true
    }
    #expect(call.refusal == nil)
    #expect(call.decide().changes == [.installApp(company: TestWorld.granite, client: TestWorld.client.id)])
    #expect(reading().decide().changes.isEmpty)
  }

  // MARK: Ids in the query

  @Test(arguments: [[], [Parameter("project_id", "")], [Parameter("project_id", "x")]])
  func `an id that must stand in the query and does not is refused`(query: [Parameter]) {
    var call = TestCall("/rest/v1.0/punch_items", as: TestWorld.rita)
    call.query = query
    #expect(call.refusal == .queryIdMissing)
    call.query = [Parameter("project_id", String(TestWorld.harbour))]
    #expect(call.refusal == nil)
  }

  // MARK: Project

  @Test(arguments: ["999", "x", "99999999999999999999999"])
  func `a project that does not exist is refused`(id: String) {
    #expect(TestCall("/rest/v1.0/projects/\(id)/rfis", as: TestWorld.pat).refusal == .projectUnknown)
  }

  @Test func `a project of another company does not exist in this one`() {
    #expect(TestCall("/rest/v1.0/projects/\(TestWorld.beck)/rfis", as: TestWorld.pat).refusal == .projectUnknown)
    let right = TestCall("/rest/v1.0/projects/\(TestWorld.beck)/rfis", as: TestWorld.pat, company: TestWorld.birch)
    #expect(right.refusal == nil)
  }

  @Test func `somebody who is not in the project is refused, and an administrator of the company is not`() {
    #expect(reading(TestWorld.olaf).refusal == .notInProject)
    #expect(reading(TestWorld.pat).refusal == nil)
  }

  @Test func `a single record of a project that one is not in does not exist for one`() {
    #expect(reading(TestWorld.olaf).decide().answer.status == 403)
    #expect(TestCall(TestCatalog.rfi(1), as: TestWorld.olaf).decide().answer.status == 404)
  }

  // MARK: Tool and level

  @Test func `a tool that is switched off refuses even administrators, and in one project only`() {
    let mill = "/rest/v1.0/projects/\(TestWorld.mill)/rfis"
    #expect(TestCall(mill, as: TestWorld.pat).refusal == .toolDisabled)
    #expect(reading(TestWorld.pat).refusal == nil)
  }

  @Test func `a list without any level is refused with 403, and a single record does not exist`() {
    #expect(reading(TestWorld.nina).refusal == .levelNone)
    #expect(reading(TestWorld.nina).decide().answer.status == 403)
    #expect(TestCall(TestCatalog.rfi(1), as: TestWorld.nina).decide().answer.status == 404)
  }

  @Test func `a reader cannot write, and who has the level can`() {
    #expect(writing(TestWorld.rita).refusal == .levelTooLow)
    #expect(writing(TestWorld.rita).decide().answer.status == 403)
    #expect(writing(TestWorld.sam).refusal == nil)
    #expect(writing(TestWorld.pat).refusal == nil)
  }

  @Test func `a company's tool is asked for in the company`() {
    let path = "/rest/v1.0/companies/\(TestWorld.granite)/users"
    #expect(TestCall(path, as: TestWorld.rita).refusal == nil)
    #expect(TestCall(path, as: TestWorld.nina).refusal == .levelNone)
  }

  @Test func `where no tool governs, membership is enough`() {
    #expect(TestCall("/rest/v1.0/projects/\(TestWorld.harbour)/users", as: TestWorld.nina).refusal == nil)
  }
}
