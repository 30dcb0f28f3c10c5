import JSONSource

extension World {
  /// Warns of tools that govern nothing and of collections that no operation shows: most of them are misspelt.
  public static func warnOfForeignNames(in json: LocatedJSON, _ catalog: Catalog, _ diagnostics: Diagnostics) {
    let tools = Set(catalog.operations.compactMap { $0.tool?.rawValue })
    for owner in (json["permissionTemplates"]?.items ?? []) + (json["projects"]?.items ?? []) {
      for tool in owner["tools"]?.members ?? [] where !tools.contains(tool.key) && tool.key != "note" {
        let hint = Suggestion.hint(for: tool.key, among: tools.sorted())
        diagnostics.warning("no operation is governed by the tool \"\(tool.key)\"", atKeyOf: tool, hint: hint)
      }
    }
    let collections = catalog.collections
    for records in json["records"]?.members ?? [] where !collections.contains(records.key) && records.key != "note" {
      let hint = Suggestion.hint(for: records.key, among: collections.sorted())
      diagnostics.warning("no operation shows \"\(records.key)\"", atKeyOf: records, hint: hint)
    }
  }
}
