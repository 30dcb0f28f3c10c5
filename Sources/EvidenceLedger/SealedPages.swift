import GRDB
import PageSeals

/// The seals of a ledger's pages: what SQLite itself never reads of a page cannot be altered unseen.
enum SealedPages {
  /// Has SQLite seal the pages of ledgers in this process, from now on.
  static func install() throws {
    let status = page_seals_install()
    guard status == 0 else { throw LedgerError.Kind.other("SQLite takes no seals (\(status))") }
  }

  /// Whether a ledger's first page is as it was written, or has no seal to tell by.
  static func isFirstPageSound(in db: Database) throws -> Bool {
    guard try exist(in: db) else { return true }
    return try firstBroken(in: db, after: 0, upTo: 1) == nil
  }

  /// Gives seals to a new ledger, and to one of an older edition; one that should have them and has not was altered.
  static func adopt(in db: Database) throws {
    let edition = try LedgerSchema.edition(of: db)
    let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    if pages == 0 {
      try request(in: db)
    } else if (1..<LedgerSchema.firstSealed).contains(edition), try LedgerSchema.isMarked(db) {
      // Seals are there where this was ended in the middle before; an altered page must not get a new one.
      let faults = try faults(in: db)
      guard faults.isEmpty else { throw LedgerError.Kind.damaged(faults.joined(separator: "; ")) }
      try request(in: db)
      try db.execute(sql: "VACUUM")
      // From the log into the file, before the edition says that the file has seals.
      let isHeldUp = try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? false
      guard !isHeldUp else { throw LedgerError.Kind.busy }
    }
  }

  /// Pages that are not as they were written, as sentences.
  static func faults(in db: Database) throws -> [String] {
    let edition = try LedgerSchema.edition(of: db)
    guard try exist(in: db) else {
      return edition >= LedgerSchema.firstSealed ? ["the file: its pages bear no seals"] : []
    }
    var faults: [String] = []
    var last: Int64 = 0
    while let page = try firstBroken(in: db, after: last, upTo: .max) {
      faults.append("the file: \(words(page))")
      last = page
    }
    return faults
  }

  /// How many pages another program has written.
  static func bareCount(in db: Database) throws -> Int {
    guard try exist(in: db) else { return 0 }
    var bare: Int64 = 0
    var last: Int64 = 0
    while case let page = page_seals_first_broken(connection(of: db), last, .max, &bare), page > 0 { last = page }
    return Int(bare)
  }

  private static func words(_ page: Int64) -> String { "page \(page) was altered" }

  private static func exist(in db: Database) throws -> Bool { page_seals_are_there(connection(of: db)) != 0 }

  private static func request(in db: Database) throws {
    let status = page_seals_request(connection(of: db))
    guard status == 0 else { throw LedgerError.Kind.other("SQLite takes no seals (\(status))") }
  }

  /// The first page in a range whose seal does not fit, also when it is looked at again: another process may have been
  /// writing it.
  private static func firstBroken(in db: Database, after last: Int64, upTo end: Int64) throws -> Int64? {
    var bare: Int64 = 0
    let page = page_seals_first_broken(connection(of: db), last, end, &bare)
    guard page >= 0 else { throw LedgerError.Kind.damaged("its pages cannot be read") }
    guard page > 0 else { return nil }
    let isStill = (1...3).allSatisfy { _ in page_seals_first_broken(connection(of: db), page - 1, page, &bare) == page }
    return isStill ? page : try firstBroken(in: db, after: page, upTo: end)
  }

  private static func connection(of db: Database) -> UnsafeMutableRawPointer? {
    db.sqliteConnection.map { UnsafeMutableRawPointer($0) }
  }
}
