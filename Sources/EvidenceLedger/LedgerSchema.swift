import GRDB

/// The tables of a ledger, as statements that are applied in order; the number applied is the ledger's edition.
///
/// Every row carries the digest of the row before it (`previous`) and of itself (`digest`), so that a row that was
/// altered, taken out or moved is found. Nothing is ever changed or deleted: triggers refuse it.
enum LedgerSchema {
  /// Marks a file as a ledger (`PRAGMA application_id`): the letters "DRFT".
  static let applicationID: Int64 = 0x4452_4654

  /// The tables, so that what is done to all of them is written once.
  enum Table: String, CaseIterable, Sendable { case versions, runs, evidence }

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
    ] + Table.allCases.flatMap(appendOnly)
  ]

  private static func appendOnly(_ table: Table) -> [String] {
    ["UPDATE", "DELETE"].map { event in
      """
      CREATE TRIGGER \(table.rawValue)_no_\(event.lowercased()) BEFORE \(event) ON \(table.rawValue)
      BEGIN SELECT RAISE(ABORT, 'a ledger is only ever appended to'); END
      """
    }
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
