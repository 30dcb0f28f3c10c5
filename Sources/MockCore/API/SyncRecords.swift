import JSONSource

/// `PATCH …/sync`: many records at once, always answered 200 with what was written and what was not (Procore, using
/// sync actions).
enum SyncRecords {
  /// The most updates of one call.
  static let most = 1000

  /// The records that the updates name, by their ids and by their ids elsewhere.
  static func needs(_ permit: Permit, _ request: Request) -> [RecordsNeeded] {
    let updates = updates(in: request) ?? []
    return ["id", "origin_id"].map { field in
      let values = updates.compactMap { $0[field] }.map { $0.stringValue ?? $0.encoded() }
      var query = RecordQuery(permit, collection: permit.route.operation.collection, limit: most)
      query.conditions = [RecordQuery.Condition(field: field, values: values)]
      return .page(query)
    }
  }

  /// The objects under `updates`; nil where there are none to read.
  static func updates(in request: Request) -> [JSONObject]? {
    JSONParser.parse(request.body)?["updates"]?.arrayValue?.map { $0.objectValue ?? [:] }
  }

  /// Decides on a sync.
  static func decide(
    _ permit: Permit, _ request: Request, _ found: RecordsFound, _ directory: Directory, _ profile: Profile,
    _ now: Instant, _ ids: inout IDSource
  ) -> Decision {
    guard let updates = updates(in: request) else { return RefuseBody.withoutRecord(permit, request, profile) }
    guard updates.count <= most else { return tooMany(permit, profile) }
    let known = found.others.map(\.rows)
    var sync = SyncOutcome()
    for update in updates {
      switch record(of: update, known) {
      case .named(let record?):
        guard let changed = WriteRecord.changed(record, by: update, permit, directory, now) else { continue }
        sync.wrote(.updateRecord(changed), id: changed.id, changed.json)
      case .named(nil): sync.refused(update, ["id": ["Entity with this ID not found"]])
      case .new:
        let missing = WriteRecord.missing(in: update, permit.route.operation)
        guard missing.isEmpty else {
          sync.refused(update, missing)
          continue
        }
        let record = WriteRecord.newRecord(update, permit, directory, now, &ids)
        sync.wrote(.insertRecord(record), id: record.id, record.json)
      }
    }
    return sync.decision(permit)
  }

  static func tooMany(_ permit: Permit, _ profile: Profile) -> Decision {
    var decision = AnswerCall.refused(.requestTooLarge, permit, profile)
    decision.answer.status = 413
    return decision
  }

  private enum Target {
    case named(Record?)
    case new
  }

  /// The record that an update is about: an id outweighs an id elsewhere, and an unknown one of these makes a record.
  private static func record(of update: JSONObject, _ known: [[Record]]) -> Target {
    if let id = update["id"], !id.isNull {
      let number = id.integerValue ?? id.stringValue.flatMap { Int64($0) }
      return .named(known.first?.first { $0.id == number })
    }
    guard let origin = update["origin_id"]?.stringValue, let rows = known.last else { return .new }
    let match = rows.first { JSONParser.parse(Array($0.json.utf8))?["origin_id"]?.stringValue == origin }
    return match.map { .named($0) } ?? .new
  }
}

/// What a sync has written so far, and what it has not.
struct SyncOutcome {
  private var entities: [String] = []
  private var errors: [String] = []
  private var changes: [Change] = []
  private var records: [Int64] = []

  mutating func wrote(_ change: Change, id: Int64, _ json: String) {
    changes.append(change)
    entities.append(json)
    records.append(id)
  }

  mutating func refused(_ update: JSONObject, _ reasons: JSONObject) {
    var error = update
    error["errors"] = .object(reasons)
    errors.append(JSONValue.object(error).encoded())
  }

  func decision(_ permit: Permit) -> Decision {
    let text = "{\"entities\":[\(entities.joined(separator: ","))],\"errors\":[\(errors.joined(separator: ","))]}"
    var decision = AnswerCall.granted(200, text: text, permit, records: records)
    decision.changes = changes
    return decision
  }
}
