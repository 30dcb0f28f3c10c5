import GRDB
import MockCore

/// What a query asks of records, in the words of SQLite.
struct RecordCondition {
  private(set) var sql = "collection = ? AND company = ? AND project IS ?"
  private(set) var arguments: StatementArguments
  private(set) var order = ""
  private(set) var orderArguments: StatementArguments = []

  init(_ query: RecordQuery) {
    arguments = [query.collection, query.company, query.project]
    switch query.deleted {
    case .without: sql += " AND is_deleted = 0"
    case .only: sql += " AND is_deleted = 1"
    case .with: break
    }
    if let user = query.visibleTo { restrict(toWhatIsSeenBy: user, query.own) }
    for wanted in query.conditions { add(wanted) }
    for field in query.order {
      order += "json_extract(json, ?) \(field.isDescending ? "DESC" : "ASC"), "
      orderArguments += [Self.path(field.field)]
    }
    order += "id"
  }

  private mutating func restrict(toWhatIsSeenBy user: Int64, _ own: AccessRule.OwnRule?) {
    sql += " AND (is_private = 0"
    if let own { addOpen(own) }
    sql += """
       OR EXISTS (
        SELECT 1 FROM people_on_records p WHERE p.collection = records.collection AND p.record = id AND p.user = ?))
      """
    arguments += [user]
  }

  /// Of the rows that a rule means, none is open to everybody.
  private mutating func addOpen(_ own: AccessRule.OwnRule) {
    guard let field = own.field else {
      sql += " AND 0"
      return
    }
    let isIn = "json_extract(json, ?) IN (\(Self.marks(own.values.count)))"
    // A row without the member is open.
    sql += own.isUnless ? " AND coalesce(\(isIn), 1)" : " AND NOT coalesce(\(isIn), 0)"
    arguments += [Self.path(field)]
    arguments += StatementArguments(own.values)
  }

  private mutating func add(_ wanted: RecordQuery.Condition) {
    if wanted.field == "id" && wanted.range == nil { return add(ids: wanted.values.compactMap { Int64($0) }) }
    if wanted.isOfItems { return add(itemsOf: wanted.field, ids: wanted.values) }
    let value = addValue(of: wanted.field)
    if let range = wanted.range {
      sql += " AND \(value) BETWEEN ? AND ?"
      arguments += [range.first, range.upperBound]
    } else {
      let marks = Self.marks(wanted.values.count)
      sql += wanted.orMissing ? " AND coalesce(\(value) IN (\(marks)), 1)" : " AND \(value) IN (\(marks))"
      arguments += StatementArguments(wanted.values)
    }
  }

  /// The value of a field as the query writes it: to SQLite a JSON truth value is 0 or 1, to a query it is the word.
  private mutating func addValue(of field: String) -> String {
    let path = Self.path(field)
    arguments += [path, path]
    let own = """
      CASE json_type(json, ?) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
       ELSE CAST(json_extract(json, ?) AS TEXT) END
      """
    guard field.hasSuffix("_id") else { return own }
    // What a record shows as a whole object is chosen by that object's id.
    arguments += [Self.path(String(field.dropLast(3))) + ".id"]
    return "coalesce(\(own), CAST(json_extract(json, ?) AS TEXT))"
  }

  private mutating func add(itemsOf field: String, ids: [String]) {
    sql += """
       AND EXISTS (
        SELECT 1 FROM json_each(records.json, ?) AS item
        WHERE CAST(json_extract(item.value, '$.id') AS TEXT) IN (\(Self.marks(ids.count))))
      """
    arguments += [Self.path(field)]
    arguments += StatementArguments(ids)
  }

  private mutating func add(ids: [Int64]) {
    sql += " AND id IN (\(Self.marks(ids.count)))"
    arguments += StatementArguments(ids)
  }

  private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }

  private static func path(_ field: String) -> String { #"$.""# + field + #"""# }
}
