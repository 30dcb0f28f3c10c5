import GRDB
import MockCore

/// The facts that a decision may read, and the changes it may make, inside one transaction.
public struct MockTransaction {
  let database: Database
  /// Whose memory of what was read is used.
  let store: MockStore

  init(_ database: Database, _ store: MockStore) {
    self.database = database
    self.store = store
  }

  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
  }

  func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension Instant: DatabaseValueConvertible {
  /// Milliseconds since the Unix epoch.
  public var databaseValue: DatabaseValue { milliseconds.databaseValue }

  /// Reads milliseconds since the Unix epoch.
  public static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
    Int64.fromDatabaseValue(value).map(Instant.init(milliseconds:))
  }
}
