import Foundation
import GRDB
import PromotionGate
import ScenarioCore

/// What was taken over from another ledger.
public struct MergeResult: Hashable, Sendable {
  /// How many runs came.
  public var runs: Int
  /// How much evidence came with them.
  public var evidence: Int
  /// How many runs were here already.
  public var known: Int
}

extension Ledger {
  /// Takes over what another ledger holds: versions that are not here, and every run with its evidence and histories,
  /// each once, however often the same ledger is merged; all of it or nothing.
  ///
  /// - Throws: ``LedgerError`` of the other ledger when it was altered, or holds a version with another manifest.
  public func merge(_ other: Ledger) throws(LedgerError) -> MergeResult {
    let faults = try other.faults()
    guard faults.isEmpty else { throw LedgerError(file: other.file, kind: .altered(faults)) }
    let versions = try other.versions()
    let runs = try other.portableRuns()
    let here = try self.versions()
    for version in versions {
      guard let own = here.first(where: { $0.number == version.number }), own.manifest != version.manifest else {
        continue
      }
      throw LedgerError(file: other.file, kind: .otherManifest(version.number))
    }
    return try write { db in
      let known = try Set(Self.versions(in: db).map(\.number))
      for version in versions where !known.contains(version.number) && version.state == .readyForTesting {
        try Self.append(version, to: db)
      }
      var result = MergeResult(runs: 0, evidence: 0, known: 0)
      for run in runs { try Self.take(run, into: &result, of: db) }
      return result
    }
  }

  private struct PortableRun: Sendable {
    /// The digest of the run's row where it was recorded first.
    var origin: String
    var result: RunResult
    var evidence: [(evidence: Evidence, history: String?)]
  }

  private func portableRuns() throws(LedgerError) -> [PortableRun] {
    try read { db in
      let sql = """
        SELECT runs.row, runs.content, COALESCE(merges.origin, runs.digest) AS origin FROM runs
        LEFT JOIN merges ON merges.run = runs.row ORDER BY runs.row
        """
      return try Row.fetchAll(db, sql: sql).map { run in
        let evidence = try Row.fetchAll(
          db,
          sql: """
            SELECT evidence.content, evidence.history, histories.content AS packed, histories.size FROM evidence
            LEFT JOIN histories ON histories.evidence = evidence.row WHERE evidence.run = ? ORDER BY evidence.row
            """, arguments: [run["row"] as Int64])
        return PortableRun(
          origin: run["origin"], result: try Self.value(of: run["content"]),
          evidence: try evidence.map { (try Self.value(of: $0["content"]), try Self.history(of: $0)) })
      }
    }
  }

  private static func take(_ run: PortableRun, into result: inout MergeResult, of db: Database) throws {
    let sql = "SELECT 1 FROM merges WHERE origin = ?1 UNION SELECT 1 FROM runs WHERE digest = ?1"
    guard try Row.fetchOne(db, sql: sql, arguments: [run.origin]) == nil else {
      result.known += 1
      return
    }
    let number = try append(run.result, to: db)
    for (evidence, history) in run.evidence {
      let row = try append(evidence, ofRun: number, to: db)
      if let history { try append(try Compressed(Array(history.utf8)), ofEvidence: row, to: db) }
    }
    _ = try RowChain(table: .merges).append(
      [("run", number.databaseValue), ("origin", run.origin.databaseValue)], to: db)
    result.runs += 1
    result.evidence += run.evidence.count
  }
}
