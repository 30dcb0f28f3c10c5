import GRDB
import MockCore

/// Records that are written together: a statement for many rows takes half the time of as many statements.
struct ManyRecords {
  private let transaction: MockTransaction
  private var records: [MockCore.Record] = []
  private var people: [PersonOnRecord] = []
  // Not among those that are kept for good: they are needed once in a mock's life, and large.
  private var insertRecords: Statement?
  private var insertPeople: Statement?

  /// A person who may see a private record.
  private struct PersonOnRecord {
    var collection: String
    var record: Int64
    var person: Int64
  }

  /// Rows of one statement.
  private static let rows = 32

  init(in transaction: MockTransaction) {
    self.transaction = transaction
  }

  /// Adds a record; it takes the place of one that may be there.
  mutating func append(_ record: MockCore.Record) throws {
    transaction.store.lists.forget(record.collection)
    records.append(record)
    people += record.people.map { PersonOnRecord(collection: record.collection, record: record.id, person: $0) }
    if records.count == Self.rows {
      let statement = try insertRecords ?? prepare(Self.sqlOfRecords(Self.rows))
      insertRecords = statement
      try statement.execute(arguments: Self.arguments(of: records))
      records.removeAll(keepingCapacity: true)
    }
    while people.count >= Self.rows {
      let statement = try insertPeople ?? prepare(Self.sqlOfPeople(Self.rows))
      insertPeople = statement
      try statement.execute(arguments: Self.arguments(of: people.suffix(Self.rows)))
      people.removeLast(Self.rows)
    }
  }

  /// Writes what is left.
  mutating func finish() throws {
    for record in records { try transaction.execute(Self.sqlOfRecord, Self.arguments(of: [record])) }
    for person in people { try transaction.execute(Self.sqlOfPerson, Self.arguments(of: [person])) }
    (records, people) = ([], [])
  }

  // MARK: - Statements

  private func prepare(_ sql: String) throws -> Statement { try transaction.database.makeStatement(sql: sql) }

  private static func arguments(of records: [MockCore.Record]) -> StatementArguments {
    var arguments: [(any DatabaseValueConvertible)?] = []
    arguments.reserveCapacity(records.count * 9)
    for record in records {
      arguments += [
        record.collection, record.id, record.company, record.project, record.isPrivate, record.isDeleted,
        record.hasFiles, record.createdBy, record.json,
      ]
    }
    return StatementArguments(arguments)
  }

  private static func arguments(of people: some Collection<PersonOnRecord>) -> StatementArguments {
    var arguments: [(any DatabaseValueConvertible)?] = []
    for person in people { arguments += [person.collection, person.record, person.person] }
    return StatementArguments(arguments)
  }

  private static let sqlOfRecord = sqlOfRecords(1)
  private static let sqlOfPerson = sqlOfPeople(1)

  private static func sqlOfRecords(_ rows: Int) -> String {
    """
    INSERT OR REPLACE INTO records
      (collection, id, company, project, is_private, is_deleted, has_files, created_by, json)
    VALUES \(places(of: 9, rows: rows))
    """
  }

  private static func sqlOfPeople(_ rows: Int) -> String {
    "INSERT OR IGNORE INTO people_on_records (collection, record, user) VALUES \(places(of: 3, rows: rows))"
  }

  private static func places(of values: Int, rows: Int) -> String {
    let row = "(" + Array(repeating: "?", count: values).joined(separator: ", ") + ")"
    return Array(repeating: row, count: rows).joined(separator: ", ")
  }
}
