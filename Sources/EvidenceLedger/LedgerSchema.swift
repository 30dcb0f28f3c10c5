import GRDB

/// The tables of a ledger, as statements that are applied in order; the number applied is the ledger's edition.
///
/// Every row carries the digest of the row before it (`previous`) and of itself (`digest`), so that a row that was
/// altered, taken out or moved is found. Nothing is ever changed or deleted: triggers refuse it.
enum LedgerSchema {
  /// Marks a file as a ledger (`PRAGMA application_id`): the letters "DRFT".
  static let applicationID: Int64 = 0x4452_4654

  /// The tables, so that what is done to all of them is written once.
  enum Table: String, CaseIterable, Sendable {
    case versions, runs, evidence, histories
    case requirementSets = "requirement_sets"
    case promotions, merges

    /// The tables of the first edition.
    static let first: [Table] = [.versions, .runs, .evidence]
    /// The tables that came with the second.
    static let second: [Table] = [.histories, .requirementSets, .promotions, .merges]
  }

  /// The editions. One that was released is never altered; a change is a new one at the end.
  static let editions: [[String]] = [
    [
      """
      CREATE TABLE versions (
        row INTEGER PRIMARY KEY, number TEXT NOT NULL, app TEXT NOT NULL, manifest TEXT NOT NULL, state TEXT NOT NULL,
        created INTEGER NOT NULL, sandbox_key TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      """
      CREATE TABLE runs (
        row INTEGER PRIMARY KEY, version TEXT, began INTEGER NOT NULL, content TEXT NOT NULL,
        previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      """
      CREATE TABLE evidence (
        row INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs (row), scenario TEXT NOT NULL, version TEXT,
        verdict TEXT NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL, history TEXT,
        previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      "CREATE INDEX evidence_run ON evidence (run)",
      "CREATE INDEX evidence_version ON evidence (version)",
    ] + Table.first.flatMap(appendOnly),
    [
      """
      CREATE TABLE histories (
        row INTEGER PRIMARY KEY, evidence INTEGER NOT NULL UNIQUE REFERENCES evidence (row), size INTEGER NOT NULL,
        content BLOB NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      """
      CREATE TABLE requirement_sets (
        row INTEGER PRIMARY KEY, version TEXT NOT NULL, at INTEGER NOT NULL, content TEXT NOT NULL,
        previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      """
      CREATE TABLE promotions (
        row INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, size INTEGER NOT NULL,
        content BLOB NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      """
      CREATE TABLE merges (
        row INTEGER PRIMARY KEY, run INTEGER NOT NULL UNIQUE REFERENCES runs (row), origin TEXT NOT NULL UNIQUE,
        previous TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
      ) STRICT
      """,
    ] + Table.second.flatMap(appendOnly),
    // The third has the same tables; each page of its file bears a seal.
    [],
  ]

  /// The first edition whose pages bear seals.
  static let firstSealed = 3

  private static func appendOnly(_ table: Table) -> [String] {
    ["UPDATE", "DELETE"].map { event in
      """
      CREATE TRIGGER \(table.rawValue)_no_\(event.lowercased()) BEFORE \(event) ON \(table.rawValue)
      BEGIN SELECT RAISE(ABORT, 'a ledger is only ever appended to'); END
      """
    }
  }

  /// The tables of an edition, so that an older ledger can be verified before it is changed.
  static func tables(ofEdition edition: Int) -> [Table] { edition < 2 ? Table.first : Table.allCases }

  /// The edition of a ledger; 0 for an empty file.
  static func edition(of db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

  /// Whether a file says that it is a ledger.
  static func isMarked(_ db: Database) throws -> Bool {
    try Int64.fetchOne(db, sql: "PRAGMA application_id") == applicationID
  }

  /// The statements that SQLite must hold for an edition, by the name of what they make.
  static func expectedStatements() throws -> [String: String] {
    let queue = try DatabaseQueue()
    return try queue.writeWithoutTransaction { db in
      try prepare(db)
      return try statements(in: db)
    }
  }

  /// The statements of the tables, indexes and triggers that a database holds, by name.
  static func statements(in db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return Dictionary(rows.map { ($0["name"], $0["sql"]) }) { first, _ in first }
  }

  /// Brings a ledger to the newest edition, within the transaction that is open.
  ///
  /// - Throws: ``LedgerError/Kind`` when the file is somebody else's, or from a newer Dryfit.
  static func prepare(_ db: Database) throws {
    let mark = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let edition = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema") ?? 0
    guard mark == applicationID || mark == 0 && edition == 0 && tables == 0 else {
      throw LedgerError.Kind.notALedger
    }
    guard edition <= editions.count else {
      throw LedgerError.Kind.newer(edition: edition, known: editions.count)
    }
    guard edition < editions.count else { return }
    for statement in editions[edition...].joined() { try db.execute(sql: statement) }
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(editions.count)")
  }
}
