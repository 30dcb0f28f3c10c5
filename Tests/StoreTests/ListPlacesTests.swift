import JSONSource
import MockStore
import Testing

@testable import MockCore

/// Lists in the store: ranges, orders, the recycle bin, and places that are remembered.
struct ListPlacesTests {
  private typealias Example = StoreExample

  private func find(
    in store: MockStore, _ change: (inout RecordQuery) -> Void = { _ in }
  ) throws -> (ids: [Int64], total: Int) {
    var query = RecordQuery(
      collection: "rfis", company: 4001, project: 7, visibleTo: nil, conditions: [], offset: 0, limit: 1000)
    change(&query)
    let found = try store.transaction { try $0.find(.page(query)) }
    return (found.rows.map(\.id), found.total)
  }

  @Test(arguments: [0, 1, 99, 100, 101, 250, 449, 450, 451])
  func `a page begins where its offset says, however far into the list`(offset: Int) throws {
    let numbers = Array(Int64(1)...450)
    let records = numbers.map { number in
      Example.record(number * 3, isPrivate: number % 7 == 0, people: number % 7 == 0 ? [101] : [])
    }
    let store = try Example.store(of: records)
    for user in [nil, 101, 102] as [Int64?] {
      let seen = numbers.filter { user != 102 || $0 % 7 != 0 }
      let all = seen.map { $0 * 3 }
      let page = try find(in: store) { ($0.offset, $0.limit, $0.visibleTo) = (offset, 30, user) }
      #expect(page.ids == Array(all.dropFirst(offset).prefix(30)) && page.total == all.count)
    }
  }

  @Test func `a change makes the list be measured again`() throws {
    let store = try Example.store(of: (1...150).map { Example.record($0) })
    #expect(try find(in: store).total == 150)
    try store.transaction { try $0.apply([.insertRecord(Example.record(500))]) }
    #expect(try find(in: store) { $0.offset = 149 } == ([150, 500], 151))
    try store.transaction { try $0.apply([.deleteRecord(collection: "rfis", id: 1)]) }
    #expect(try find(in: store) { ($0.offset, $0.limit) = (100, 1) } == ([102], 150))
  }

  @Test func `what was undone is not remembered`() throws {
    struct Broken: Error {}
    let store = try Example.store(of: [Example.record(1)])
    #expect(throws: Broken.self) {
      try store.transaction { transaction in
        try transaction.apply([.insertRecord(Example.record(2))])
        let query = RecordQuery(
          collection: "rfis", company: 4001, project: 7, visibleTo: nil, conditions: [], offset: 0, limit: 9)
        #expect(try transaction.find(.page(query)).total == 2)
        throw Broken()
      }
    }
    #expect(try find(in: store) == ([1], 1))
  }

  @Test func `the recycle bin is apart`() throws {
    var gone = Example.record(2)
    gone.isDeleted = true
    let store = try Example.store(of: [Example.record(1), gone])
    #expect(try find(in: store) == ([1], 1))
    #expect(try find(in: store) { $0.deleted = .with } == ([1, 2], 2))
    #expect(try find(in: store) { $0.deleted = .only } == ([2], 1))
  }

  @Test func `rows are sorted by fields, and by ids where these are equal`() throws {
    let store = try Example.store(of: [
      Example.record(1, status: "b"), Example.record(2, status: "a", more: #","n":10"#),
      Example.record(3, status: "b", more: #","n":9"#),
    ])
    func ids(_ order: [RecordQuery.Order]) throws -> [Int64] { try find(in: store) { $0.order = order }.ids }
    #expect(try ids([RecordQuery.Order(field: "status", isDescending: false)]) == [2, 1, 3])
    #expect(try ids([RecordQuery.Order(field: "status", isDescending: true)]) == [1, 3, 2])
    #expect(try ids([RecordQuery.Order(field: "n", isDescending: true)]) == [2, 3, 1], "numbers as numbers")
  }

  @Test func `a range and a nested id are found`() throws {
    let store = try Example.store(of: [
      Example.record(1, more: #","date":"2026-01-31T10:00:00Z","vendor":{"id":7}"#),
      Example.record(2, more: #","date":"2026-02-01T00:00:00Z","vendor_id":7"#), Example.record(3),
    ])
    let january = RecordQuery.Condition(
      field: "date", values: [], range: RecordQuery.Span(first: "2026-01-01", last: "2026-01-31"))
    #expect(try find(in: store) { $0.conditions = [january] }.ids == [1])
    let vendor = RecordQuery.Condition(field: "vendor_id", values: ["7"])
    #expect(try find(in: store) { $0.conditions = [vendor] }.ids == [1, 2])
    let orMissing = RecordQuery.Condition(field: "vendor_id", values: ["7"], orMissing: true)
    #expect(try find(in: store) { $0.conditions = [orMissing] }.ids == [1, 2, 3])
    let ids = RecordQuery.Condition(field: "id", values: ["3", "x", "1"])
    #expect(try find(in: store) { $0.conditions = [ids] }.ids == [1, 3])
  }

  @Test func `what is needed beside the rows is found in its order`() throws {
    let store = try Example.store(of: [Example.record(1), Example.record(2)])
    let found = try store.transaction {
      try $0.find(.also(.one(collection: "rfis", id: 1), [.one(collection: "rfis", id: 2), .none]))
    }
    #expect(found.rows.map(\.id) == [1] && found.others.map { $0.rows.map(\.id) } == [[2], []])
  }
}
