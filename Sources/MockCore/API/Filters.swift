import JSONSource

/// `filters[status]=open`, `filters[id][]=1&filters[id][]=2` (Procore, filtering on list actions).
enum Filters {
  /// The conditions of a request, for the fields that its operation can filter by; others are passed over.
  static func conditions(_ request: Request, _ operation: Operation) -> [RecordQuery.Condition] {
    var values: [String: [String]] = [:]
    for parameter in request.query where parameter.name.hasPrefix("filters[") {
      guard let field = parameter.name.dropFirst("filters[".count).split(separator: "]").first.map(String.init),
        operation.filters.contains(field)
      else { continue }
      values[field, default: []].append(parameter.value)
    }
    return values.sorted { $0.key < $1.key }.map { RecordQuery.Condition(field: $0.key, values: $0.value) }
  }
}

extension RecordQuery.Condition {
  /// Whether a row satisfies the condition; the store asks the same of records.
  func holds(for row: JSONValue) -> Bool {
    guard let value = row[field], !value.isNull else { return false }
    return values.contains(value.stringValue ?? value.encoded())
  }
}
