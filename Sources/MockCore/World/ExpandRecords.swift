import JSONSource

extension World {
  /// The records of the world, one after the other, as they are at the given moment.
  ///
  /// Repeated ones are made on the way, so that a large world is never held twice.
  public func expandRecords(at now: Instant, _ take: (Record) throws -> Void) rethrows {
    let moment = now.rfc3339
    if let prepared { return try prepared.forEach { try take($0.record(at: moment)) } }
    try expandTimelessRecords { try take($0.record(at: moment)) }
  }

  /// The world with its records made in advance, for whoever fills many mocks with it.
  ///
  /// A world with very many records stays as it is: those are better made on the way.
  public func preparingRecords() -> World {
    guard prepared == nil, records.reduce(0, { $0 + max(1, $1.count) }) <= Self.mostPrepared else { return self }
    var timeless: [TimelessRecord] = []
    expandTimelessRecords { timeless.append($0) }
    var world = self
    world.prepared = timeless
    return world
  }

  /// More records than these are not kept beside the database.
  private static let mostPrepared = 5000

  private func expandTimelessRecords(_ take: (TimelessRecord) throws -> Void) rethrows {
    var generated: [String: Int64] = [:]
    for seed in records {
      for number in 1...max(1, seed.count) {
        let value = Self.numbered(.object(seed.members), number)
        guard case .object(let members) = value else { continue }
        let next = (generated[seed.collection] ?? 0) + 1
        generated[seed.collection] = next
        try take(record(in: seed.collection, members: members, fallbackID: 700_000_000_000_000 + next))
      }
    }
  }

  private func record(in collection: String, members: JSONObject, fallbackID: Int64) -> TimelessRecord {
    var fields = members
    let id = members["id"]?.integerValue ?? fallbackID
    let project = members["project"]?.integerValue
    let company =
      members["company"]?.integerValue ?? project.flatMap { directory.project($0)?.company }
      ?? directory.companies.first?.id ?? 0
    let assignees = (members["assignees"]?.arrayValue ?? []).compactMap(\.integerValue)
    fields["project"] = nil
    fields["company"] = nil
    fields["note"] = nil
    if members["assignees"] != nil {
      fields["assignees"] = .array(assignees.map { directory.person($0) })
    }
    var shown: JSONObject = ["id": .integer(id)]
    for member in fields where member.key != "id" { shown[member.key] = member.value }
    return TimelessRecord(
      record: Record(
        collection: collection, id: id, company: company, project: project,
        isPrivate: members["private"]?.boolValue ?? false, people: Set(assignees),
        json: JSONValue.object(shown).encoded()),
      missing: ["created_at", "updated_at"].filter { shown[$0] == nil })
  }

  /// A value with `${n}` replaced.
  private static func numbered(_ value: JSONValue, _ number: Int) -> JSONValue {
    let lookUp: (String) -> JSONValue? = { $0 == "n" ? .integer(Int64(number)) : nil }
    return (try? InterpolatedJSON(value).value(lookUp)) ?? value
  }
}

/// A record of a world without the moments that depend on when the world begins.
struct TimelessRecord: Sendable {
  /// The record; its JSON is an object with at least the id.
  var record: Record
  /// The moments that its JSON lacks.
  var missing: [String]

  /// The record as it is in a world that began at a moment.
  func record(at moment: String) -> Record {
    guard !missing.isEmpty else { return record }
    var whole = record
    whole.json.removeLast()
    for name in missing { whole.json += ",\"\(name)\":\"\(moment)\"" }
    whole.json += "}"
    return whole
  }
}

extension Directory {
  /// A person as records show them: `{"id", "name", "login"}`.
  func person(_ id: Int64) -> JSONValue {
    guard let user = user(id) else { return ["id": .integer(id)] }
    return ["id": .integer(user.id), "name": .string(user.name), "login": .string(user.login)]
  }
}
