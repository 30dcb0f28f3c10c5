import JSONSource

extension Operation {
  /// Tells of what contradicts itself in the description of an operation: it would be read and never do what it says.
  func reportMistakes(_ fields: Fields) {
    reportCall(fields)
    reportRows(fields)
    let unreported = errorNames.keys.sorted().filter { name in !required.contains { $0.field == name } }
    for name in unreported { fields.error("\"\(name)\" is not among the required members", at: "errorName") }
    if action == .constant && manners.constant == nil {
      fields.error("a \"constant\" has no \"answer\"", at: "action")
    }
    if action == .count && manners.counted.isEmpty { fields.error("a \"count\" has no \"counts\"", at: "action") }
  }

  private func reportCall(_ fields: Fields) {
    if let methods = Action.methods[action], !methods.contains(method) {
      let words = methods.joined(separator: " or ")
      fields.error("\"\(action.rawValue)\" is called with \(words), not with \(method)", at: "method")
    }
    if tool == nil && fields.json["level"] != nil {
      fields.error("without a \"tool\" there is no level to have", at: "level")
    }
    for (index, path) in paths.enumerated() {
      guard let place = fields.json["paths"]?.items?[index] else { continue }
      if action.isAboutOneRecord && !path.hasName("id") && !DirectoryRows.collections.contains(collection) {
        fields.diagnostics.error(
          "nothing says which record is meant", at: place, hint: "end the path with \"{id}\"")
      }
      if scope == .project && !saysItsProject(path) {
        fields.diagnostics.error(
          "nothing says which project is meant", at: place,
          hint: "write \"{project_id}\" in the path, or \"queryIds\": [\"project_id\"]")
      }
      if manners.parent != nil && path.namesOfParents.isEmpty {
        fields.diagnostics.error(
          "the path goes through no record of \"parent\"", at: place, hint: "name its id in the path")
      }
    }
  }

  private func saysItsProject(_ path: PathTemplate) -> Bool {
    path.hasName("project_id") || queryIds.contains("project_id") || collection == "projects" && path.hasName("id")
  }

  private func reportRows(_ fields: Fields) {
    if let paging, paging.standard > paging.max {
      fields.error("\(paging.standard) rows unasked are more than \(paging.max), the most", at: "paging")
    }
    let sized = manners.pagingOfView.keys.sorted().map { ("pagingOfView", Optional($0)) }
    for case (let key, let view?) in [("view", manners.standardView)] + sized where views[view] == nil {
      fields.error("\"\(view)\" is not among the views", at: key)
    }
    let special = [
      ("rangeFilters", manners.ranges), ("listFilters", manners.listFilters),
      ("itemFilters", Set(manners.itemFilters.keys)),
    ]
    for (key, names) in special {
      for name in names.sorted() where !filters.contains(name) {
        fields.error("\"\(name)\" is not among the filters", at: key)
      }
    }
  }
}

extension Action {
  /// The methods that an action may be called with.
  fileprivate static let methods: [Action: [String]] = [
    .me: ["GET"], .list: ["GET"], .show: ["GET"], .count: ["GET"], .constant: ["GET"], .redirect: ["GET"],
    .create: ["POST"], .update: ["PATCH", "PUT"], .delete: ["DELETE"], .sync: ["PATCH", "POST"],
  ]
}

extension PathTemplate {
  fileprivate func hasName(_ name: String) -> Bool { segments.contains(.name(name)) }

  /// The names of it that belong to a record beside the one that is meant.
  var namesOfParents: [String] {
    segments.compactMap { segment in
      guard case .name(let name) = segment, !["id", "project_id", "company_id"].contains(name) else { return nil }
      return name
    }
  }
}
