import GRDB
import MockCore

extension MockTransaction {
  /// The records that an answer needs.
  public func find(_ needed: RecordsNeeded) throws -> RecordsFound {
    if needed == .none { return RecordsFound(rows: [], total: 0) }
    if let known = store.cache.found[needed] { return known }
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
    try execute(
      """
      INSERT OR REPLACE INTO records (collection, id, company, project, is_private, created_by, json)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        record.collection, record.id, record.company, record.project, record.isPrivate, record.createdBy, record.json,
      ])
    for person in record.people {
      try execute(
        "INSERT OR IGNORE INTO people_on_records (collection, record, user) VALUES (?, ?, ?)",
        [record.collection, record.id, person])
    }
  }

  /// Writes a record anew; people who are no longer on it go.
  func update(_ record: MockCore.Record) throws {
    try execute(
      "DELETE FROM people_on_records WHERE collection = ? AND record = ?", [record.collection, record.id])
    try insert(record)
  }

  private func page(_ query: RecordQuery) throws -> RecordsFound {
    var condition = "collection = ? AND company = ? AND project IS ?"
    var arguments: StatementArguments = [query.collection, query.company, query.project]
    if let user = query.visibleTo {
      condition += """
         AND (is_private = 0 OR EXISTS (
          SELECT 1 FROM people_on_records p WHERE p.collection = records.collection AND p.record = id AND p.user = ?))
        """
      arguments += [user]
    }
    for wanted in query.conditions {
      let marks = Array(repeating: "?", count: wanted.values.count).joined(separator: ", ")
      // To SQLite a JSON truth value is 0 or 1; to a query it is the word.
      condition += """
         AND CASE json_type(json, ?) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
          ELSE CAST(json_extract(json, ?) AS TEXT) END IN (\(marks))
        """
      let path = #"$.""# + wanted.field + #"""#
      arguments += [path, path] + StatementArguments(wanted.values)
    }
    let total = try row("SELECT count(*) AS total FROM records WHERE \(condition)", arguments).map {
      $0["total"] as Int
    }
    let rows = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT * FROM records WHERE \(condition) ORDER BY id LIMIT ? OFFSET ?"),
      arguments: arguments + [query.limit, query.offset])
    return RecordsFound(rows: rows.map(Self.record), total: total ?? 0)
  }

  private static func record(_ row: Row) -> MockCore.Record {
    MockCore.Record(
      collection: row["collection"], id: row["id"], company: row["company"], project: row["project"],
      isPrivate: row["is_private"], createdBy: row["created_by"], json: row["json"])
  }
}
