import Foundation
import GRDB
import MockCore
import PromotionGate
import ScenarioCore

/// Keeps versions, runs and evidence in one SQLite file that is only ever appended to.
///
/// Several processes may use the same file at once. What an `append` has returned for is on the disk; what it threw for
/// is not there at all.
public final class Ledger: Sendable {
  /// The ledger's file.
  public let file: String
  private let queue: DatabaseQueue
  /// Whether it may be written: of one whose first page was altered, what was done to it is still to be told.
  private let isWritable: Bool

  /// How long a process waits for another one, in seconds.
  static let patience = 20.0

  /// Opens a ledger, and creates file and folder where there is none.
  ///
  /// - Throws: ``LedgerError`` when the file is no ledger, is of a newer edition, or cannot be written. A file that is
  ///   refused is left as it is.
  public convenience init(file: String) throws(LedgerError) {
    try self.init(file: file, pageLimit: nil)
  }

  /// - Parameter pageLimit: how many pages of 4 KiB the file may have; nil for as many as the disk holds.
  init(file: String, pageLimit: Int?) throws(LedgerError) {
    self.file = file
    try Self.createFolder(of: file)
    do {
      try SealedPages.install()
      queue = try DatabaseQueue(path: file, configuration: Self.configuration(pageLimit: pageLimit))
      isWritable = try queue.writeWithoutTransaction { db in
        // What is done next writes the first page anew, and would cover what was altered in it.
        guard try SealedPages.isFirstPageSound(in: db) else { return false }
        try Self.backUp(db, file: file)
        try SealedPages.adopt(in: db)
        // Only a file that has shown itself to be a ledger, or empty, is switched to write-ahead logging.
        try db.inTransaction(.immediate) {
          try LedgerSchema.prepare(db)
          return .commit
        }
        if try String.fetchOne(db, sql: "PRAGMA journal_mode") != "wal" {
          try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
        return true
      }
    } catch {
      throw LedgerError(file: file, of: error)
    }
  }

  /// Copies a ledger of an older edition beside itself before it is brought to the newest one.
  private static func backUp(_ db: Database, file: String) throws {
    let mark = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let edition = try LedgerSchema.edition(of: db)
    guard mark == LedgerSchema.applicationID, (1..<LedgerSchema.editions.count).contains(edition) else { return }
    let copy = "\(file).edition-\(edition)"
    guard !FileManager.default.fileExists(atPath: copy) else { return }
    // Written under another name first: a copy that is there is whole.
    let unfinished = "\(copy).\(ProcessInfo.processInfo.processIdentifier)"
    try db.execute(sql: "VACUUM INTO ?", arguments: [unfinished])
    guard rename(unfinished, copy) == 0 else { throw LedgerError.Kind.cannotOpen("no backup could be made at \(copy)") }
  }

  private static func createFolder(of file: String) throws(LedgerError) {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw LedgerError(file: file, kind: .folder(error.localizedDescription))
    }
  }

  private static func configuration(pageLimit: Int?) -> Configuration {
    var configuration = Configuration()
    configuration.label = "EvidenceLedger"
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      // Every commit reaches the disk before it is reported, also when the machine stops.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // Otherwise INSERT OR REPLACE would delete rows without asking the triggers.
      try db.execute(sql: "PRAGMA recursive_triggers = ON")
      if let pageLimit { try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
    }
    return configuration
  }

  /// Reads what `body` asks for.
  func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(LedgerError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw LedgerError(file: file, of: error)
    }
  }

  /// Does what `body` does, all of it or nothing.
  func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(LedgerError) -> Value {
    do {
      guard isWritable else { throw LedgerError.Kind.damaged("page 1 was altered") }
      return try queue.write(body)
    } catch {
      throw LedgerError(file: file, of: error)
    }
  }

}
