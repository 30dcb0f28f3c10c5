import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// Lists, of records and of who exists.
struct AnswerListTests {
  private func ids(_ decision: Decision) -> [Int64?] {
    decision.answer.value?.arrayValue?.map { $0["id"]?.integerValue } ?? []
  }

  private func query(_ call: TestCall) throws -> RecordQuery {
    guard case .page(let query) = try #require(call.needs) else {
      Issue.record("expected a page of records")
      return RecordQuery(collection: "", company: 0, project: nil, visibleTo: nil, conditions: [], offset: 0, limit: 0)
    }
    return query
  }

  @Test func `a list asks for the records of its project alone`() throws {
    let query = try query(TestCall(TestCatalog.rfis, as: TestWorld.rita))
    #expect(query.collection == "rfis")
    #expect(query.company == TestWorld.granite)
    #expect(query.project == TestWorld.harbour)
    #expect(query.offset == 0 && query.limit == 2)
  }

  @Test func `private records are asked for by the tool's administrators alone`() throws {
    #expect(try query(TestCall(TestCatalog.rfis, as: TestWorld.rita)).visibleTo == TestWorld.rita)
    #expect(try query(TestCall(TestCatalog.rfis, as: TestWorld.sam)).visibleTo == TestWorld.sam)
    #expect(try query(TestCall(TestCatalog.rfis, as: TestWorld.pat)).visibleTo == nil)
  }

  @Test func `the rows are answered as they are stored, in their order`() {
    let decision = TestCall(TestCatalog.rfis, as: TestWorld.rita).decide([
      TestWorld.record(9001), TestWorld.record(598_134_326_190_001),
    ])
    #expect(decision.answer.status == 200)
    #expect(decision.grounds == .granted)
    #expect(ids(decision) == [9001, 598_134_326_190_001])
    #expect(decision.answer.value?[0]?["subject"] == "Subject 9001")
    #expect(decision.about.records == [9001, 598_134_326_190_001])
  }

  @Test func `a list without rows is an empty list`() {
    let decision = TestCall(TestCatalog.rfis, as: TestWorld.rita).decide()
    #expect(decision.answer.status == 200)
    #expect(decision.answer.value == [])
    #expect(decision.answer.headers[.total] == "0")
  }

  @Test func `a view shows its fields, and an unknown one shows all`() {
    var call = TestCall(TestCatalog.rfis, as: TestWorld.rita)
    call.query = [Parameter("view", "compact")]
    #expect(call.decide([TestWorld.record(1)]).answer.value == [["id": 1]])
    call.query = [Parameter("view", "normal")]
    #expect(call.decide([TestWorld.record(1)]).answer.value?[0]?["subject"] == "Subject 1")
  }

  @Test func `a record of a long list keeps its first hundred ids`() {
    let decision = TestCall(TestCatalog.rfis).decide((1...150).map { TestWorld.record($0) })
    #expect(decision.about.records == Array(1...100))
  }

  // MARK: Who exists

  @Test func `companies are those of the person`() {
    #expect(ids(TestCall("/rest/v1.0/companies", as: TestWorld.rita).decide()) == [TestWorld.granite])
    #expect(
      ids(TestCall("/rest/v1.0/companies", as: TestWorld.pat).decide()) == [TestWorld.granite, TestWorld.birch])
  }

  @Test func `a company shows its fields beside its name`() {
    let decision = TestCall("/rest/v1.0/companies", as: TestWorld.rita).decide()
    #expect(decision.answer.value?[0] == ["id": 4001, "is_active": true, "name": "Granite"])
  }

  private func projects(_ user: Int64, _ more: [Parameter] = []) -> TestCall {
    var call = TestCall("/rest/v1.0/projects", as: user)
    call.query = [Parameter("company_id", String(TestWorld.granite))] + more
    return call
  }

  @Test func `projects are those of the company that the person sees`() {
    #expect(ids(projects(TestWorld.pat).decide()) == [TestWorld.harbour, TestWorld.mill])
    #expect(ids(projects(TestWorld.olaf).decide()) == [TestWorld.mill])
  }

  @Test func `a project shows its company and its fields`() {
    let row = projects(TestWorld.pat).decide().answer.value?[0]
    #expect(row?["company"] == ["id": 4001, "name": "Granite"])
    #expect(row?["display_name"] == "Harbour House")
    #expect(row?["city"] == "Portland")
  }

  @Test func `a person without projects gets an empty list`() {
    var call = projects(TestWorld.olaf)
    call.directory = call.directory.applying(.removeFromProject(user: TestWorld.olaf, project: TestWorld.mill))
    #expect(call.decide().answer.value == [])
    #expect(call.decide().answer.status == 200)
  }

  @Test func `who exists is filtered by the fields that the operation names`() {
    let mill = projects(TestWorld.pat, [Parameter("filters[id]", String(TestWorld.mill))])
    #expect(ids(mill.decide()) == [TestWorld.mill])
    #expect(mill.decide().answer.headers[.total] == "1")
    let portland = projects(
      TestWorld.pat, [Parameter("filters[city][]", "Portland"), Parameter("filters[city][]", "x")])
    #expect(ids(portland.decide()) == [TestWorld.harbour])
    let unknown = projects(TestWorld.pat, [Parameter("filters[zip]", "1")])
    #expect(ids(unknown.decide()).count == 2)
  }

  @Test func `who exists is shown in a view too`() {
    let decision = projects(TestWorld.olaf, [Parameter("view", "compact")]).decide()
    #expect(decision.answer.value == [["id": .integer(TestWorld.mill), "name": "Mill Lane"]])
  }

  @Test func `who exists is paged like everything else`() {
    let second = projects(TestWorld.pat, [Parameter("per_page", "1"), Parameter("page", "2")]).decide()
    #expect(ids(second) == [TestWorld.mill])
    #expect(second.answer.headers[.total] == "2")
    #expect(second.answer.headers[.perPage] == "1")
  }

  @Test func `people of a project are those added to it, with the template they have there`() {
    let decision = TestCall("/rest/v1.0/projects/\(TestWorld.mill)/users", as: TestWorld.pat)
    var call = decision
    call.query = [Parameter("per_page", "3")]
    #expect(ids(call.decide()) == [TestWorld.rita, TestWorld.sam, TestWorld.olaf])
    let rita = call.decide().answer.value?[0]
    #expect(rita?["first_name"] == "Rita" && rita?["last_name"] == "Reader")
    #expect(rita?["email_address"] == "rita.reader@granite.example")
    #expect(rita?["permission_template"] == ["name": "Everything readOnly"])
  }

  @Test func `people of a company are its members, removed ones left out`() {
    var call = TestCall("/rest/v1.0/companies/\(TestWorld.birch)/users", as: TestWorld.ann, company: TestWorld.birch)
    #expect(ids(call.decide()) == [TestWorld.pat, TestWorld.ann])
    call.directory = call.directory.applying(.removeFromCompany(user: TestWorld.pat, company: TestWorld.birch))
    #expect(ids(call.decide()) == [TestWorld.ann])
  }

  @Test func `one's own data have a name only where a company or project is named`() {
    #expect(
      TestCall("/rest/v1.0/me", as: TestWorld.rita).decide().answer.value
        == ["id": 101, "login": "rita.reader@granite.example"])
    var call = TestCall("/rest/v1.0/me", as: TestWorld.rita)
    call.query = [Parameter("company_id", String(TestWorld.granite))]
    #expect(call.decide().answer.value?["name"] == "Rita Reader")
  }
}
