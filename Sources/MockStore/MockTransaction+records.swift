import GRDB
import MockCore

extension MockTransaction {
  /// The records that an answer needs.
  public func find(_ needed: RecordsNeeded) throws -> RecordsFound {
    if needed == .none { return RecordsFound(rows: [], total: 0) }
    let found = try look(for: needed)
    store.cache.keep(found, for: needed)
    return found
  }

  private func look(for needed: RecordsNeeded) throws -> RecordsFound {
    switch needed {
    case .none: return RecordsFound(rows: [], total: 0)
    case .one(let collection, let id):
      let rows = try record(in: collection, id: id).map { [$0] } ?? []
      return RecordsFound(rows: rows, total: rows.count)
    case .page(let query): return try page(query)
    case .also(let rows, let others):
      var found = try find(rows)
      found.others = try others.map(find)
      return found
    }
  }

  /// The record with that id.
  public func record(in collection: String, id: Int64) throws -> MockCore.Record? {
    guard let row = try row("SELECT * FROM records WHERE collection = ? AND id = ?", [collection, id]) else {
      return nil
    }
    var record = Self.record(row)
    let sql = "SELECT user FROM people_on_records WHERE collection = ? AND record = ?"
    record.people = Set(try Int64.fetchAll(database.cachedStatement(sql: sql), arguments: [collection, id]))
    return record
  }

  /// All records of a collection, in the order of their ids, without the people on them.
  public func records(in collection: String) throws -> [MockCore.Record] {
    let statement = try database.cachedStatement(sql: "SELECT * FROM records WHERE collection = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [collection]).map(Self.record)
  }

  func insert(_ record: MockCore.Record) throws {
    var records = ManyRecords(in: self)
    try records.append(record)
    try records.finish()
  }

  /// Writes a record anew; people who are no longer on it go.
  func update(_ record: MockCore.Record) throws {
    try removePeople(record.collection, record.id)
    try insert(record)
  }

  /// Removes a record for good.
  func delete(_ collection: String, _ id: Int64) throws {
    store.lists.forget(collection)
    try removePeople(collection, id)
    try execute("DELETE FROM records WHERE collection = ? AND id = ?", [collection, id])
  }

  private func removePeople(_ collection: String, _ id: Int64) throws {
    try execute("DELETE FROM people_on_records WHERE collection = ? AND record = ?", [collection, id])
  }

  private func page(_ query: RecordQuery) throws -> RecordsFound {
    let condition = RecordCondition(query)
    let list = try store.lists.list(of: query) { try measure(condition) }
    guard query.offset < list.total, query.limit > 0 else { return RecordsFound(rows: [], total: list.total) }
    guard query.order.isEmpty else {
      let sql = "SELECT * FROM records WHERE \(condition.sql) ORDER BY \(condition.order) LIMIT ? OFFSET ?"
      let arguments = condition.arguments + condition.orderArguments + [query.limit, query.offset]
      return RecordsFound(rows: try records(sql, arguments), total: list.total)
    }
    let (start, skipped) = list.start(of: query.offset)
    let sql = "SELECT * FROM records WHERE \(condition.sql) AND id >= ? ORDER BY id LIMIT ? OFFSET ?"
    return RecordsFound(
      rows: try records(sql, condition.arguments + [start, query.limit, skipped]), total: list.total)
  }

  private func records(_ sql: String, _ arguments: StatementArguments) throws -> [MockCore.Record] {
    try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(Self.record)
  }

  /// Goes through a list once: how long it is, and where in it to begin reading.
  private func measure(_ condition: RecordCondition) throws -> ListPlaces.List {
    let counting = "SELECT count(*) AS total FROM records WHERE \(condition.sql)"
    let total: Int = try row(counting, condition.arguments)?["total"] ?? 0
    guard total > ListPlaces.stride else { return ListPlaces.List(total: total, starts: []) }
    let sql = """
      SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM records WHERE \(condition.sql))
      WHERE place % \(ListPlaces.stride) = 1
      """
    let starts = try Int64.fetchAll(database.cachedStatement(sql: sql), arguments: condition.arguments)
    return ListPlaces.List(total: total, starts: starts)
  }

  private static func record(_ row: Row) -> MockCore.Record {
    MockCore.Record(
      collection: row["collection"], id: row["id"], company: row["company"], project: row["project"],
      isPrivate: row["is_private"], createdBy: row["created_by"], isDeleted: row["is_deleted"],
      hasFiles: row["has_files"], json: row["json"])
  }
}
