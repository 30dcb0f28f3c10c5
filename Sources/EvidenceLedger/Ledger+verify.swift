import GRDB
import PromotionGate

extension Ledger {
  /// What was altered, taken out or moved, as sentences with the place; empty for a sound ledger.
  ///
  /// No byte of the file is left out: what SQLite does not read of a page, the page's seal covers. Rows that were cut
  /// off at the end of a table are found by what other rows say of them, and otherwise by an anchor that was kept
  /// elsewhere, ``faults(since:)``.
  public func faults() throws(LedgerError) -> [String] {
    try read { db in
      let structure = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      // Rows come first, since they say most; where the file's structure is broken, as far as they can be read.
      let rows = structure.isEmpty ? try Self.rowFaults(in: db) : (try? Self.rowFaults(in: db)) ?? []
      return try rows + structure.map { "the file: \($0)" } + Self.schemaFaults(in: db) + SealedPages.faults(in: db)
    }
  }

  /// How many pages another program has written, which bear no seal.
  public func bareCount() throws(LedgerError) -> Int { try read { try SealedPages.bareCount(in: $0) } }

  /// What is no longer as it was when the anchor was taken, as sentences.
  public func faults(since anchor: LedgerAnchor) throws(LedgerError) -> [String] {
    try read { db in
      try anchor.ends.filter { $0.row > 0 }.compactMap { end in
        guard let table = LedgerSchema.Table(rawValue: end.table) else { return "\(end.table): no such table" }
        let sql = "SELECT digest FROM \(table.rawValue) WHERE row = ?"
        let digest = try String.fetchOne(db, sql: sql, arguments: [end.row])
        return digest == end.digest ? nil : "\(end.table): row \(end.row) is not the one that was vouched for"
      }
    }
  }

  /// Where the ledger stands.
  public func anchor() throws(LedgerError) -> LedgerAnchor {
    try read { db in
      LedgerAnchor(ends: try LedgerSchema.Table.allCases.map { try RowChain(table: $0).end(in: db) })
    }
  }

  private static func rowFaults(in db: Database) throws -> [String] {
    try LedgerSchema.Table.allCases.flatMap { try RowChain(table: $0).faults(in: db) } + lostRows(in: db)
  }

  private static func schemaFaults(in db: Database) throws -> [String] {
    let expected = try LedgerSchema.expectedStatements()
    let found = try LedgerSchema.statements(in: db)
    let names = Set(expected.keys).union(found.keys).sorted()
    return names.filter { expected[$0] != found[$0] }.map { "the schema: \($0) is not as it was made" }
  }

  /// Rows that others speak of and that are not there.
  private static func lostRows(in db: Database) throws -> [String] {
    let loose = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
      "\(row["table"] as String): row \(row["rowid"] as Int64? ?? 0) speaks of a row that is missing from "
        + "\(row["parent"] as String)"
    }
    let short = try Row.fetchAll(
      db,
      sql: """
        SELECT runs.row, json_array_length(runs.content, '$.scenarios') AS meant,
          (SELECT COUNT(*) FROM evidence WHERE evidence.run = runs.row) AS found
        FROM runs WHERE meant != found ORDER BY runs.row
        """
    ).map { row in
      "evidence: run \(row["row"] as Int64) has \(row["found"] as Int64) of \(row["meant"] as Int64? ?? 0) rows"
    }
    let promoted = try String.fetchAll(
      db,
      sql: """
        SELECT number FROM versions WHERE state = 'Promoted' AND number NOT IN (SELECT version FROM promotions)
        UNION SELECT version FROM promotions WHERE version NOT IN (SELECT number FROM versions WHERE state = 'Promoted')
        """
    ).map { "promotions: the record and the state of version \($0) do not agree" }
    return loose + short + promoted
  }
}
