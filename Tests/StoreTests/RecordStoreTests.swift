import JSONSource
import MockStore
import Testing

@testable import MockCore

/// Records in the store: pages, visibility, conditions.
struct RecordStoreTests {
  private typealias Example = StoreExample

  private func find(
    in store: MockStore, project: Int64? = 7, visibleTo: Int64? = nil, _ conditions: [RecordQuery.Condition] = [],
    offset: Int = 0, limit: Int = 100
  ) throws -> (ids: [Int64], total: Int) {
    let query = RecordQuery(
      collection: "rfis", company: 4001, project: project, visibleTo: visibleTo, conditions: conditions, offset: offset,
      limit: limit)
    let found = try store.transaction { try $0.find(.page(query)) }
    return (found.rows.map(\.id), found.total)
  }

  @Test func `a record comes back as it was, people and all`() throws {
    let record = Example.record(.max, isPrivate: true, people: [101, 598_134_326_177_405])
    let store = try Example.store(of: [record])
    #expect(try store.transaction { try $0.record(in: "rfis", id: .max) } == record)
    let found = try store.transaction { try $0.find(.one(collection: "rfis", id: .max)) }
    #expect(found.rows == [record] && found.total == 1)
  }

  @Test func `a record of another collection or id is not there`() throws {
    let store = try Example.store(of: [Example.record(1)])
    #expect(try store.transaction { try $0.record(in: "submittals", id: 1) } == nil)
    #expect(try store.transaction { try $0.find(.one(collection: "rfis", id: 2)).rows.isEmpty })
    #expect(try store.transaction { try $0.find(.none).rows.isEmpty })
  }

  @Test func `an update replaces the record, and people who are no longer on it go`() throws {
    let store = try Example.store(of: [Example.record(1, isPrivate: true, people: [101, 102])])
    let changed = Example.record(1, isPrivate: true, people: [103], status: "closed")
    try store.transaction { try $0.apply([.updateRecord(changed)]) }
    #expect(try store.transaction { try $0.record(in: "rfis", id: 1) } == changed)
    #expect(try find(in: store, visibleTo: 102).ids.isEmpty)
    #expect(try find(in: store, visibleTo: 103).ids == [1])
  }

  @Test func `a page has its rows by id, and the number of all`() throws {
    let store = try Example.store(of: [5, 3, 1, 4, 2].map { Example.record($0) })
    #expect(try find(in: store, limit: 2) == ([1, 2], 5))
    #expect(try find(in: store, offset: 4, limit: 2) == ([5], 5))
    #expect(try find(in: store, offset: 5, limit: 2) == ([], 5))
  }

  @Test func `a page is of one project, and a list of the company of none`() throws {
    let store = try Example.store(of: [
      Example.record(1), Example.record(2, project: 8), Example.record(3, project: nil),
      Example.record(4, company: 4002), Example.record(5, project: nil, company: 4002),
    ])
    #expect(try find(in: store).ids == [1])
    #expect(try find(in: store, project: 8).ids == [2])
    #expect(try find(in: store, project: nil).ids == [3])
  }

  @Test func `private records are seen by their people and by administrators, and do not count for others`() throws {
    let store = try Example.store(of: [
      Example.record(1), Example.record(2, isPrivate: true, people: [101]), Example.record(3, isPrivate: true),
    ])
    #expect(try find(in: store, visibleTo: 101) == ([1, 2], 2))
    #expect(try find(in: store, visibleTo: 102) == ([1], 1))
    #expect(try find(in: store, visibleTo: nil) == ([1, 2, 3], 3))
  }

  @Test func `people on a record are those of this record, not of another with its id`() throws {
    var other = Example.record(1, people: [102])
    other.collection = "submittals"
    let store = try Example.store(of: [Example.record(1, isPrivate: true), other])
    #expect(try find(in: store, visibleTo: 102).ids.isEmpty)
  }

  @Test func `a condition compares a field as the query writes it`() throws {
    let store = try Example.store(of: [
      Example.record(1, status: "open", more: #","number":7,"current":true,"cost":1.5"#),
      Example.record(2, status: "closed", more: #","number":"7","current":false"#),
      Example.record(3, status: "draft", more: #","number":null"#),
    ])
    func ids(_ field: String, _ values: String...) throws -> [Int64] {
      try find(in: store, [RecordQuery.Condition(field: field, values: values)]).ids
    }
    #expect(try ids("status", "open") == [1])
    #expect(try ids("status", "open", "draft") == [1, 3])
    #expect(try ids("status", "OPEN").isEmpty)
    #expect(try ids("number", "7") == [1, 2])
    #expect(try ids("current", "true") == [1])
    #expect(try ids("current", "false") == [2])
    #expect(try ids("current", "1").isEmpty)
    #expect(try ids("cost", "1.5") == [1])
    #expect(try ids("missing", "null").isEmpty)
  }

  @Test func `several conditions must all hold, and the total counts only what they let through`() throws {
    let store = try Example.store(of: (1...4).map { Example.record($0, status: $0 < 3 ? "open" : "closed") })
    let open = RecordQuery.Condition(field: "status", values: ["open"])
    let ids = RecordQuery.Condition(field: "id", values: ["2", "3"])
    #expect(try find(in: store, [open], limit: 1) == ([1], 2))
    #expect(try find(in: store, [open, ids]) == ([2], 1))
  }

  @Test func `a value is a value, whatever characters it has`() throws {
    let store = try Example.store(of: [Example.record(1, status: "it's")])
    let hostile = RecordQuery.Condition(field: "status", values: ["' OR 1=1 --", "it's"])
    #expect(try find(in: store, [hostile]).ids == [1])
  }

  @Test func `a world's records are there from the start`() throws {
    let text = """
      { "format": 1, "why": "x", "companies": [{ "id": 4001, "name": "A" }],
        "projects": [{ "id": 7, "company": 4001, "name": "P" }], "permissionTemplates": [],
        "users": [{ "id": 101, "login": "a", "name": "A" }],
        "apps": [{ "name": "C", "clientId": "i", "clientSecret": "s", "redirectUris": ["https://x/y"] }],
        "records": { "rfis": [{ "repeat": 301, "template": { "project": 7, "name": "Item ${n}" } }] } }
      """
    let diagnostics = Diagnostics()
    let json = try #require(JSONParser.parse(SourceFile(name: "w", text: text), into: diagnostics))
    let world = try #require(World.read(json, into: diagnostics))
    let store = try MockStore()
    try store.load(world, at: Example.now)
    let page = try find(in: store, offset: 300, limit: 100)
    #expect(page.total == 301 && page.ids.count == 1)
  }
}
