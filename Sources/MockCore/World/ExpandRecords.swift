import JSONSource

extension World {
  /// What `${…}` may name in every record: the mock's day, the day before, and the host of files.
  static let namesInRecords = ["today", "yesterday", "files.baseURL"]

  /// The records of the world, one after the other, as they are at the given moment.
  ///
  /// Repeated ones are made on the way, so that a large world is never held twice.
  public func expandRecords(at now: Instant, _ take: (Record) throws -> Void) rethrows {
    var generated: [String: Int64] = [:]
    for seed in records {
      let pattern = RecordPattern(seed, directory: directory, now: now)
      for number in 1...max(1, seed.count) {
        let next = (generated[seed.collection] ?? 0) + 1
        generated[seed.collection] = next
        try take(pattern.record(Int64(number), fallbackID: 700_000_000_000_000 + next))
      }
    }
  }
}

/// A record of a world, or many of one template: written once as text, with gaps for what differs.
struct RecordPattern {
  private var record: Record
  private let pieces: [Substring]
  private let ownID: JSONValue?

  /// Stands for `${n}` while the text is written; no number of a world comes near it.
  private static let gap: Int64 = 8_888_888_888_888_888_887
  /// Stands for the id.
  private static let idGap: Int64 = 8_888_888_888_888_888_871

  init(_ seed: World.RecordSeed, directory: Directory, now: Instant) {
    let value = Self.filled(.object(seed.members), now)
    let members = value.objectValue ?? [:]
    ownID = members["id"]
    let project = members["project"]?.integerValue
    let assignees = (members["assignees"]?.arrayValue ?? []).compactMap(\.integerValue)
    let json = Self.shown(members, assignees, directory, now)
    record = Record(
      collection: seed.collection, id: 0,
      company: members["company"]?.integerValue ?? project.flatMap { directory.project($0)?.company }
        ?? directory.companies.first?.id ?? 0,
      project: project, isPrivate: members["private"]?.boolValue ?? false, people: Set(assignees),
      isDeleted: members["deleted"]?.boolValue ?? false, hasFiles: json.contains(FileAddress.mark), json: "")
    pieces = json.split(separator: String(Self.idGap), maxSplits: 1, omittingEmptySubsequences: false)
  }

  /// The record of one number.
  func record(_ number: Int64, fallbackID: Int64) -> Record {
    var made = record
    made.id = ownID?.integerValue == Self.gap ? number : ownID?.integerValue ?? fallbackID
    made.json = pieces.map { piece in
      piece.split(separator: String(Self.gap), omittingEmptySubsequences: false).joined(separator: String(number))
    }.joined(separator: String(made.id))
    return made
  }

  /// What the API shows of a record, as text with gaps.
  private static func shown(
    _ members: JSONObject, _ assignees: [Int64], _ directory: Directory, _ now: Instant
  ) -> String {
    var shown: JSONObject = ["id": .integer(idGap)]
    for member in members where !["id", "project", "company", "note"].contains(member.key) {
      shown[member.key] = member.value
    }
    if members["assignees"] != nil { shown["assignees"] = .array(assignees.map { directory.person($0) }) }
    for moment in ["created_at", "updated_at"] where shown[moment] == nil { shown[moment] = .string(now.rfc3339) }
    return JSONValue.object(shown).encoded()
  }

  private static func filled(_ value: JSONValue, _ now: Instant) -> JSONValue {
    let lookUp: (String) -> JSONValue? = { name in
      switch name {
      case "n": .integer(gap)
      case "today": .string(Day.text(of: now))
      case "yesterday": .string(Day.text(of: now + .seconds(-86_400)))
      // The host is known when the record is shown.
      case "files.baseURL": .string(FileAddress.mark)
      default: nil
      }
    }
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
