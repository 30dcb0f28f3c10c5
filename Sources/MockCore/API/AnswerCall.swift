import HTTPTypes
import JSONSource

/// What a permitted call is answered.
public enum AnswerCall {
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
    if let refusal = RefuseQuery.decide(permit, call.request, profile) { return refusal }
    let operation = permit.route.operation
    if DirectoryRows.collections.contains(operation.collection) {
      return directoryAnswer(permit, call, directory, profile, now, &ids)
    }
    var found = found
    if operation.shared.value.parent != nil {
      let parent = found.others.isEmpty ? RecordsFound(rows: [], total: 0) : found.others.removeFirst()
      if case .failure(let grounds) = visible(permit, parent) { return refused(grounds, permit, profile) }
    }
    switch operation.action {
    case .me, .constant: return granted(200, operation.shared.value.constant ?? [:], permit, records: [])
    case .list: return list(permit, call, found, profile, now)
    case .show: return show(permit, call, found, profile, now)
    case .count: return CountRecords.decide(permit, found)
    case .create:
      return WriteRecord.create(
        permit, call.request, rivals: found.others.first, directory: directory, profile: profile, now: now, ids: &ids)
    case .sync: return SyncRecords.decide(permit, call.request, found, directory, profile, now, &ids)
    case .update, .delete:
      switch visible(permit, found) {
      case .failure(let grounds): return refused(grounds, permit, profile)
      case .success(let record) where operation.action == .delete:
        return DeleteRecord.decide(record, permit, profile: profile, now: now)
      case .success(let record):
        var decision = WriteRecord.update(
          record, permit, call.request, rivals: found.others.first, directory: directory, profile: profile, now: now)
        if record.hasFiles, case .json(let text) = decision.answer.body {
          decision.answer.body = .json(FileAddress.signing(text, baseURL: call.filesURL, now: now))
        }
        return decision
      }
    }
  }

  /// What is answered from who exists.
  private static func directoryAnswer(
    _ permit: Permit, _ call: Call, _ directory: Directory, _ profile: Profile, _ now: Instant, _ ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    switch operation.action {
    case .me where operation.scope != .none:
      return granted(200, DirectoryRows.json(permit.user, permit), permit, records: [permit.user.id])
    case .me:
      let named = call.request.queryValue("company_id") != nil || call.request.queryValue("project_id") != nil
      return granted(200, DirectoryRows.me(permit, named: named), permit, records: [permit.user.id])
    case .list: return listDirectory(permit, call, directory, profile)
    case .create, .update, .sync:
      return WriteProject.decide(permit, call.request, directory, profile, now, &ids)
    case .show, .delete, .count, .constant:
      let id = permit.route.values["id"].flatMap { Int64($0) }
      guard let row = DirectoryRows.rows(permit, directory, profile).first(where: { $0.id == id }) else {
        return refused(.recordUnknown, permit, profile)
      }
      return granted(200, row.json, permit, records: [row.id])
    }
  }

  private static func listDirectory(
    _ permit: Permit, _ call: Call, _ directory: Directory, _ profile: Profile
  ) -> Decision {
    let operation = permit.route.operation
    let paging = Paging(call.request, permit.route, profile)
    let conditions = Filters.conditions(call.request, operation)
    let visible = DirectoryRows.rows(permit, directory, profile)
    var rows = visible.filter { row in conditions.allSatisfy { $0.holds(for: row.json) } }
    if operation.shared.value.isActiveOnly {
      let (active, inactive) = Filters.showsInactive(call.request)
      rows.removeAll { $0.json["active"] == false ? !inactive : !active }
    }
    rows = Sorting.sorted(rows, by: Sorting.order(call.request, operation))
    let shown = rows.dropFirst(paging.offset).prefix(paging.perPage)
    let view = View(call.request, operation)
    return granted(
      200, .array(shown.map { row in view?.value(of: row.json) ?? row.json }), permit, records: shown.map(\.id),
      headers: paging.headers(total: rows.count, for: call))
  }

  private static func list(
    _ permit: Permit, _ call: Call, _ found: RecordsFound, _ profile: Profile, _ now: Instant
  ) -> Decision {
    let operation = permit.route.operation
    if let tree = operation.shared.value.tree, let root = tree.root {
      return folder(FolderTree.root(permit, root), tree, permit, call, found, now)
    }
    let paging = Paging(call.request, permit.route, profile)
    let rows = texts(of: found.rows, call, operation, now)
    let text =
      operation.shared.value.grouping.map { GroupRows.text(of: rows, by: $0) }
      ?? "[" + rows.joined(separator: ",") + "]"
    return granted(
      200, text: text, permit, records: found.rows.map(\.id), headers: paging.headers(total: found.total, for: call))
  }

  private static func show(
    _ permit: Permit, _ call: Call, _ found: RecordsFound, _ profile: Profile, _ now: Instant
  ) -> Decision {
    let operation = permit.route.operation
    let tree = operation.shared.value.tree
    if let tree, let root = tree.root, permit.route.values["id"].flatMap({ Int64($0) }) == FolderTree.rootID(permit) {
      return folder(FolderTree.root(permit, root), tree, permit, call, found, now)
    }
    switch visible(permit, found) {
    case .failure(let grounds): return refused(grounds, permit, profile)
    case .success(let record):
      let text = texts(of: [record], call, operation, now)[0]
      if let tree { return folder(text, tree, permit, call, found, now) }
      return granted(200, text: text, permit, records: [record.id])
    }
  }

  private static func folder(
    _ text: String, _ tree: Manners.Tree, _ permit: Permit, _ call: Call, _ found: RecordsFound, _ now: Instant
  ) -> Decision {
    let children = found.others.map { texts(of: $0.rows, call, permit.route.operation, now) }
    return granted(
      200, text: FolderTree.text(of: text, tree, children: children), permit,
      records: (found.rows + found.others.flatMap(\.rows)).map(\.id))
  }

  /// Records as the API shows them: as they are stored, but for a view and for addresses of files.
  private static func texts(of records: [Record], _ call: Call, _ operation: Operation, _ now: Instant) -> [String] {
    let view = View(call.request, operation)
    return records.map { record in
      let text = view?.text(of: record) ?? record.json
      return record.hasFiles ? FileAddress.signing(text, baseURL: call.filesURL, now: now) : text
    }
  }

  /// The record of a call, if it is in the project and the person may know of it.
  private static func visible(_ permit: Permit, _ found: RecordsFound) -> Result<Record, Grounds> {
    guard let record = found.rows.first, record.company == permit.company, !record.isDeleted,
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
