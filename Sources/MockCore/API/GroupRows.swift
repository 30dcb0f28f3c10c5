import JSONSource

/// Lists that come in groups, such as meetings of version 1.0.
enum GroupRows {
  /// The groups in the order in which their first rows come.
  static func text(of rows: [String], by grouping: Manners.Grouping) -> String {
    var order: [String] = []
    var groups: [String: (title: JSONValue, rows: [String])] = [:]
    for row in rows {
      let title = JSONParser.parse(Array(row.utf8))?[grouping.field] ?? .null
      let key = title.encoded()
      if groups[key] == nil { order.append(key) }
      groups[key, default: (title, [])].rows.append(row)
    }
    let texts = order.compactMap { groups[$0] }.map { group in
      let head = JSONValue.object([grouping.title: group.title]).encoded().dropLast()
      return "\(head),\"\(grouping.rows)\":[\(group.rows.joined(separator: ","))]}"
    }
    return "[" + texts.joined(separator: ",") + "]"
  }
}
