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
      try Self.append(version, to: db)
    }
  }

  /// Appends the row of a version.
  static func append(_ version: Version, to db: Database) throws {
    _ = try RowChain(table: .versions).append(
      [
        ("number", version.number.description.databaseValue), ("app", version.app.databaseValue),
        ("manifest", version.manifest.text.databaseValue), ("state", version.state.rawValue.databaseValue),
        ("created", version.created.milliseconds.databaseValue), ("sandbox_key", version.sandboxKey.databaseValue),
      ], to: db)
  }

  /// Decides on the versions that there are, and records what came of it, before another process can.
  ///
  /// - Parameters:
  ///   - frozen: what is demanded of the version; nil where that is not known.
  ///   - decide: the decision.
  public func create<Refusal>(
    freezing frozen: RequirementSet? = nil, _ decide: @Sendable ([Version]) -> Result<Version, Refusal>
  ) throws(LedgerError) -> Result<Version, Refusal> {
    try write { db in
      let decision = decide(try Self.versions(in: db))
      guard case .success(let version) = decision else { return decision }
      try Self.append(version, to: db)
      guard let frozen else { return decision }
      _ = try RowChain(table: .requirementSets).append(
        [
          ("version", version.number.description.databaseValue), ("at", version.created.milliseconds.databaseValue),
          ("content", try Self.text(of: frozen).databaseValue),
        ], to: db)
      return decision
    }
  }

  /// What was demanded of a version when it was created or saved last, up to a moment; nil where that was not frozen.
  public func requirementSet(
    of version: SemanticVersion, at moment: Instant? = nil
  ) throws(LedgerError) -> RequirementSet? {
    try read { db in
      let sql = "SELECT content FROM requirement_sets WHERE version = ? AND at <= ? ORDER BY row DESC LIMIT 1"
      let arguments: StatementArguments = [version.description, moment?.milliseconds ?? .max]
      return try String.fetchOne(db, sql: sql, arguments: arguments).map(Self.value(of:))
    }
  }

  /// What was demanded of a version each time it was created or saved, oldest first.
  public func requirementSets(
    of version: SemanticVersion
  ) throws(LedgerError) -> [(at: Instant, set: RequirementSet)] {
    try read { db in
      let sql = "SELECT at, content FROM requirement_sets WHERE version = ? ORDER BY row"
      return try Row.fetchAll(db, sql: sql, arguments: [version.description]).map {
        (Instant(milliseconds: $0["at"]), try Self.value(of: $0["content"]))
      }
    }
  }

  /// Every state in which a version was recorded, oldest first.
  public func story(of version: SemanticVersion) throws(LedgerError) -> [Version] {
    try read { db in
      let sql = "SELECT * FROM versions WHERE number = ? ORDER BY row"
      return try Row.fetchAll(db, sql: sql, arguments: [version.description]).map(Self.version(from:))
    }
  }

  /// Every version as it stands now, or stood at a moment, lowest number first.
  public func versions(at moment: Instant? = nil) throws(LedgerError) -> [Version] {
    try read { db in try Self.versions(in: db, at: moment) }
  }

  static func versions(in db: Database, at moment: Instant? = nil) throws -> [Version] {
    var newest: [SemanticVersion: Version] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM versions ORDER BY row") {
      let version = try version(from: row)
      if let moment, version.created > moment { continue }
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
