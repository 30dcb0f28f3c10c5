import JSONSource

extension World {
  /// The records of the world, one after the other, as they are at the given moment.
  ///
  /// Repeated ones are made on the way, so that a large world is never held twice.
  public func expandRecords(at now: Instant, _ take: (Record) throws -> Void) rethrows {
    var generated: [String: Int64] = [:]
    for seed in records {
      for number in 1...max(1, seed.count) {
        let value = Self.numbered(.object(seed.members), number)
        guard case .object(let members) = value else { continue }
        let next = (generated[seed.collection] ?? 0) + 1
        generated[seed.collection] = next
        try take(record(in: seed.collection, members: members, fallbackID: 700_000_000_000_000 + next, now: now))
      }
    }
  }

  private func record(in collection: String, members: JSONObject, fallbackID: Int64, now: Instant) -> Record {
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
    for moment in ["created_at", "updated_at"] where shown[moment] == nil { shown[moment] = .string(now.rfc3339) }
    return Record(
      collection: collection, id: id, company: company, project: project,
      isPrivate: members["private"]?.boolValue ?? false, people: Set(assignees),
      json: JSONValue.object(shown).encoded())
  }

  /// A value with `${n}` replaced.
  private static func numbered(_ value: JSONValue, _ number: Int) -> JSONValue {
    let lookUp: (String) -> JSONValue? = { $0 == "n" ? .integer(Int64(number)) : nil }
    return (try? InterpolatedJSON(value).value(lookUp)) ?? value
  }
}

extension Directory {
  /// A person as records show them: `{"id", "name", "login"}`.
  func person(_ id: Int64) -> JSONValue {
    guard let user = user(id) else { return ["id": .integer(id)] }
    return ["id": .integer(user.id), "name": .string(user.name), "login": .string(user.login)]
  }
}
