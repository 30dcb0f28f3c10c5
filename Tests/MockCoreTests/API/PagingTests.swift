import HTTPTypes
import Testing

@testable import MockCore

/// Pages of a list and the headers that tell of the others.
struct PagingTests {
  private func page(
    _ query: [Parameter], total: Int = 7, turning turn: (inout Profile) -> Void = { _ in }
  ) -> (paging: Paging, headers: HTTPFields) {
    var call = TestCall(TestCatalog.rfis)
    call.query = query
    var profile = TestWorld.profile
    turn(&profile)
    let operation = TestCatalog.catalog.operations.first { $0.name == "rfis.list" } ?? TestCatalog.catalog.operations[0]
    let paging = Paging(call.request, operation, profile)
    return (paging, paging.headers(total: total, for: call.call))
  }

  private func page(_ number: String, perPage: String = "2", total: Int = 7) -> HTTPFields {
    page([Parameter("page", number), Parameter("per_page", perPage)], total: total).headers
  }

  private func link(_ page: Int, _ relation: String) -> String {
    "<http://api.example\(TestCatalog.rfis)?page=\(page)&per_page=2>; rel=\"\(relation)\""
  }

  @Test func `the first page tells of the next and the last`() {
    let headers = page("1")
    #expect(headers[.total] == "7")
    #expect(headers[.perPage] == "2")
    #expect(headers[.link] == "\(link(2, "next")), \(link(4, "last"))")
  }

  @Test func `a page in the middle tells of all four`() {
    #expect(page("2")[.link] == "\(link(1, "first")), \(link(1, "prev")), \(link(3, "next")), \(link(4, "last"))")
  }

  @Test func `the last page tells of the first and the one before`() {
    #expect(page("4")[.link] == "\(link(1, "first")), \(link(3, "prev"))")
  }

  @Test func `a list that fits on one page has no links, and one row more has`() {
    #expect(page("1", total: 2)[.link] == nil)
    #expect(page("1", total: 3)[.link] != nil)
    #expect(page("1", total: 0)[.link] == nil)
    #expect(page("1", total: 0)[.total] == "0")
  }

  @Test func `a page beyond the last leads back to the last`() {
    #expect(page("9")[.link] == "\(link(1, "first")), \(link(4, "prev"))")
  }

  @Test func `links keep the query of the request`() {
    let headers = page([Parameter("filters[status]", "open"), Parameter("page", "1"), Parameter("sort", "a b")]).headers
    let start = "<http://api.example\(TestCatalog.rfis)?filters%5Bstatus%5D=open&sort=a%20b&page=2&per_page=2>"
    #expect(headers[.link]?.hasPrefix(start + "; rel=\"next\"") == true)
  }

  @Test func `links say page and size alone where the profile drops the query`() {
    let query = [Parameter("project_id", "7"), Parameter("per_page", "2")]
    let kept = page(query).headers[.link]
    let dropped = page(query) { $0.linkQuery = .dropped }.headers[.link]
    #expect(kept?.contains("?project_id=7&page=2&per_page=2>") == true)
    #expect(dropped == "\(link(2, "next")), \(link(4, "last"))")
  }

  @Test func `a second page has no link to the first as the one before where the profile has it so`() {
    func links(_ number: String) -> String? {
      page([Parameter("page", number), Parameter("per_page", "2")]) { $0.linkToPrevious = .fromThirdPage }.headers[
        .link]
    }
    #expect(links("2") == "\(link(1, "first")), \(link(3, "next")), \(link(4, "last"))")
    #expect(links("3") == "\(link(1, "first")), \(link(2, "prev")), \(link(4, "next")), \(link(4, "last"))")
  }

  @Test func `without a size the operation's own holds, and more than its maximum is clamped`() {
    #expect(page([]).paging.perPage == 2)
    #expect(page([Parameter("per_page", "1000")]).paging.perPage == 3)
    #expect(page([Parameter("per_page", "1000")]).headers[.perPage] == "3")
  }

  @Test(arguments: ["0", "-1", "x", "", "1e3", "99999999999999999999999"])
  func `a page or size that is none never breaks a list`(text: String) {
    let paging = page([Parameter("page", text), Parameter("per_page", text)]).paging
    #expect(paging.page == 1)
    #expect((1...3).contains(paging.perPage))
    #expect(paging.offset == 0)
  }

  @Test func `the greatest page number is still a number of rows`() {
    let paging = page([Parameter("page", String(Int.max)), Parameter("per_page", "3")]).paging
    #expect(paging.offset > 0)
  }

  @Test func `an operation without sizes takes those of the profile`() {
    let operation = TestCatalog.operation("x", "/x", .list, "x", .none)
    var bare = operation
    bare.paging = nil
    var profile = TestWorld.profile
    profile.perPage = Profile.PerPage(standard: 40, max: 50)
    var request = TestCall("/x").request
    #expect(Paging(request, bare, profile).perPage == 40)
    request.query = [Parameter("per_page", "60")]
    #expect(Paging(request, bare, profile).perPage == 50)
  }
}

/// `filters[…]`.
struct FiltersTests {
  private func conditions(_ query: [Parameter]) -> [RecordQuery.Condition] {
    var call = TestCall(TestCatalog.rfis)
    call.query = query
    guard case .page(let query) = call.needs else { return [] }
    return query.conditions
  }

  @Test func `a filter names a field and a value`() {
    #expect(
      conditions([Parameter("filters[status]", "open")]) == [RecordQuery.Condition(field: "status", values: ["open"])])
  }

  @Test func `a list of values is one condition, and two fields are two`() {
    let query = [
      Parameter("filters[status][]", "open"), Parameter("filters[id]", "9001"), Parameter("filters[status][]", "draft"),
    ]
    #expect(
      conditions(query) == [
        RecordQuery.Condition(field: "id", values: ["9001"]),
        RecordQuery.Condition(field: "status", values: ["open", "draft"]),
      ])
  }

  @Test(arguments: ["filters[secret]", "filters[]", "filters[", "filters", "status", "filter[status]"])
  func `anything else is passed over`(name: String) {
    #expect(conditions([Parameter(name, "open")]).isEmpty)
  }
}
