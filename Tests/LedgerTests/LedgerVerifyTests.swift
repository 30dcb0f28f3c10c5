import Foundation
import GRDB
import PromotionGate
import ScenarioCore
import Testing

@testable import EvidenceLedger

/// What is altered behind a ledger's back is found.
@Suite struct LedgerVerifyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A ledger with a row in every table but `merges`.
  private func filled(_ name: String = "ledger.sqlite") throws -> Ledger {
    let ledger = try Ledger(file: folder[name])
    let set = RequirementSet(of: Requirements(required: []), among: [])
    _ = try ledger.create(freezing: set) { _ in Result<Version, VersionRefusal>.success(version(0)) }
    let run = run()
    _ = try ledger.append(run.result, evidence: run.evidence)
    let files = ["PORTAL.md": "Click here.\n"]
    try ledger.append(
      PromotionRecord(version: version(0).number, at: noon, notes: "First.", files: files), of: version(0))
    return ledger
  }

  private func tamper(_ ledger: Ledger, _ statement: String) throws {
    let queue = try DatabaseQueue(path: ledger.file)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try db.execute(sql: statement)
      for trigger in triggers { try db.execute(sql: trigger["sql"]) }
    }
    try queue.close()
  }

  @Test func `a ledger with everything in it is sound, and its promotion comes out as it was kept`() throws {
    let ledger = try filled()
    #expect(try ledger.faults().isEmpty)
    #expect(try ledger.promotion(of: version(0).number)?.files == ["PORTAL.md": "Click here.\n"])
    #expect(try ledger.versions().map(\.state) == [.promoted])
    #expect(try ledger.story(of: version(0).number).map(\.state) == [.readyForTesting, .promoted])
    #expect(try ledger.requirementSet(of: version(0).number)?.scenarios.isEmpty == true)
    #expect(try ledger.evidence(ofRun: 1) == run().evidence)
  }

  @Test(arguments: [
    ("UPDATE histories SET content = zeroblob(3)", "histories: row 1 was altered"),
    ("UPDATE histories SET size = 1", "histories: row 1 was altered"),
    ("UPDATE promotions SET at = 0", "promotions: row 1 was altered"),
    ("UPDATE requirement_sets SET content = '{}'", "requirement_sets: row 1 was altered"),
    ("DELETE FROM evidence", "evidence: run 1 has 0 of 1 rows"),
    ("DELETE FROM runs", "evidence: row 1 speaks of a row that is missing from runs"),
    ("DELETE FROM promotions", "promotions: the record and the state of version 0.4.0 do not agree"),
    ("DELETE FROM versions WHERE row = 2", "promotions: the record and the state of version 0.4.0 do not agree"),
    ("DROP INDEX evidence_run", "the schema: evidence_run is not as it was made"),
    ("CREATE TABLE more (a TEXT)", "the schema: more is not as it was made"),
  ])
  func `every table is watched, and so are rows that others speak of`(statement: String, fault: String) throws {
    let ledger = try filled()
    try tamper(ledger, statement)
    let faults = try ledger.faults()
    #expect(faults.contains(fault), "\(faults)")
  }

  @Test func `a row that was cut off at the end is found by an anchor that was kept elsewhere`() throws {
    let ledger = try filled()
    let anchor = try ledger.anchor()
    let run = run(seed: 8)
    _ = try ledger.append(run.result, evidence: run.evidence)
    #expect(try ledger.faults(since: anchor).isEmpty)
    try tamper(
      ledger, "DELETE FROM histories; DELETE FROM evidence; DELETE FROM runs")
    #expect(try ledger.faults().isEmpty)
    #expect(
      try ledger.faults(since: anchor)
        == ["runs", "evidence", "histories"].map {
          "\($0): row 1 is not the one that was vouched for"
        })
  }

  /// The bytes of a ledger with a row in every table, all of it in the one file.
  private func wholeFile() throws -> Data {
    let ledger = try filled()
    let other = try Ledger(file: folder["other.sqlite"])
    let run = run(seed: 8)
    _ = try other.append(run.result, evidence: run.evidence)
    _ = try ledger.merge(other)
    try DatabaseQueue(path: ledger.file).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    return try folder.bytes(of: "ledger.sqlite")
  }

  /// Whether a file of these bytes is told as altered; it is opened as the command opens it.
  private func isFound(_ bytes: Data, _ name: String) throws -> Bool {
    try bytes.write(to: URL(fileURLWithPath: folder[name]))
    defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder[name] + ending) } }
    do {
      return try !Ledger(file: folder[name]).faults().isEmpty
    } catch {
      // A newer edition is refused by name, whatever else is the matter.
      if case .newer = error.kind { return true }
      return error.isAlteration
    }
  }

  @Test(arguments: [0x01, 0x80, 0xFF] as [UInt8])
  func `whatever byte of the file is altered, it is found`(mask: UInt8) throws {
    let bytes = try wholeFile()
    #expect(try !isFound(bytes, "sound.sqlite"))
    // All of the header, and a prime step: every page is met many times, at every kind of place within it.
    let places = Array(0..<100) + Array(stride(from: 100 + Int(mask), to: bytes.count, by: 1021))
    #expect(Set(places.map { $0 / 4096 }).count == bytes.count / 4096)
    for place in places {
      var altered = bytes
      altered[place] ^= mask
      #expect(try isFound(altered, "altered.sqlite"), "byte \(place)")
    }
  }

  @Test func `every byte of every value is watched`() throws {
    let bytes = try wholeFile()
    let values = try Ledger(file: folder["ledger.sqlite"]).read { db in
      try LedgerSchema.Table.allCases.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table.rawValue) LIMIT 1").flatMap { row in
          row.map { (name: "\(table.rawValue).\($0.0)", bytes: Self.bytes(of: $0.1)) }
        }
      }
    }
    #expect(values.count > 40)
    for value in values {
      guard let first = value.bytes.first, let range = bytes.firstRange(of: Data(value.bytes)) else { continue }
      var altered = bytes
      altered[range.lowerBound] = first ^ 0x20
      #expect(try isFound(altered, "altered.sqlite"), "\(value.name)")
    }
  }

  /// The first bytes of a text or of a blob, which stand in the file as they are; nothing for a number.
  private static func bytes(of value: DatabaseValue) -> [UInt8] {
    switch value.storage {
    case .string(let text): Array(text.utf8.prefix(24))
    case .blob(let data): Array(data.prefix(24))
    default: []
    }
  }

  @Test func `a page that is shorter, or changed places with another, is found`() throws {
    let bytes = try wholeFile()
    #expect(try isFound(bytes.dropLast(), "short.sqlite"))
    #expect(try isFound(bytes.dropLast(4096), "shorter.sqlite"))
    let last = bytes.count / 4096 - 1
    var swapped = bytes
    swapped.replaceSubrange(4096 * last..<4096 * (last + 1), with: bytes[4096 * (last - 1)..<4096 * last])
    swapped.replaceSubrange(4096 * (last - 1)..<4096 * last, with: bytes[4096 * last..<4096 * (last + 1)])
    #expect(try isFound(swapped, "swapped.sqlite"))
  }

  @Test func `what another program has written is counted, and taken for no alteration`() throws {
    let bytes = try wholeFile()
    #expect(try Ledger(file: folder["ledger.sqlite"]).bareCount() == 0)
    var bare = bytes
    bare.replaceSubrange(2 * 4096 - 8..<2 * 4096, with: Data(count: 8))
    try bare.write(to: URL(fileURLWithPath: folder["bare.sqlite"]))
    let other = try Ledger(file: folder["bare.sqlite"])
    #expect(try other.faults().isEmpty)
    #expect(try other.bareCount() == 1)
  }

  @Test func `a ledger of the first edition is migrated, with a copy beside it, and stays sound`() throws {
    let run = run()
    let file = folder["ledger.sqlite"]
    let queue = try DatabaseQueue(path: file)
    try queue.write { db in
      for statement in LedgerSchema.editions[0] { try db.execute(sql: statement) }
      try db.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = 1")
      try Ledger.append(version(0), to: db)
      let number = try Ledger.append(run.result, to: db)
      let evidence = run.evidence[0]
      _ = try RowChain(table: .evidence).append(
        [
          ("run", number.databaseValue), ("scenario", evidence.evidence.scenario.databaseValue),
          ("version", "0.4.0".databaseValue), ("verdict", "fail".databaseValue),
          ("at", noon.milliseconds.databaseValue), ("content", try Ledger.text(of: evidence.evidence).databaseValue),
          ("history", try evidence.history.map { try Ledger.text(of: $0) }.databaseValue),
        ], to: db)
    }
    try queue.close()
    let before = try folder.bytes(of: "ledger.sqlite")

    let ledger = try Ledger(file: file)
    #expect(try ledger.faults().isEmpty)
    #expect(try ledger.evidence(ofRun: 1) == run.evidence)
    _ = try ledger.append(run.result, evidence: run.evidence)
    #expect(try ledger.evidence(ofRun: 2) == run.evidence)
    let copy = try DatabaseQueue(path: file + ".edition-1")
    #expect(try copy.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM evidence") } == 1)
    #expect(!before.isEmpty)
    #expect(try Ledger(file: file).faults().isEmpty)
    #expect(try ledger.read { try LedgerSchema.edition(of: $0) } == LedgerSchema.editions.count)
    #expect(try ledger.bareCount() == 0)
  }

  @Test func `ledgers are merged, each run once`() throws {
    let here = try Ledger(file: folder["here.sqlite"])
    let there = try Ledger(file: folder["there.sqlite"])
    try there.append(version(0))
    for seed in 1...2 as ClosedRange<UInt64> {
      let run = run(seed: seed)
      _ = try there.append(run.result, evidence: run.evidence)
    }
    #expect(try here.merge(there) == MergeResult(runs: 2, evidence: 2, known: 0))
    #expect(try here.merge(there) == MergeResult(runs: 0, evidence: 0, known: 2))
    #expect(try there.merge(here) == MergeResult(runs: 0, evidence: 0, known: 2))
    #expect(try here.versions() == [version(0)])
    #expect(try here.evidence(ofRun: 2) == run(seed: 2).evidence)
    #expect(try here.faults().isEmpty)
  }

  @Test func `a ledger that was altered, or has another manifest, is not merged`() throws {
    let here = try Ledger(file: folder["here.sqlite"])
    let altered = try filled("altered.sqlite")
    try tamper(altered, "UPDATE evidence SET at = 0")
    let error = #expect(throws: LedgerError.self) { try here.merge(altered) }
    #expect(error?.kind == .altered(["evidence: row 1 was altered"]))

    try here.append(version(0))
    let other = try Ledger(file: folder["other.sqlite"])
    var version = version(0)
    version.manifest = digest(9)
    try other.append(version)
    let differs = #expect(throws: LedgerError.self) { try here.merge(other) }
    #expect(differs?.kind == .otherManifest(version.number))
    #expect(try here.runs().isEmpty)
  }

  @Test func `a version is promoted once`() throws {
    let ledger = try filled()
    let record = PromotionRecord(version: version(0).number, at: noon, notes: "Again.", files: [:])
    let exists = LedgerError.Kind.versionExists(version(0).number, "Promoted")
    #expect(throws: LedgerError(file: ledger.file, kind: exists)) { try ledger.append(record, of: version(0)) }
    #expect(try ledger.promotion(of: version(0).number)?.notes == "First.")
  }

  @Test func `a long history takes a fraction of its length`() throws {
    let text = Array(String(repeating: "Authorization: Bearer ⟨access#1⟩\n", count: 10_000).utf8)
    let compressed = try Compressed(text)
    #expect(compressed.bytes.count < text.count / 20)
    #expect(try compressed.unpacked() == text)
    #expect(try Compressed([]).unpacked() == [])
    #expect(throws: LedgerError.Kind.self) {
      try Compressed(size: text.count, bytes: compressed.bytes.dropLast(9)).unpacked()
    }
    #expect(throws: LedgerError.Kind.self) { try Compressed(size: -1, bytes: compressed.bytes).unpacked() }
  }
}
