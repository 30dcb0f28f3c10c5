import JSONSource
import MockCore

/// Which of the records that the mock holds at the end are meant; all that is given must hold.
public struct RecordClaim: Sendable {
  /// The action while which it was created.
  public var action: String?
  /// The collection, `rfis`.
  public var collection: String?
  /// Tests of what the API shows of it.
  public var fields: BodyMatch?
}

/// A record that the mock held at the end of a run.
public struct HeldRecord: Hashable, Sendable, Codable {
  /// The collection, `rfis`.
  public var collection: String
  /// Its id.
  public var id: Int64
  /// The number of the exchange that created it; nil for one that the world brought.
  public var createdBy: Int?
  /// What the API shows of it, as JSON text, redacted.
  public var json: String
  /// Where it belongs, in the words of a world; nil in histories from before it was kept.
  public var place: Place?

  /// Where a record belongs and who sees it.
  public struct Place: Hashable, Sendable, Codable {
    /// The company it belongs to.
    public var company: Int64
    /// The project it belongs to; nil for a record of the company.
    public var project: Int64?
    /// Whether only the tool's administrators and the people on it see it.
    public var isPrivate: Bool

    /// States a place.
    public init(company: Int64, project: Int64?, isPrivate: Bool) {
      self.company = company
      self.project = project
      self.isPrivate = isPrivate
    }
  }

  /// States a record.
  public init(collection: String, id: Int64, createdBy: Int? = nil, json: String, place: Place? = nil) {
    self.collection = collection
    self.id = id
    self.createdBy = createdBy
    self.json = json
    self.place = place
  }

  /// What the API shows of it, with the words in which a world says where it belongs, unless the API has the same ones.
  var described: String {
    guard let place, var object = JSONParser.parse(Array(json.utf8))?.objectValue else { return json }
    let words: [(String, JSONValue?)] = [
      ("company", .integer(place.company)), ("project", place.project.map(JSONValue.integer)),
      ("private", .bool(place.isPrivate)),
    ]
    for (word, value) in words where object[word] == nil { object[word] = value }
    return JSONValue.object(object).encoded()
  }
}

/// A record that the traffic shows to have been created.
public struct CreatedRecord: Hashable, Sendable {
  /// The collection, `rfis`.
  public var collection: String
  /// Its id.
  public var id: Int64
  /// The number of the exchange.
  public var exchange: Int
  /// Whether it may have been there before, and was only changed: a sync does not say which.
  public var mayBeOlder = false

  /// The records that some exchanges created, whether or not their answers arrived; of those that a sync wrote, all.
  public static func all(in exchanges: [Exchange], catalog: Catalog) -> [CreatedRecord] {
    exchanges.flatMap { exchange -> [CreatedRecord] in
      guard exchange.grounds == .granted,
        let operation = catalog.operations.first(where: { $0.name == exchange.operation }),
        exchange.status == 201 || operation.action == .sync
      else { return [] }
      return exchange.records.map {
        CreatedRecord(
          collection: operation.collection, id: $0, exchange: exchange.number, mayBeOlder: exchange.status != 201)
      }
    }
  }
}

extension Scenario {
  /// The collections of which some expectation speaks.
  public var collections: Set<String> {
    Set((expectations + steps.flatMap(\.expectations)).flatMap(\.collections))
  }
}

extension Expectation {
  fileprivate var collections: [String] {
    switch claim {
    case .record(let claim): claim.collection.map { [$0] } ?? []
    case .anyOf(let expectations): expectations.flatMap(\.collections)
    default: []
    }
  }
}

extension Reader where Value == RecordClaim {
  /// `{"createdBy": ACTION}`, or `{"collection", "where"}`, or both.
  static func record(_ names: ScenarioNames) -> Reader<RecordClaim> {
    .wholeObject("a record") { fields in
      let claim = RecordClaim(
        action: fields.optional("createdBy", names.action), collection: fields.optional("collection", names.collection),
        fields: fields.optional("where", .bodyMatch))
      guard fields.has("createdBy") || fields.has("collection") else {
        fields.error("it is not said which records are meant", hint: #"add "createdBy" or "collection""#)
        return nil
      }
      return claim
    }
  }
}

extension ScenarioNames {
  /// A collection of the catalog.
  fileprivate var collection: Reader<String> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      let known = vocabulary.collections.sorted()
      guard !known.isEmpty, !known.contains(name) else { return name }
      let hint = Suggestion.hint(for: name, among: known, otherwise: "it has")
      diagnostics.error("the catalog has no collection \"\(name)\"", at: json, hint: hint)
      return nil
    }
  }
}

extension Inquiry {
  /// The mock holds that many such records at the end.
  func record(_ claim: RecordClaim, _ count: CountRange) -> Ruling {
    let what = "Expected \(count) record\(count.isOne ? "" : "s") \(claim) in the mock at the end"
    if let action = claim.action, bounds.actions[action] == nil {
      return Ruling(.inconclusive, "\(what); \"\(action)\" was not performed.")
    }
    let found = history.records.filter { means($0, claim) }
    let listed = found.prefix(5).map { "\($0.collection) \($0.id)" }.joined(separator: ", ")
    let names = found.isEmpty ? "none" : "\(found.count): \(listed)\(found.count > 5 ? ", …" : "")"
    return Ruling(
      count.contains(found.count) ? .pass : .fail, "\(what); found \(names).", exchanges: found.compactMap(\.createdBy))
  }

  private func means(_ record: HeldRecord, _ claim: RecordClaim) -> Bool {
    if let collection = claim.collection, record.collection != collection { return false }
    if let action = claim.action {
      guard let exchange = record.createdBy, bounds.actions[action]?.contains(where: { $0.contains(exchange) }) == true
      else { return false }
    }
    return claim.fields?.holds(record.described) ?? true
  }
}

extension RecordClaim: CustomStringConvertible {
  /// The records in words that fit behind "records": `of rfis, subject "Beam clash"`.
  public var description: String {
    var parts: [String] = []
    if let collection { parts.append("of \(collection)") }
    if let action { parts.append("created while \"\(action)\" ran") }
    for test in fields?.text ?? [] { parts.append("text \(test)") }
    for member in fields?.members ?? [] { parts.append("\(member.key) \(member.test)") }
    return parts.joined(separator: ", ")
  }
}
