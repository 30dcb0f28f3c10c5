import JSONSource

extension World {
  /// What `${…}` may name in every record: the mock's day, the day before, the host of files, and the API that leads
  /// to it.
  static let namesInRecords = ["today", "yesterday", "files.baseURL", "api.baseURL"]

  /// The records of the world, one after the other, as they are at the given moment.
  ///
  /// Repeated ones are made on the way, so that a large world is never held twice.
  public func expandRecords(at now: Instant, _ take: (Record) throws -> Void) rethrows {
    let moments = RecordMoments(now)
    if let prepared { return try prepared.forEach { try take($0.record(at: moments)) } }
    try forEachPattern { pattern, number, fallbackID in
      try take(pattern.record(number, fallbackID: fallbackID, moments))
    }
  }

  /// The world with its records made in advance, for whoever fills many mocks with it.
  ///
  /// A world with very many records stays as it is: those are better made on the way.
  public func preparingRecords() -> World {
    guard prepared == nil, records.reduce(0, { $0 + max(1, $1.count) }) <= Self.mostPrepared else { return self }
    var timeless: [TimelessRecord] = []
    forEachPattern { pattern, number, fallbackID in
      timeless.append(pattern.timelessRecord(number, fallbackID: fallbackID))
    }
    var world = self
    world.prepared = timeless
    return world
  }

  /// More records than these are not kept beside the database.
  private static let mostPrepared = 5000

  private func forEachPattern(_ take: (RecordPattern, Int64, Int64) throws -> Void) rethrows {
    var generated: [String: Int64] = [:]
    for seed in records {
      let pattern = RecordPattern(seed, directory: directory)
      for number in 1...max(1, seed.count) {
        let next = (generated[seed.collection] ?? 0) + 1
        generated[seed.collection] = next
        try take(pattern, Int64(number), 700_000_000_000_000 + next)
      }
    }
  }
}

/// A record of a world, or many of one template: written once as text, with gaps for what differs.
struct RecordPattern {
  private var record: Record
  private let text: GappedText
  private let ownID: JSONValue?

  init(_ seed: World.RecordSeed, directory: Directory) {
    let value = Self.filled(.object(seed.members))
    let members = value.objectValue ?? [:]
    ownID = members["id"]
    let project = members["project"]?.integerValue
    let assignees = (members["assignees"]?.arrayValue ?? []).compactMap(\.integerValue)
    let creator = members["createdBy"]?.integerValue
    let json = Self.shown(members, assignees, directory)
    record = Record(
      collection: seed.collection, id: 0,
      company: members["company"]?.integerValue ?? project.flatMap { directory.project($0)?.company }
        ?? directory.companies.first?.id ?? 0,
      project: project, isPrivate: members["private"]?.boolValue ?? false,
      people: Set(assignees).union(creator.map { [$0] } ?? []), createdBy: creator,
      isDeleted: members["deleted"]?.boolValue ?? false, hasFiles: FileAddress.stands(in: json), json: "")
    text = GappedText(json)
  }

  /// The record of one number, in a world that began at these moments.
  func record(_ number: Int64, fallbackID: Int64, _ moments: RecordMoments) -> Record {
    var made = record
    made.id = id(number, fallbackID)
    made.json = text.filled { gap in
      switch gap {
      case .number: "\(number)"
      case .id: "\(made.id)"
      default: moments.text(of: gap)
      }
    }
    return made
  }

  /// The record of one number, whose moments are still open.
  func timelessRecord(_ number: Int64, fallbackID: Int64) -> TimelessRecord {
    var made = record
    made.id = id(number, fallbackID)
    let text = text.filling { gap in
      switch gap {
      case .number: "\(number)"
      case .id: "\(made.id)"
      default: nil
      }
    }
    return TimelessRecord(record: made, text: text)
  }

  private func id(_ number: Int64, _ fallbackID: Int64) -> Int64 {
    ownID?.integerValue == GappedText.Gap.numberMark ? number : ownID?.integerValue ?? fallbackID
  }

  /// What the API shows of a record, as text with gaps.
  private static func shown(_ members: JSONObject, _ assignees: [Int64], _ directory: Directory) -> String {
    var shown: JSONObject = ["id": .integer(GappedText.Gap.idMark)]
    for member in members where !["id", "project", "company", "note", "createdBy"].contains(member.key) {
      shown[member.key] = member.value
    }
    if members["assignees"] != nil { shown["assignees"] = .array(assignees.map { directory.person($0) }) }
    if let creator = members["createdBy"]?.integerValue { shown["created_by"] = directory.person(creator) }
    for moment in ["created_at", "updated_at"] where shown[moment] == nil {
      shown[moment] = .string(GappedText.Gap.now.mark)
    }
    return JSONValue.object(shown).encoded()
  }

  private static func filled(_ value: JSONValue) -> JSONValue {
    let lookUp: (String) -> JSONValue? = { name in
      switch name {
      case "n": .integer(GappedText.Gap.numberMark)
      // When is known when a world begins.
      case "today": .string(GappedText.Gap.today.mark)
      case "yesterday": .string(GappedText.Gap.yesterday.mark)
      // The host is known when the record is shown.
      case "files.baseURL": .string(FileAddress.mark)
      case "api.baseURL": .string(FileAddress.protectedMark)
      default: nil
      }
    }
    return (try? InterpolatedJSON(value).value(lookUp)) ?? value
  }
}

/// A record of a world without the moments that depend on when the world begins.
struct TimelessRecord: Sendable {
  /// The record, without its JSON.
  var record: Record
  /// Its JSON.
  var text: GappedText

  /// The record as it is in a world that began at these moments.
  func record(at moments: RecordMoments) -> Record {
    var whole = record
    whole.json = text.filled(moments.text)
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
