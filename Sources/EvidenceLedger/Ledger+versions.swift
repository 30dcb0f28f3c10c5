import GRDB
import MockCore
import PromotionGate
import ScenarioCore

extension Ledger {
  /// Records a version, or a new state of one.
  ///
  /// - Throws: ``LedgerError`` with `versionExists` when the version is there in this state already, perhaps recorded
  ///   by another process a moment ago.
  public func append(_ version: Version) throws(LedgerError) {
    try write { db in
      let now = try Self.versions(in: db).first { $0.number == version.number }
      guard now?.state != version.state else {
        throw LedgerError.Kind.versionExists(version.number, version.state.rawValue)
      }
      _ = try RowChain(table: .versions).append(
        [
          ("number", version.number.description.databaseValue), ("app", version.app.databaseValue),
          ("manifest", version.manifest.text.databaseValue), ("state", version.state.rawValue.databaseValue),
          ("created", version.created.milliseconds.databaseValue), ("sandbox_key", version.sandboxKey.databaseValue),
        ], to: db)
    }
  }

  /// Every version as it stands now, lowest number first.
  public func versions() throws(LedgerError) -> [Version] {
    try read { db in try Self.versions(in: db) }
  }

  private static func versions(in db: Database) throws -> [Version] {
    var newest: [SemanticVersion: Version] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM versions ORDER BY row") {
      let version = try version(from: row)
      newest[version.number] = version
    }
    return newest.values.sorted { $0.number < $1.number }
  }

  private static func version(from row: Row) throws -> Version {
    guard let number = SemanticVersion(row["number"]), let manifest = Digest(row["manifest"]),
      let state = Version.State(rawValue: row["state"])
    else {
      throw LedgerError.Kind.damaged("row \(row["row"] as Int64) of versions cannot be read")
    }
    return Version(
      number: number, app: row["app"], manifest: manifest, state: state,
      created: Instant(milliseconds: row["created"]), sandboxKey: row["sandbox_key"])
  }
}
