import GRDB
import GRDBSQLite
import MockCore

/// A statement that every refresh executes: prepared once, and its values bound without a detour.
///
/// GRDB binds values of any type, finds statements by their text and watches what is executed, which takes as long as
/// SQLite itself takes for a row. Whatever is executed less often is left to it.
final class FrequentStatement {
  private let sql: String
  private var prepared: Statement?

  /// A statement that is prepared when it is executed first; all executions are in one database.
  init(_ sql: String) {
    self.sql = sql
  }

  /// A value as SQLite stores it.
  enum Value {
    case integer(Int64)
    case text(String)
    case null

    static func of(_ number: some BinaryInteger) -> Value { .integer(Int64(number)) }
    static func of(_ number: (some BinaryInteger)?) -> Value { number.map { .integer(Int64($0)) } ?? .null }
    static func of(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    static func of(_ isTrue: Bool) -> Value { .integer(isTrue ? 1 : 0) }
    static func of(_ moment: Instant) -> Value { .integer(moment.milliseconds) }
  }

  /// Executes the statement with these values for its parameters, in their order.
  ///
  /// - Throws: what SQLite says when it cannot.
  func execute(in database: Database, _ values: Value...) throws {
    let statement = try prepared(in: database)
    defer { sqlite3_reset(statement) }
    for (place, value) in zip(Int32(1)..., values) {
      let code =
        switch value {
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .text(let text): Self.bind(text, at: place, of: statement)
        case .null: sqlite3_bind_null(statement, place)
        }
      guard code == SQLITE_OK else { throw error(code, in: database) }
    }
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE else { throw error(code, in: database) }
  }

  private func prepared(in database: Database) throws -> OpaquePointer {
    if let prepared { return prepared.sqliteStatement }
    let statement = try database.makeStatement(sql: sql)
    prepared = statement
    return statement.sqliteStatement
  }

  private static func bind(_ text: String, at place: Int32, of statement: OpaquePointer) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      // SQLite makes a copy of its own, since the text may be gone when the statement is executed.
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not read.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func error(_ code: Int32, in database: Database) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: sql)
  }
}
