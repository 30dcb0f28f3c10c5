extension AnswerCall {
  /// The records that the answer needs; nothing else is read.
  public static func needs(_ permit: Permit, _ request: Request, _ profile: Profile, now: Instant) -> RecordsNeeded {
    let operation = permit.route.operation
    guard !DirectoryRows.collections.contains(operation.collection) else { return .none }
    let manners = operation.shared.value
    let rows = rows(permit, request, profile, now)
    var others = NamedRecords.needs(permit, request) + others(permit, request)
    if let parent = manners.parent {
      let id = permit.route.parentID
      others.insert(id.map { .one(collection: parent, id: $0) } ?? .none, at: 0)
    }
    return others.isEmpty ? rows : .also(rows, others)
  }

  private static func rows(
    _ permit: Permit, _ request: Request, _ profile: Profile, _ now: Instant
  ) -> RecordsNeeded {
    let operation = permit.route.operation
    switch operation.action {
    case .show, .update, .delete:
      guard let id = permit.route.values["id"].flatMap({ Int64($0) }) else { return .none }
      return .one(collection: operation.collection, id: id)
    case .list:
      guard operation.shared.value.tree == nil else { return .none }
      return .page(page(permit, request, profile, now))
    case .create, .me, .sync, .count, .constant, .redirect, .add, .remove: return .none
    }
  }

  private static func page(
    _ permit: Permit, _ request: Request, _ profile: Profile, _ now: Instant
  ) -> RecordQuery {
    let operation = permit.route.operation
    let paging = Paging(request, permit.route, profile)
    var query = RecordQuery(permit, collection: operation.collection, limit: paging.perPage)
    query.offset = paging.offset
    query.conditions = Filters.conditions(request, operation) + permit.route.parents
    if let days = operation.shared.value.dates?.condition(request, now: now) { query.conditions.append(days) }
    query.deleted = Filters.deleted(request, operation)
    query.order = Sorting.order(request, operation)
    return query
  }

  private static func others(_ permit: Permit, _ request: Request) -> [RecordsNeeded] {
    let operation = permit.route.operation
    let manners = operation.shared.value
    switch operation.action {
    case .list, .show:
      guard let tree = manners.tree else { return [] }
      return FolderTree.needs(permit, tree, folder: permit.route.values["id"].flatMap { Int64($0) })
    case .create: return NumberRecord.needs(permit) + unique(permit, request)
    case .update: return unique(permit, request)
    case .sync: return SyncRecords.needs(permit, request)
    case .count: return manners.counted.map { .page(RecordQuery(permit, collection: $0.collection, limit: 0)) }
    case .me, .delete, .constant, .redirect, .add, .remove: return []
    }
  }

  private static func unique(_ permit: Permit, _ request: Request) -> [RecordsNeeded] {
    permit.route.operation.shared.value.unique.map { UniqueFields.needs(permit, request, $0) } ?? []
  }
}

extension Catalog.Route {
  /// The conditions that the names of the path are, beside those of company, project and record.
  var parents: [RecordQuery.Condition] {
    parentValues.map { RecordQuery.Condition(field: $0.name, values: [$0.value]) }
  }

  /// The record that the path goes through.
  var parentID: Int64? { parentValues.first.flatMap { Int64($0.value) } }

  /// The names of the path that belong to a record, with their values.
  var parentValues: [(name: String, value: String)] {
    template.namesOfParents.compactMap { name in values[name].map { (name, $0) } }
  }
}
