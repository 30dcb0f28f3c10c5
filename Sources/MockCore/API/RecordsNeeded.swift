/// The records that the answer of a permitted call rests on.
public enum RecordsNeeded: Sendable, Hashable {
  case none
  case one(collection: String, id: Int64)
  case page(RecordQuery)
  /// The rows themselves, and others beside them.
  indirect case also(RecordsNeeded, [RecordsNeeded])
}

/// The records that were found.
public struct RecordsFound: Sendable {
  /// The rows, in order.
  public var rows: [Record]
  /// How many there are in all, beyond the page.
  public var total: Int
  /// What was found beside them, in the order in which it was needed.
  public var others: [RecordsFound]

  /// Whether there are files among what was found.
  var hasFiles: Bool { rows.contains(where: \.hasFiles) || others.contains(where: \.hasFiles) }

  /// States what was found.
  public init(rows: [Record], total: Int, others: [RecordsFound] = []) {
    self.rows = rows
    self.total = total
    self.others = others
  }
}

extension RecordQuery {
  /// The records of a collection that a permitted call may see.
  init(_ permit: Permit, collection: String, limit: Int) {
    self.init(
      collection: collection, company: permit.company ?? 0, project: permit.project?.id,
      visibleTo: permit.level == .admin ? nil : permit.user.id, conditions: [], offset: 0, limit: limit)
    own = permit.own
  }
}

extension Permit {
  /// The rule by which some rows are shown to their own people alone, where it holds for the caller.
  var own: AccessRule.OwnRule? {
    guard let rule = route.operation.shared.value.access.own, rule.levels.contains(level) else { return nil }
    return rule
  }

  /// Whether the caller is below the level of the operation, and only sees less than others.
  var isBelowLevel: Bool { level < route.operation.level }
}
