import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The small rules by which an operation's manners are read, each apart from any fixture.
struct MannersTests {
  private func request(_ query: String) -> Request {
    Request(host: .api, method: "GET", path: "/x", query: FormEncoding.decode(query))
  }

  private var operation: MockCore.Operation {
    TestCatalog.operation("x.list", "/x", .list, "x", .project, filters: ["id", "created_at", "include_deleted"])
  }

  // MARK: Filters

  @Test(arguments: [
    ("a...b", "a", "b"), (#""2026-01-01...2026-01-31""#, "2026-01-01", "2026-01-31"),
    ("2026-01-01...", "2026-01-01", ""),
    ("2026-01-01T01:00:00+01:00...2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
  ])
  func `three dots make a range`(text: String, first: String, last: String) {
    #expect(Filters.span(text) == RecordQuery.Span(first: first, last: last))
  }

  @Test(arguments: ["", "a", "a..b", "2026-01-01"])
  func `anything else is no range`(text: String) { #expect(Filters.span(text) == nil) }

  @Test func `a day ends a range with its last second`() {
    let condition = RecordQuery.Condition(
      field: "created_at", values: [], range: RecordQuery.Span(first: "2026-01-01", last: "2026-01-31"))
    #expect(condition.holds(for: ["created_at": "2026-01-31T23:59:59Z"]))
    #expect(!condition.holds(for: ["created_at": "2026-02-01T00:00:00Z"]))
    #expect(!condition.holds(for: ["created_at": nil]))
  }

  @Test func `an id is found inside the object that a row shows`() {
    let condition = RecordQuery.Condition(field: "vendor_id", values: ["7"])
    #expect(condition.holds(for: ["vendor": ["id": 7]]))
    #expect(condition.holds(for: ["vendor_id": 7]))
    #expect(!condition.holds(for: ["vendor": ["id": 8]]))
  }

  @Test func `the recycle bin is no field`() {
    let asked = request("filters[include_deleted]=only&filters[id]=1")
    #expect(Filters.conditions(asked, operation).map(\.field) == ["id"])
    #expect(Filters.deleted(asked, operation) == .only)
    #expect(Filters.deleted(request("filters[include_deleted]=maybe"), operation) == .without)
    #expect(Filters.deleted(asked, TestCatalog.operation("y", "/y", .list, "y", .project)) == .without)
  }

  // MARK: Sorting

  private func sorting(_ style: Manners.SortRule.Style) -> MockCore.Operation {
    var operation = operation
    operation.manners.sort = Manners.SortRule(style: style, fields: ["name", "id"])
    return operation
  }

  @Test func `a list of fields, the last first with a minus`() {
    let order = Sorting.order(request("sort=-name,id,price"), sorting(.list))
    #expect(order.map(\.field) == ["name", "id"] && order.map(\.isDescending) == [true, false])
    #expect(Sorting.order(request("sort=name"), operation).isEmpty)
  }

  @Test func `an attribute and a direction`() {
    let asked = request("sort[attribute]=name&sort[direction]=desc")
    #expect(Sorting.order(asked, sorting(.attribute)) == [RecordQuery.Order(field: "name", isDescending: true)])
    #expect(Sorting.order(request("sort=name"), sorting(.attribute)).isEmpty)
    #expect(Sorting.order(asked, sorting(.list)).isEmpty)
  }

  // MARK: Days

  private func window(_ standard: Manners.DateWindow.Standard) -> Manners.DateWindow {
    Manners.DateWindow(field: "date", standard: standard, most: 91)
  }

  @Test func `without days a log is that of today, where it is so by default`() {
    let now = Instant(rfc3339: "2026-02-16T23:59:59Z") ?? TestWorld.now
    #expect(window(.today).condition(request(""), now: now)?.range?.first == "2026-02-16")
    #expect(window(.all).condition(request(""), now: now) == nil)
    #expect(window(.all).condition(request("log_date=2026-01-05"), now: now)?.range?.last == "2026-01-05")
  }

  @Test func `days that are missing, single or too many are refused`() {
    #expect(window(.required).refusal(of: request(""))?.grounds == .datesMissing)
    #expect(window(.required).refusal(of: request("start_date=2026-01-01"))?.grounds == .datesMissing)
    #expect(window(.required).refusal(of: request("start_date=2026-01-01&end_date=2026-01-02")) == nil)
    #expect(window(.today).refusal(of: request("filters[date]=2026-01-01"))?.grounds == .filterInvalid)
    #expect(window(.today).refusal(of: request("start_date=2026-01-01&end_date=2026-04-02")) == nil)
    #expect(window(.today).refusal(of: request("start_date=2026-01-01&end_date=2026-04-03"))?.grounds == .filterInvalid)
  }

  // MARK: Version 2

  @Test func `a refusal of version 2 has one shape, whatever shape it had`() {
    func shaped(_ status: Int, _ body: JSONValue) -> JSONValue? {
      let request = Request(host: .api, method: "GET", path: "/rest/v2.0/companies/1")
      return Version2.shape(Decision(.json(status, body), because: .bodyInvalid), of: request).answer.value?["error"]
    }
    #expect(
      shaped(404, ["message": "Item not found"]) == [
        "code": "NOT_FOUND", "message": "Item not found",
        "details": [["reason_code": "NOT_FOUND", "message": "Item not found", "source": "/rest/v2.0/companies/1"]],
      ])
    #expect(shaped(403, ["errors": ["No."]])?["code"] == "FORBIDDEN")
    #expect(shaped(403, ["errors": ["No."]])?["message"] == "No.")
    #expect(shaped(400, ["error": ["code": "OWN", "message": "a"]])?["details"]?[0]?["reason_code"] == "OWN")
    #expect(shaped(400, ["error": ["code": "OWN", "message": "a", "details": []]])?["details"] == [])
    #expect(shaped(403, ["errors": "No."])?["message"] == "No.")
    let fields = shaped(422, ["errors": ["name": ["can't be blank"]]])
    #expect(fields?["details"]?.arrayValue?.count == 1)
    #expect(fields?["details"]?[0]?["source"] == "name" && fields?["code"] == "UNPROCESSABLE_ENTITY")
  }

  @Test func `an answer of version 1 stays as it is, and one of version 2 has ids as strings`() {
    let decision = Decision(.json(200, ["id": 7, "vendor_id": 8, "rows": [["id": 9]], "count": 3]), because: .granted)
    let one = Request(host: .api, method: "GET", path: "/rest/v1.0/x")
    let two = Request(host: .api, method: "GET", path: "/rest/v2.1/x")
    #expect(Version2.shape(decision, of: one).answer.value?["id"] == 7)
    #expect(
      Version2.shape(decision, of: two).answer.value
        == ["data": ["id": "7", "vendor_id": "8", "rows": [["id": "9"]], "count": 3]])
  }

  // MARK: Groups and folders

  @Test func `rows are grouped in the order of their first ones`() {
    let rows = [#"{"id":1,"t":"B"}"#, #"{"id":2,"t":"A"}"#, #"{"id":3,"t":"B"}"#]
    let text = GroupRows.text(of: rows, by: Manners.Grouping(field: "t", title: "t", rows: "rows"))
    #expect(
      JSONParser.parse(Array(text.utf8)) == [
        ["t": "B", "rows": [["id": 1, "t": "B"], ["id": 3, "t": "B"]]], ["t": "A", "rows": [["id": 2, "t": "A"]]],
      ])
    #expect(GroupRows.text(of: [], by: Manners.Grouping(field: "t", title: "t", rows: "rows")) == "[]")
  }

  // MARK: Words before names

  @Test func `a word in a path outweighs a name, whichever stands first`() {
    let catalog = Catalog(operations: [
      TestCatalog.operation("show", "/x/{id}", .show, "x", .none),
      TestCatalog.operation("sync", "/x/sync", .show, "x", .none),
    ])
    #expect(catalog.route(method: "GET", path: "/x/sync")?.operation.name == "sync")
    #expect(catalog.route(method: "GET", path: "/x/7")?.operation.name == "show")
  }
}
