import GRDB
import MockCore

/// Records that are written together: a statement for many rows takes half the time of as many statements.
struct ManyRecords {
  private var records: [MockCore.Record] = []
  private var people: [PersonOnRecord] = []

  /// A person who may see a private record.
  struct PersonOnRecord {
    var collection: String
    var record: Int64
    var person: Int64
  }

  /// Rows of one statement.
  fileprivate static let rows = 32

  /// Adds a record; it may be written at once.
  mutating func append(_ record: MockCore.Record, in transaction: MockTransaction) throws {
    records.append(record)
    people += record.people.map { PersonOnRecord(collection: record.collection, record: record.id, person: $0) }
    if records.count == Self.rows {
      try transaction.insert(records)
      records.removeAll(keepingCapacity: true)
    }
    while people.count >= Self.rows {
      try transaction.insert(people.suffix(Self.rows))
      people.removeLast(Self.rows)
    }
  }

  /// Writes what is left.
  mutating func finish(in transaction: MockTransaction) throws {
    for record in records { try transaction.insert([record]) }
    for person in people { try transaction.insert([person]) }
    (records, people) = ([], [])
  }
}

extension MockTransaction {
  /// Writes one record, or as many as go into a statement, each in the place of one that may be there; without the
  /// people on them.
  func insert(_ records: [MockCore.Record]) throws {
    var arguments: [(any DatabaseValueConvertible)?] = []
    arguments.reserveCapacity(records.count * 9)
    for record in records {
      store.lists.forget(record.collection)
      arguments += [
        record.collection, record.id, record.company, record.project, record.isPrivate, record.isDeleted,
        record.hasFiles, record.createdBy, record.json,
      ]
    }
    try execute(records.count == 1 ? Self.insertRecord : Self.insertRecords, StatementArguments(arguments))
  }

  /// Writes who may see private records: one, or as many as go into a statement.
  func insert(_ people: some Collection<ManyRecords.PersonOnRecord>) throws {
    var arguments: [(any DatabaseValueConvertible)?] = []
    for person in people { arguments += [person.collection, person.record, person.person] }
    try execute(people.count == 1 ? Self.insertPerson : Self.insertPeople, StatementArguments(arguments))
  }

  private static let insertRecord = insertion(ofRecords: 1)
  private static let insertRecords = insertion(ofRecords: ManyRecords.rows)
  private static let insertPerson = insertion(ofPeople: 1)
  private static let insertPeople = insertion(ofPeople: ManyRecords.rows)

  private static func insertion(ofRecords rows: Int) -> String {
    """
    INSERT OR REPLACE INTO records
      (collection, id, company, project, is_private, is_deleted, has_files, created_by, json)
    VALUES \(places(of: 9, rows: rows))
    """
  }

  private static func insertion(ofPeople rows: Int) -> String {
    "INSERT OR IGNORE INTO people_on_records (collection, record, user) VALUES \(places(of: 3, rows: rows))"
  }

  private static func places(of values: Int, rows: Int) -> String {
    let row = "(" + Array(repeating: "?", count: values).joined(separator: ", ") + ")"
    return Array(repeating: row, count: rows).joined(separator: ", ")
  }
}
