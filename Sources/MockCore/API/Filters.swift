import JSONSource

/// `filters[status]=open`, `filters[id][]=1&filters[id][]=2`, `filters[created_at]=a...b` (Procore, filtering on list
/// actions).
enum Filters {
  /// The conditions of a request, for the fields that its operation can filter by; others are passed over.
  static func conditions(_ request: Request, _ operation: Operation) -> [RecordQuery.Condition] {
    guard !request.query.isEmpty else { return [] }
    var values: [String: [String]] = [:]
    let shared = operation.shared.value
    for parameter in request.query {
      guard let field = field(of: parameter.name) else {
        if shared.parameters.contains(parameter.name) { values[parameter.name, default: []].append(parameter.value) }
        continue
      }
      if operation.filters.contains(field) && !hasOwnRule(field, operation) {
        values[field, default: []].append(parameter.value)
      }
    }
    return values.sorted { $0.key < $1.key }.map { field, values in
      if let list = shared.itemFilters[field] {
        return RecordQuery.Condition(field: list, values: values, isOfItems: true)
      }
      return RecordQuery.Condition(
        field: field, values: values, range: shared.ranges.contains(field) ? values.first.flatMap(span) : nil)
    }
  }

  /// Which records of the recycle bin are asked for (`filters[include_deleted]=only`).
  static func deleted(_ request: Request, _ operation: Operation) -> RecordQuery.Deleted {
    guard !request.query.isEmpty, operation.filters.contains("include_deleted") else { return .without }
    return request.queryValue("filters[include_deleted]").flatMap(RecordQuery.Deleted.init) ?? .without
  }

  /// Whether rows are shown that are not active (`filters[by_status]`).
  static func showsInactive(_ request: Request) -> (active: Bool, inactive: Bool) {
    switch request.queryValue("filters[by_status]") {
    case "All": (true, true)
    case "Inactive": (false, true)
    default: (true, false)
    }
  }

  /// The field that a parameter filters by; `filters[id][]` names `id`.
  static func field(of name: String) -> String? {
    guard name.hasPrefix("filters[") else { return nil }
    return name.dropFirst("filters[".count).split(separator: "]").first.map(String.init)
  }

  /// A range with three dots; the documentation shows it inside double quotes.
  static func span(_ text: String) -> RecordQuery.Span? {
    let bare = text.hasPrefix("\"") && text.hasSuffix("\"") && text.count > 1 ? text.dropFirst().dropLast() : text[...]
    guard let dots = bare.firstRange(of: "...") else { return nil }
    return RecordQuery.Span(first: moment(bare[..<dots.lowerBound]), last: moment(bare[dots.upperBound...]))
  }

  /// An instant as records hold it, in UTC; anything else as it is.
  private static func moment(_ text: Substring) -> String {
    text.count > 10 ? Instant(rfc3339: String(text))?.rfc3339 ?? String(text) : String(text)
  }

  /// Whether a filter is no comparison of a field.
  private static func hasOwnRule(_ field: String, _ operation: Operation) -> Bool {
    ownRules.contains(field)
      || operation.collection == TemplateRows.collection && TemplateRows.filters.contains(field)
  }

  /// Filters that are no comparison of a field.
  private static let ownRules: Set<String> = ["include_deleted", "by_status"]
}

extension RecordQuery.Condition {
  /// Whether a row satisfies the condition; the store asks the same of records.
  func holds(for row: JSONValue) -> Bool {
    guard let value = row[field] ?? nested(in: row), !value.isNull else { return orMissing }
    if isOfItems {
      return value.arrayValue?.contains { $0["id"].map { values.contains($0.encoded()) } ?? false } ?? false
    }
    let text = value.stringValue ?? value.encoded()
    guard let range else { return values.contains(text) }
    return text >= range.first && text <= range.upperBound
  }

  /// `vendor_id` is the `id` of `vendor` where a row shows the whole of it.
  private func nested(in row: JSONValue) -> JSONValue? {
    field.hasSuffix("_id") ? row[String(field.dropLast(3))]?["id"] : nil
  }
}

extension RecordQuery.Span {
  /// What no value of the range comes after: beyond every text that begins with the last.
  public var upperBound: String { last + "\u{7E}" }
}
