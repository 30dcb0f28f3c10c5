import JSONSource

/// A folder with the folders and files in it, one level deep (Procore, folders and files).
enum FolderTree {
  /// What a call needs to show one folder: what lies in it.
  static func needs(_ permit: Permit, _ tree: Manners.Tree, folder: Int64?) -> [RecordsNeeded] {
    let id = folder ?? rootID(permit)
    // What names no folder lies in the outermost one.
    let condition = RecordQuery.Condition(
      field: tree.parent, values: [String(id)], orMissing: id == rootID(permit))
    return tree.children.map { child in
      var query = RecordQuery(permit, collection: child.collection, limit: mostChildren)
      query.conditions = [condition]
      return .page(query)
    }
  }

  /// The outermost folder bears the id of what it belongs to.
  static func rootID(_ permit: Permit) -> Int64 { permit.project?.id ?? permit.company ?? 0 }

  /// The outermost folder, which is no record.
  static func root(_ permit: Permit, _ root: JSONValue) -> String {
    var folder: JSONObject = ["id": .integer(rootID(permit))]
    for member in root.objectValue ?? [:] where member.key != "id" { folder[member.key] = member.value }
    return JSONValue.object(folder).encoded()
  }

  /// The folder as JSON text, with its children.
  static func text(of folder: String, _ tree: Manners.Tree, children: [[String]]) -> String {
    let members = zip(tree.children, children).map { child, rows in
      "\"\(child.member)\":[\(rows.joined(separator: ","))]"
    }
    guard !members.isEmpty else { return folder }
    let separator = folder == "{}" ? "" : ","
    return folder.dropLast() + separator + members.joined(separator: ",") + "}"
  }

  /// A folder does not page; no folder of a world comes near this.
  private static let mostChildren = 10_000
}
