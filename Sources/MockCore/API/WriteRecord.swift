import HTTPTypes
import JSONSource

/// What a permitted write makes of a record.
enum WriteRecord {
  /// Decides on a create: 201 with the record, or a refusal that names what is missing.
  static func create(
    _ permit: Permit, _ request: Request, numbers: JSONObject, rivals: RecordsFound?, directory: Directory,
    profile: Profile, now: Instant, ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    guard let body = body(request, operation) else { return RefuseBody.withoutRecord(permit, request, profile) }
    let missing = missing(in: body, operation)
    guard missing.isEmpty else { return RefuseBody.decide(missing, permit, profile) }
    if let refusal = UniqueFields.refusal(rivals, except: nil, permit, profile) { return refusal }
    let record = newRecord(body, permit, numbers: numbers, directory, now, &ids)
    var decision = AnswerCall.granted(201, text: record.json, permit, records: [record.id])
    decision.changes = [.insertRecord(record)]
    return decision
  }

  /// The fields that a create must have and does not, each with its sentence.
  static func missing(in body: JSONObject, _ operation: Operation) -> JSONObject {
    missing(in: body, operation, among: operation.required)
  }

  private static func missing(
    in body: JSONObject, _ operation: Operation, among required: [(field: String, message: String)]
  ) -> JSONObject {
    var missing = JSONObject()
    for (field, message) in required where isMissing(body[field]) {
      missing[operation.errorNames[field] ?? field] = .array([.string(message)])
    }
    return missing
  }

  /// The required fields that an update would leave empty, each with its sentence; what it does not name stays.
  static func blank(in body: JSONObject, _ operation: Operation) -> JSONObject {
    missing(in: body, operation, among: operation.required.filter { body[$0.field] != nil })
  }

  /// The record that a body makes.
  static func newRecord(
    _ body: JSONObject, _ permit: Permit, numbers: JSONObject = [:], _ directory: Directory, _ now: Instant,
    _ ids: inout IDSource
  ) -> Record {
    let operation = permit.route.operation
    let id = newID(&ids)
    var fields: JSONObject = ["id": .integer(id)]
    for given in [operation.defaults, numbers] {
      for member in given { fields[member.key] = member.value }
    }
    for parent in permit.route.parentValues {
      fields[parent.name] = Int64(parent.value).map(JSONValue.integer) ?? .string(parent.value)
    }
    let assignees = merge(body, into: &fields, operation, directory)
    for moment in ["created_at", "updated_at"] { fields[moment] = .string(now.rfc3339) }
    fields["created_by"] = directory.person(permit.user.id)
    return Record(
      collection: operation.collection, id: id, company: permit.company ?? 0, project: permit.project?.id,
      isPrivate: fields["private"]?.boolValue ?? false, people: Set(assignees + [permit.user.id]),
      createdBy: permit.user.id, json: JSONValue.object(fields).encoded())
  }

  /// Procore's newer regions number from 2^49 on; so does the mock, apart from the worlds' own ids.
  static func newID(_ ids: inout IDSource) -> Int64 { Int64(1 << 49) + Int64(ids.next() % (1 << 48)) }

  /// Decides on an update: administrators of the tool may, and whoever made the record.
  static func update(
    _ record: Record, _ permit: Permit, _ request: Request, rivals: RecordsFound?, directory: Directory,
    profile: Profile, now: Instant
  ) -> Decision {
    guard permit.level == .admin || record.createdBy == permit.user.id else {
      return AnswerCall.refused(.levelTooLow, permit, profile)
    }
    guard let body = body(request, permit.route.operation),
      let changed = changed(record, by: body, permit, directory, now)
    else { return RefuseBody.withoutRecord(permit, request, profile) }
    let blank = blank(in: body, permit.route.operation)
    guard blank.isEmpty else { return RefuseBody.decide(blank, permit, profile) }
    if let refusal = UniqueFields.refusal(rivals, except: record.id, permit, profile) { return refusal }
    var decision = AnswerCall.granted(200, text: changed.json, permit, records: [record.id])
    decision.changes = [.updateRecord(changed)]
    return decision
  }

  /// A record with what a body says of it.
  static func changed(
    _ record: Record, by body: JSONObject, _ permit: Permit, _ directory: Directory, _ now: Instant
  ) -> Record? {
    guard var fields = JSONParser.parse(Array(record.json.utf8))?.objectValue else { return nil }
    let assignees = merge(body, into: &fields, permit.route.operation, directory)
    fields["updated_at"] = .string(now.rfc3339)
    var changed = record
    if body["assignee_ids"] != nil { changed.people = Set(assignees).union(record.createdBy.map { [$0] } ?? []) }
    changed.isPrivate = fields["private"]?.boolValue ?? record.isPrivate
    changed.json = JSONValue.object(fields).encoded()
    return changed
  }

  private static let setByServer: Set<String> = ["id", "created_at", "updated_at", "created_by"]

  /// The body inside its wrapper, `{"rfi": {…}}`.
  static func body(_ request: Request, _ operation: Operation) -> JSONObject? {
    let body = JSONParser.parse(request.body)
    guard let wrapper = operation.wrapper else { return body?.objectValue }
    return body?[wrapper]?.objectValue
  }

  private static func isMissing(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null, .string(""): true
    case .array(let elements): elements.isEmpty
    default: false
    }
  }

  /// Takes over what was sent; `assignee_ids` become `assignees`, and what the server sets stays the server's.
  private static func merge(
    _ body: JSONObject, into fields: inout JSONObject, _ operation: Operation, _ directory: Directory
  ) -> [Int64] {
    var assignees: [Int64] = []
    for member in body where !setByServer.contains(member.key) {
      if member.key == "assignee_ids" {
        assignees = (member.value.arrayValue ?? []).compactMap {
          $0.integerValue ?? $0.stringValue.flatMap { Int64($0) }
        }
        fields["assignees"] = .array(assignees.map { directory.person($0) })
      } else {
        fields[member.key] = member.value
      }
    }
    for effect in operation.shared.value.effects where effect.when.allSatisfy({ body[$0.key] == $0.value }) {
      for member in effect.set { fields[member.key] = member.value }
    }
    return assignees
  }
}
