import Foundation
import GRDB
import Testing

@testable import EvidenceLedger

@Suite struct LedgerRefusalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The refusal of a file that is in the folder already; the file must be as it was.
  private func refusal(of name: String) throws -> LedgerError.Kind? {
    let before = try folder.bytes(of: name)
    let error = #expect(throws: LedgerError.self) { try Ledger(file: folder[name]) }
    #expect(try folder.bytes(of: name) == before)
    return error?.kind
  }

  @Test func `a text is no ledger`() throws {
    try folder.write(String(repeating: "This is a text, and no database. ", count: 100), to: "notes.txt")
    #expect(try refusal(of: "notes.txt") == .notADatabase)
  }

  @Test func `an empty file becomes a ledger`() throws {
    try folder.write("", to: "ledger.sqlite")
    #expect(try Ledger(file: folder["ledger.sqlite"]).versions().isEmpty)
  }

  @Test func `the database of another program is left alone`() throws {
    let queue = try DatabaseQueue(path: folder["other.sqlite"])
    try queue.write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
    try queue.close()
    #expect(try refusal(of: "other.sqlite") == .notALedger)
  }

  @Test func `a ledger of a newer edition is left alone`() throws {
    try Ledger(file: folder["ledger.sqlite"]).append(version(0))
    let queue = try DatabaseQueue(path: folder["ledger.sqlite"])
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    #expect(try refusal(of: "ledger.sqlite") == .newer(edition: 99, known: LedgerSchema.editions.count))
  }

  @Test func `a history from before connectors' clocks could be moved is read`() throws {
    let older = try ledger(history: #"json_remove(history, '$.clock')"#)
    #expect(try older.evidence(ofRun: 1) == run().evidence)
  }

  @Test func `a history in another form is named, and the rest of the ledger is read`() throws {
    let other = try ledger(history: #"json_remove(history, '$.exchanges')"#)
    let error = #expect(throws: LedgerError.self) { try other.evidence(ofRun: 1) }
    #expect(error?.kind == .foreignHistory(scenario: "refresh/parallel", run: 1))
    #expect(error?.description.contains("Judge it with the Dryfit that wrote it") == true)
    #expect(try other.evidence().count == 1)
  }

  /// A ledger of one run whose history is replaced behind the ledger's back, as an older edition kept it.
  private func ledger(history: String) throws -> Ledger {
    let ledger = try Ledger(file: folder["ledger.sqlite"])
    var run = run()
    run.evidence[0].history?.clock = .real
    _ = try ledger.append(run.result, evidence: run.evidence)
    let text = try Ledger.text(of: run.evidence[0].history)
    let queue = try DatabaseQueue(path: folder["ledger.sqlite"])
    try queue.write { db in
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: "UPDATE evidence SET history = ?", arguments: [text])
      try db.execute(sql: "UPDATE evidence SET history = \(history); DELETE FROM histories")
    }
    try queue.close()
    return ledger
  }
}
