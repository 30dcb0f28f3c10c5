import JSONSource

/// The number that a new record gets, where its collection counts the records of each project.
enum NumberRecord {
  /// The records that are counted, whoever may see them and whether or not they were deleted.
  static func needs(_ permit: Permit) -> [RecordsNeeded] {
    let operation = permit.route.operation
    guard !operation.shared.value.numbered.isEmpty else { return [] }
    var query = RecordQuery(permit, collection: operation.collection, limit: 0)
    (query.visibleTo, query.own, query.deleted) = (nil, nil, .with)
    return [.page(query)]
  }

  /// The members with the next number, from what was found first; nothing where nobody counts.
  static func take(_ permit: Permit, from found: inout RecordsFound) -> JSONObject {
    var members = JSONObject()
    let fields = permit.route.operation.shared.value.numbered
    guard !fields.isEmpty, !found.others.isEmpty else { return members }
    let number = String(found.others.removeFirst().total + 1)
    for field in fields { members[field] = .string(number) }
    return members
  }
}
