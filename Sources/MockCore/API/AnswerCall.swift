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
      decision.about.installed = company
    }
    decision.isTimeless = decision.changes.isEmpty && isTimeless(permit, found)
    return decision
  }

  /// Whether nothing in an answer follows the time: no days that are asked for, and no addresses that end.
  private static func isTimeless(_ permit: Permit, _ found: RecordsFound) -> Bool {
    let operation = permit.route.operation
    return (operation.action == .list || operation.action == .show) && operation.shared.value.dates == nil
      && !found.hasFiles
  }

  private static func answer(
    _ permit: Permit, _ call: Call, _ found: RecordsFound, _ directory: Directory, _ profile: Profile,
    _ now: Instant, _ ids: inout IDSource
  ) -> Decision {
    if let refusal = RefuseQuery.decide(permit, call.request, profile) { return refusal }
    let operation = permit.route.operation
    if DirectoryRows.collections.contains(operation.collection) {
      return AnswerFromDirectory.decide(permit, call, directory, profile, now, &ids)
    }
    var found = found
    if operation.shared.value.parent != nil {
      let parent = found.others.isEmpty ? RecordsFound(rows: [], total: 0) : found.others.removeFirst()
      if case .failure(let grounds) = visible(permit, parent) { return refused(grounds, permit, profile) }
    }
    if let unseen = NamedRecords.unseen(permit, call.request, &found) { return refused(unseen, permit, profile) }
    switch operation.action {
    case .me, .constant, .add, .remove: return granted(200, operation.shared.value.constant ?? [:], permit, records: [])
    case .list: return list(permit, call, found, profile, now)
    case .show: return show(permit, call, found, profile, now)
    case .count: return CountRecords.decide(permit, found)
    case .redirect: return FileAddress.redirect(permit, call, now: now)
    case .create:
      let numbers = NumberRecord.take(permit, from: &found)
      return WriteRecord.create(
        permit, call.request, numbers: numbers, rivals: found.others.first, directory: directory, profile: profile,
        now: now, ids: &ids)
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
          decision.answer.body = .json(FileAddress.shown(in: text, call, now: now))
        }
        return decision
      }
    }
  }

  private static func list(
    _ permit: Permit, _ call: Call, _ found: RecordsFound, _ profile: Profile, _ now: Instant
  ) -> Decision {
    let operation = permit.route.operation
    if let tree = operation.shared.value.tree, let root = tree.root {
      return folder(FolderTree.root(permit, root), tree, permit, call, found, now)
    }
    let paging = Paging(call.request, permit.route, profile)
    let rows = texts(of: found.rows, permit, call, now)
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
      let text = texts(of: [record], permit, call, now)[0]
      if let tree { return folder(text, tree, permit, call, found, now) }
      return granted(200, text: text, permit, records: [record.id])
    }
  }

  private static func folder(
    _ text: String, _ tree: Manners.Tree, _ permit: Permit, _ call: Call, _ found: RecordsFound, _ now: Instant
  ) -> Decision {
    let children = found.others.map { texts(of: $0.rows, permit, call, now) }
    return granted(
      200, text: FolderTree.text(of: text, tree, children: children), permit,
      records: (found.rows + found.others.flatMap(\.rows)).map(\.id))
  }

  /// Records as the API shows them: as they are stored, but for a view, for addresses of files, and for members that
  /// the caller may not see.
  private static func texts(of records: [Record], _ permit: Permit, _ call: Call, _ now: Instant) -> [String] {
    let view = View(call.request, permit.route.operation, isLimited: permit.isBelowLevel)
    return records.map { record in
      var text = view?.text(of: record) ?? record.json
      if !permit.hiddenMembers.isEmpty { text = emptied(text, permit.hiddenMembers) }
      return record.hasFiles ? FileAddress.shown(in: text, call, now: now) : text
    }
  }

  /// Lists that a record shows of another tool, without what stands in them.
  private static func emptied(_ text: String, _ members: [String]) -> String {
    guard var object = JSONParser.parse(Array(text.utf8))?.objectValue else { return text }
    for member in members where object[member] != nil { object[member] = [] }
    return JSONValue.object(object).encoded()
  }

  /// The record of a call, if it is in the project and the person may know of it.
  static func visible(_ permit: Permit, _ found: RecordsFound) -> Result<Record, Grounds> {
    guard let record = found.rows.first, record.company == permit.company, !record.isDeleted,
      permit.project == nil || record.project == permit.project?.id
    else { return .failure(.recordUnknown) }
    let isTheirs = permit.level == .admin || record.people.contains(permit.user.id)
    guard record.isVisible(to: permit.user.id, asAdministrator: permit.level == .admin),
      isTheirs || !isOwn(record, permit)
    else { return .failure(.recordPrivate) }
    return .success(record)
  }

  /// Whether a record is one that the operation shows to its own people alone.
  private static func isOwn(_ record: Record, _ permit: Permit) -> Bool {
    guard let rule = permit.own, record.collection == permit.route.operation.collection else { return false }
    return rule.covers(record)
  }

  static func refused(_ grounds: Grounds, _ permit: Permit, _ profile: Profile) -> Decision {
    let operation = permit.route.operation
    let own = operation.shared.value.access.errorBodies[grounds]
    return CallRefused(grounds: grounds, about: permit.about, ofOperation: own).decision(
      action: operation.action, profile: profile)
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
