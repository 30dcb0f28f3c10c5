import JSONSource

/// `sort=name,-id`, or `sort[attribute]=name&sort[direction]=desc` (Procore, sorting; RFIs have the second).
enum Sorting {
  /// What the rows of a request are sorted by; fields that the operation does not name are passed over.
  static func order(_ request: Request, _ operation: Operation) -> [RecordQuery.Order] {
    guard !request.query.isEmpty, let rule = operation.shared.value.sort else { return [] }
    let asked: [RecordQuery.Order]
    switch rule.style {
    case .list:
      asked = (request.queryValue("sort") ?? "").split(separator: ",").map { piece in
        RecordQuery.Order(field: piece.drop { $0 == "-" }.description, isDescending: piece.hasPrefix("-"))
      }
    case .attribute:
      asked =
        request.queryValue("sort[attribute]").map {
          [RecordQuery.Order(field: $0, isDescending: request.queryValue("sort[direction]") == "desc")]
        } ?? []
    }
    return asked.filter { rule.fields.contains($0.field) }
  }

  /// Rows of who exists in that order; the store orders records the same way.
  static func sorted(_ rows: [DirectoryRows.Row], by order: [RecordQuery.Order]) -> [DirectoryRows.Row] {
    guard !order.isEmpty else { return rows }
    return rows.sorted { first, second in
      for field in order {
        let one = first.json[field.field]
        let other = second.json[field.field]
        if isLess(one, other) { return !field.isDescending }
        if isLess(other, one) { return field.isDescending }
      }
      return first.id < second.id
    }
  }

  private static func isLess(_ one: JSONValue?, _ other: JSONValue?) -> Bool {
    if let one = one?.doubleValue, let other = other?.doubleValue { return one < other }
    return (one?.stringValue ?? "") < (other?.stringValue ?? "")
  }
}
