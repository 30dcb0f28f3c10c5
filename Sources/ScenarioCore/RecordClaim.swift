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

  /// States a record.
  public init(collection: String, id: Int64, createdBy: Int? = nil, json: String) {
    self.collection = collection
    self.id = id
    self.createdBy = createdBy
    self.json = json
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

  /// The records that some exchanges created, whether or not their answers arrived.
  public static func all(in exchanges: [Exchange], catalog: Catalog) -> [CreatedRecord] {
    exchanges.flatMap { exchange -> [CreatedRecord] in
      guard exchange.grounds == .granted, exchange.status == 201,
        let operation = catalog.operations.first(where: { $0.name == exchange.operation })
      else { return [] }
      return exchange.records.map {
        CreatedRecord(collection: operation.collection, id: $0, exchange: exchange.number)
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
    return claim.fields?.holds(record.json) ?? true
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
