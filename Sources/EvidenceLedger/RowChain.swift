import struct Crypto.SHA256
import GRDB
import PromotionGate
import ScenarioCore

/// Appends rows in such a way that each vouches for the one before it.
struct RowChain {
  /// The table.
  var table: LedgerSchema.Table

  /// What the first row names as the one before it.
  static let beginning = "beginning"

  /// A column and its value, in the order in which they enter the digest.
  typealias Column = (name: String, value: DatabaseValue)

  /// Appends a row and returns its number, 1, 2, 3 …
  func append(_ columns: [Column], to db: Database) throws -> Int64 {
    let last = try Row.fetchOne(db, sql: "SELECT row, digest FROM \(table.rawValue) ORDER BY row DESC LIMIT 1")
    let number = (last?["row"] as Int64? ?? 0) + 1
    let previous = last?["digest"] as String? ?? Self.beginning
    let digest = Self.digest(number: number, columns: columns, previous: previous)
    let names = ["row"] + columns.map(\.name) + ["previous", "digest"]
    let values = [number.databaseValue] + columns.map(\.value) + [previous.databaseValue, digest.databaseValue]
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    try db.execute(
      sql: "INSERT INTO \(table.rawValue) (\(names.joined(separator: ", "))) VALUES (\(marks))",
      arguments: StatementArguments(values))
    return number
  }

  /// Where the table ends: the number and the digest of its last row.
  func end(in db: Database) throws -> LedgerAnchor.End {
    let last = try Row.fetchOne(db, sql: "SELECT row, digest FROM \(table.rawValue) ORDER BY row DESC LIMIT 1")
    return LedgerAnchor.End(table: table.rawValue, row: last?["row"] ?? 0, digest: last?["digest"] ?? Self.beginning)
  }

  /// The rows that do not fit the one before them, or themselves, as sentences.
  func faults(in db: Database) throws -> [String] {
    var faults: [String] = []
    var previous = Self.beginning
    var expected: Int64 = 1
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table.rawValue) ORDER BY row")
    while let row = try rows.next() {
      let number: Int64 = row["row"]
      let columns = row.filter { !["row", "previous", "digest"].contains($0.0) }.map { (name: $0.0, value: $0.1) }
      let digest: String = row["digest"]
      let own = Self.digest(number: number, columns: columns, previous: row["previous"])
      let name = "\(table.rawValue): row"
      if number != expected { faults.append("\(name) \(expected) is missing") }
      if own != digest { faults.append("\(name) \(number) was altered") }
      if row["previous"] != previous { faults.append("\(name) \(number) does not follow the one before it") }
      previous = digest
      expected = number + 1
    }
    return faults
  }

  /// The digest of a row: every part with its kind and length before it, so that no two rows read alike.
  private static func digest(number: Int64, columns: [Column], previous: String) -> String {
    var hash = SHA256()
    func add(_ text: String) {
      hash.update(data: Array("\(text.utf8.count):".utf8))
      hash.update(data: Array(text.utf8))
    }
    add("\(number)")
    for column in columns {
      add(column.name)
      switch column.value.storage {
      case .null: add("null")
      case .int64(let value): add("integer \(value)")
      case .double(let value): add("real \(value)")
      case .string(let text): add("text " + text)
      case .blob(let data):
        add("blob")
        hash.update(data: data)
      }
    }
    add(previous)
    return Digest(sha256: hash.finalize()).text
  }
}
