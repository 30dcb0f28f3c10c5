import Foundation
import GRDB
import MockCore
import PromotionGate
import ScenarioCore

/// Evidence with the history it rests on.
public struct RecordedEvidence: Hashable, Sendable {
  /// The evidence.
  public var evidence: Evidence
  /// Everything that was seen; nil for a scenario that was not run.
  public var history: History?

  /// Makes a record.
  public init(evidence: Evidence, history: History?) {
    self.evidence = evidence
    self.history = history
  }
}

/// One run as the ledger lists it.
public struct RecordedRun: Hashable, Sendable {
  /// The run's number, 1, 2, 3 …
  public var number: Int64
  /// What it came to.
  public var result: RunResult

  /// Makes an entry of the list.
  public init(number: Int64, result: RunResult) {
    self.number = number
    self.result = result
  }
}

extension Ledger {
  /// Records a run with all of its evidence, or nothing of it.
  ///
  /// - Returns: the run's number.
  public func append(_ run: RunResult, evidence: [RecordedEvidence]) throws(LedgerError) -> Int64 {
    try write { db in
      let number = try Self.append(run, to: db)
      for record in evidence {
        let row = try Self.append(record.evidence, ofRun: number, to: db)
        guard let history = record.history else { continue }
        try Self.append(try Compressed(Array(try Self.text(of: history).utf8)), ofEvidence: row, to: db)
      }
      return number
    }
  }

  /// Appends the row of a run.
  static func append(_ run: RunResult, to db: Database) throws -> Int64 {
    try RowChain(table: .runs).append(
      [
        ("version", run.version.databaseValue), ("began", run.began.milliseconds.databaseValue),
        ("content", try text(of: run).databaseValue),
      ], to: db)
  }

  /// Appends the row of some evidence.
  static func append(_ found: Evidence, ofRun run: Int64, to db: Database) throws -> Int64 {
    try RowChain(table: .evidence).append(
      [
        ("run", run.databaseValue), ("scenario", found.scenario.databaseValue),
        ("version", found.version.databaseValue), ("verdict", found.verdict.rawValue.databaseValue),
        ("at", found.at.milliseconds.databaseValue), ("content", try text(of: found).databaseValue),
        // Histories are kept compressed, in a table of their own.
        ("history", .null),
      ], to: db)
  }

  /// Appends the row of a history.
  static func append(_ history: Compressed, ofEvidence evidence: Int64, to db: Database) throws {
    _ = try RowChain(table: .histories).append(
      [
        ("evidence", evidence.databaseValue), ("size", Int64(history.size).databaseValue),
        ("content", history.bytes.databaseValue),
      ], to: db)
  }

  /// The text of a history, however it is kept; nil for what was not run.
  static func history(of evidence: Row) throws -> String? {
    if let content = evidence["packed"] as Data? {
      let bytes = try Compressed(size: evidence["size"], bytes: content).unpacked()
      return String(decoding: bytes, as: UTF8.self)
    }
    return evidence["history"]
  }

  /// All evidence for a version, in the order in which it was recorded.
  public func evidence(for version: SemanticVersion) throws(LedgerError) -> [Evidence] {
    try read { db in
      let sql = "SELECT content FROM evidence WHERE version = ? ORDER BY row"
      return try String.fetchAll(db, sql: sql, arguments: [version.description]).map(Self.value(of:))
    }
  }

  /// All evidence, whatever version it is for, in the order in which it was recorded.
  public func evidence() throws(LedgerError) -> [Evidence] {
    try read { db in try String.fetchAll(db, sql: "SELECT content FROM evidence ORDER BY row").map(Self.value(of:)) }
  }

  /// All runs, oldest first.
  public func runs() throws(LedgerError) -> [RecordedRun] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT row, content FROM runs ORDER BY row").map {
        RecordedRun(number: $0["row"], result: try Self.value(of: $0["content"]))
      }
    }
  }

  /// The numbers of the runs that hold any of this evidence, each once, oldest first.
  public func runs(holding evidence: [Evidence]) throws(LedgerError) -> [Int64] {
    let wanted = Set(evidence)
    return try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT run, content FROM evidence ORDER BY row")
      let numbers = try rows.filter { wanted.contains(try Self.value(of: $0["content"])) }.map { $0["run"] as Int64 }
      return Set(numbers).sorted()
    }
  }

  /// The evidence of a run with its histories, in order; empty for a run that does not exist.
  ///
  /// - Throws: ``LedgerError/Kind/foreignHistory(scenario:run:)`` for a history in another version's form.
  public func evidence(ofRun number: Int64) throws(LedgerError) -> [RecordedEvidence] {
    try read { db in
      let sql = """
        SELECT evidence.content, evidence.history, histories.content AS packed, histories.size FROM evidence
        LEFT JOIN histories ON histories.evidence = evidence.row WHERE evidence.run = ? ORDER BY evidence.row
        """
      return try Row.fetchAll(db, sql: sql, arguments: [number]).map { row in
        let evidence: Evidence = try Self.value(of: row["content"])
        do {
          let history: History? = try Self.history(of: row).map(Self.value(of:))
          return RecordedEvidence(evidence: evidence, history: history)
        } catch is DecodingError {
          throw LedgerError.Kind.foreignHistory(scenario: evidence.scenario, run: number)
        }
      }
    }
  }

  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "?")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(of text: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "∞", negativeInfinity: "-∞", nan: "?")
    return try decoder.decode(Value.self, from: Data(text.utf8))
  }
}
