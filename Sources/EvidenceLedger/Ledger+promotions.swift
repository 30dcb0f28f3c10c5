import Foundation
import GRDB
import MockCore
import PromotionGate
import ScenarioCore

/// What is kept of a promotion.
public struct PromotionRecord: Hashable, Sendable, Codable {
  /// The version's number.
  public var version: String
  /// When it was promoted, in real time.
  public var at: Instant
  /// The release notes.
  public var notes: String
  /// The files of the release packet, by name.
  public var files: [String: String]

  /// Makes a record.
  public init(version: SemanticVersion, at: Instant, notes: String, files: [String: String]) {
    self.version = version.description
    self.at = at
    self.notes = notes
    self.files = files
  }
}

extension Ledger {
  /// Records a promotion, and with it the version's new state; both or neither.
  ///
  /// - Throws: ``LedgerError`` with `versionExists` when the version was promoted before, perhaps by another process a
  ///   moment ago.
  public func append(_ promotion: PromotionRecord, of version: Version) throws(LedgerError) {
    try write { db in
      let now = try Self.versions(in: db).first { $0.number == version.number }
      guard now == version, version.state == .readyForTesting else {
        throw LedgerError.Kind.versionExists(version.number, now?.state.rawValue ?? "none")
      }
      var promoted = version
      promoted.state = .promoted
      promoted.created = promotion.at
      try Self.append(promoted, to: db)
      let content = try Compressed(Array(try Self.text(of: promotion).utf8))
      _ = try RowChain(table: .promotions).append(
        [
          ("version", version.number.description.databaseValue), ("at", promotion.at.milliseconds.databaseValue),
          ("size", Int64(content.size).databaseValue), ("content", content.bytes.databaseValue),
        ], to: db)
    }
  }

  /// The record of a version's promotion; nil where it was not promoted.
  public func promotion(of version: SemanticVersion) throws(LedgerError) -> PromotionRecord? {
    try read { db in
      let sql = "SELECT size, content FROM promotions WHERE version = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [version.description]) else { return nil }
      let bytes = try Compressed(size: row["size"], bytes: row["content"]).unpacked()
      return try Self.value(of: String(decoding: bytes, as: UTF8.self))
    }
  }
}
