import HTTPTypes
import JSONSource

/// The records that the answer of a permitted call rests on.
public enum RecordsNeeded: Sendable, Hashable {
  case none
  case one(collection: String, id: Int64)
  case page(RecordQuery)
}

/// The records that were found.
public struct RecordsFound: Sendable {
  /// The rows, in order.
  public var rows: [Record]
  /// How many there are in all, beyond the page.
  public var total: Int

  /// States what was found.
  public init(rows: [Record], total: Int) {
    self.rows = rows
    self.total = total
  }
}

/// What a permitted call is answered.
public enum AnswerCall {
  /// The records that the answer needs; nothing else is read.
  public static func needs(_ permit: Permit, _ request: Request, _ profile: Profile) -> RecordsNeeded {
    let operation = permit.route.operation
    guard operation.action != .me, !DirectoryRows.collections.contains(operation.collection) else { return .none }
    switch operation.action {
    case .show, .update:
      guard let id = permit.route.values["id"].flatMap({ Int64($0) }) else { return .none }
      return .one(collection: operation.collection, id: id)
    case .list:
      let paging = Paging(request, operation, profile)
      return .page(
        RecordQuery(
          collection: operation.collection, company: permit.company ?? 0, project: permit.project?.id,
          visibleTo: permit.level == .admin ? nil : permit.user.id,
          conditions: Filters.conditions(request, operation), offset: paging.offset, limit: paging.perPage))
    case .create, .me: return .none
    }
  }

  /// Decides the answer from the permit and the records found.
  public static func decide(
    _ permit: Permit, _ call: Call, found: RecordsFound, directory: Directory, profile: Profile, now: Instant,
    ids: inout IDSource
  ) -> Decision {
    var decision = answer(permit, call, found, directory, profile, now, &ids)
    if permit.installsApp, let company = permit.company {
      decision.changes.insert(.installApp(company: company, client: permit.client), at: 0)
    }
    return decision
  }

  private static func answer(
    _ permit: Permit, _ call: Call, _ found: RecordsFound, _ directory: Directory, _ profile: Profile,
    _ now: Instant, _ ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    switch operation.action {
    case .me:
      let named = call.request.queryValue("company_id") != nil || call.request.queryValue("project_id") != nil
      return granted(200, DirectoryRows.me(permit, named: named), permit, records: [permit.user.id])
    case .list where DirectoryRows.collections.contains(operation.collection):
      return listDirectory(permit, call, directory, profile)
    case .show where DirectoryRows.collections.contains(operation.collection):
      let id = permit.route.values["id"].flatMap { Int64($0) }
      guard let row = DirectoryRows.rows(permit, directory).first(where: { $0.id == id }) else {
        return refused(.recordUnknown, permit, profile)
      }
      return granted(200, row.json, permit, records: [row.id])
    case .list: return list(permit, call, found, profile)
    case .show:
      switch visible(permit, found) {
      case .failure(let grounds): return refused(grounds, permit, profile)
      case .success(let record): return granted(200, text: record.json, permit, records: [record.id])
      }
    case .create:
      return WriteRecord.create(permit, call.request, directory: directory, profile: profile, now: now, ids: &ids)
    case .update:
      switch visible(permit, found) {
      case .failure(let grounds): return refused(grounds, permit, profile)
      case .success(let record):
        return WriteRecord.update(record, permit, call.request, directory: directory, profile: profile, now: now)
      }
    }
  }

  private static func listDirectory(
    _ permit: Permit, _ call: Call, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    let operation = permit.route.operation
    let paging = Paging(call.request, operation, profile)
    let conditions = Filters.conditions(call.request, operation)
    let rows = DirectoryRows.rows(permit, directory).filter { row in conditions.allSatisfy { $0.holds(for: row.json) } }
    let shown = rows.dropFirst(paging.offset).prefix(paging.perPage)
    let view = call.request.queryValue("view").flatMap { operation.views[$0] }
    return granted(
      200, .array(shown.map { row in view.map(row.json.showing) ?? row.json }), permit, records: shown.map(\.id),
      headers: paging.headers(total: rows.count, for: call))
  }

  private static func list(
    _ permit: Permit, _ call: Call, _ found: RecordsFound, _ profile: Profile
  ) -> Decision {
    let operation = permit.route.operation
    let paging = Paging(call.request, operation, profile)
    let view = call.request.queryValue("view").flatMap { operation.views[$0] }
    let rows = found.rows.map { view.map($0.json(showing:)) ?? $0.json }
    return granted(
      200, text: "[" + rows.joined(separator: ",") + "]", permit, records: found.rows.map(\.id),
      headers: paging.headers(total: found.total, for: call))
  }

  /// The record of a call, if it is in the project and the person may know of it.
  private static func visible(_ permit: Permit, _ found: RecordsFound) -> Result<Record, Grounds> {
    guard let record = found.rows.first, record.company == permit.company,
      permit.project == nil || record.project == permit.project?.id
    else { return .failure(.recordUnknown) }
    guard record.isVisible(to: permit.user.id, asAdministrator: permit.level == .admin) else {
      return .failure(.recordPrivate)
    }
    return .success(record)
  }

  static func refused(_ grounds: Grounds, _ permit: Permit, _ profile: Profile) -> Decision {
    CallRefused(grounds: grounds, about: permit.about).decision(action: permit.route.operation.action, profile: profile)
  }

  static func granted(
    _ status: Int, _ value: JSONValue, _ permit: Permit, records: [Int64], headers: HTTPFields = [:]
  ) -> Decision {
    granted(status, text: value.encoded(), permit, records: records, headers: headers)
  }

  static func granted(
    _ status: Int, text: String, _ permit: Permit, records: [Int64], headers: HTTPFields = [:]
  ) -> Decision {
    var about = permit.about
    about.records = Array(records.prefix(Exchange.recordsKept))
    return Decision(Answer(status: status, headers: headers, body: .json(text)), because: .granted, about: about)
  }
}

extension Record {
  /// The record with these fields only, as a view shows it.
  fileprivate func json(showing names: [String]) -> String {
    JSONParser.parse(Array(json.utf8))?.showing(names).encoded() ?? json
  }
}

extension JSONValue {
  /// An object with these members only, as a view shows it.
  fileprivate func showing(_ names: [String]) -> JSONValue {
    guard let object = objectValue else { return self }
    return .object(JSONObject(names.compactMap { name in object[name].map { (name, $0) } }))
  }
}
