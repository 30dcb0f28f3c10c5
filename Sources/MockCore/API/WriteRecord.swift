import HTTPTypes
import JSONSource

/// What a permitted write makes of a record.
enum WriteRecord {
  /// Decides on a create: 201 with the record, or a refusal that names what is missing.
  static func create(
    _ permit: Permit, _ request: Request, directory: Directory, profile: Profile, now: Instant, ids: inout IDSource
  ) -> Decision {
    let operation = permit.route.operation
    guard let body = body(request, operation) else { return refused([:], permit, profile) }
    var missing = JSONObject()
    for (field, message) in operation.required where isMissing(body[field]) {
      missing[operation.errorNames[field] ?? field] = .array([.string(message)])
    }
    guard missing.isEmpty else { return refused(missing, permit, profile) }
    // Procore's newer regions number from 2^49 on; so does the mock, apart from the worlds' own ids.
    let id = Int64(1 << 49) + Int64(ids.next() % (1 << 48))
    var fields: JSONObject = ["id": .integer(id)]
    for member in operation.defaults { fields[member.key] = member.value }
    let assignees = merge(body, into: &fields, directory)
    for moment in ["created_at", "updated_at"] { fields[moment] = .string(now.rfc3339) }
    fields["created_by"] = directory.person(permit.user.id)
    let record = Record(
      collection: operation.collection, id: id, company: permit.company ?? 0, project: permit.project?.id,
      isPrivate: fields["private"]?.boolValue ?? false, people: Set(assignees + [permit.user.id]),
      createdBy: permit.user.id, json: JSONValue.object(fields).encoded())
    var decision = AnswerCall.granted(201, text: record.json, permit, records: [id])
    decision.changes = [.insertRecord(record)]
    return decision
  }

  /// Decides on an update: administrators of the tool may, and whoever made the record.
  static func update(
    _ record: Record, _ permit: Permit, _ request: Request, directory: Directory, profile: Profile, now: Instant
  ) -> Decision {
    guard permit.level == .admin || record.createdBy == permit.user.id else {
      return AnswerCall.refused(.levelTooLow, permit, profile)
    }
    guard let body = body(request, permit.route.operation),
      var fields = JSONParser.parse(Array(record.json.utf8))?.objectValue
    else { return refused([:], permit, profile) }
    let assignees = merge(body, into: &fields, directory)
    fields["updated_at"] = .string(now.rfc3339)
    var changed = record
    if body["assignee_ids"] != nil { changed.people = Set(assignees).union(record.createdBy.map { [$0] } ?? []) }
    changed.isPrivate = fields["private"]?.boolValue ?? record.isPrivate
    changed.json = JSONValue.object(fields).encoded()
    var decision = AnswerCall.granted(200, text: changed.json, permit, records: [record.id])
    decision.changes = [.updateRecord(changed)]
    return decision
  }

  /// The body inside its wrapper, `{"rfi": {…}}`.
  private static func body(_ request: Request, _ operation: Operation) -> JSONObject? {
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
  private static func merge(_ body: JSONObject, into fields: inout JSONObject, _ directory: Directory) -> [Int64] {
    var assignees: [Int64] = []
    for member in body where !["id", "created_at", "updated_at", "created_by"].contains(member.key) {
      if member.key == "assignee_ids" {
        assignees = (member.value.arrayValue ?? []).compactMap {
          $0.integerValue ?? $0.stringValue.flatMap { Int64($0) }
        }
        fields["assignees"] = .array(assignees.map { directory.person($0) })
      } else {
        fields[member.key] = member.value
      }
    }
    return assignees
  }

  private static func refused(_ errors: JSONObject, _ permit: Permit, _ profile: Profile) -> Decision {
    var decision = AnswerCall.refused(.bodyInvalid, permit, profile)
    if !errors.isEmpty {
      decision.answer = .json(decision.answer.status, ["errors": .object(errors)])
    }
    return decision
  }
}
