import JSONSource
import MockCore

/// All operations of a catalog, for people and for programs.
public struct OperationTable: Sendable {
  private let operations: [Operation]

  /// A table of these operations, in their order.
  public init(_ catalog: Catalog) {
    operations = catalog.operations
  }

  /// A table for a terminal: one line for each path; it ends in a line feed.
  public var text: String {
    let rows = operations.flatMap { operation in
      operation.paths.map { path in
        [operation.name, operation.method, path.text, operation.needs, operation.source.rawValue]
      }
    }
    let all = [["OPERATION", "METHOD", "PATH", "NEEDS", "SOURCE"]] + rows
    let widths = (0..<5).map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return cells.joined(separator: "  ").trimmingEnd() + "\n"
    }.joined()
  }

  /// The operations as JSON, for programs; it ends in a line feed.
  public var json: String {
    JSONValue.object([
      "format": 1, "operations": .array(operations.map(\.json)),
    ]).encoded(indent: 2) + "\n"
  }

  /// The page that stands beside the catalog, in Markdown; it ends in a line feed.
  public var page: String {
    let documented = operations.count { $0.source == .documented }
    let head = """
      # The operations of the fake API

      Written from the files of this folder; `dryfit serve --list` prints the same as a table, with `--json` for \
      programs.

      There are \(operations.count) operations, of which \(documented) are documented by Procore and \
      \(operations.count - documented) are inferred from something else that is public. What is inferred even of a \
      documented one says its note. **A level is inferred unless its note says otherwise**: Procore publishes no table \
      of them, so reading needs Read Only, writing Standard, and changing what others made Admin. Webhooks and uploads \
      are not here.

      | operation | action | call | needs | manners | source |
      |---|---|---|---|---|---|

      """
    return head + operations.map(\.line).joined()
  }
}

extension Operation {
  /// What a caller needs: `RFIs readOnly`, or membership.
  fileprivate var needs: String {
    guard let tool else { return scope == .none ? "a token" : "membership" }
    return "\(scope == .project ? "" : "company ")\(tool.rawValue) \(level.rawValue)"
  }

  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "operation": .string(name), "method": .string(method), "paths": .array(paths.map { .string($0.text) }),
      "action": .string(action.rawValue), "collection": .string(collection), "scope": .string(scope.rawValue),
    ]
    if let tool {
      object["tool"] = .string(tool.rawValue)
      object["level"] = .string(level.rawValue)
    }
    if !queryIds.isEmpty { object["queryIds"] = .array(queryIds.map { .string($0) }) }
    if let paging {
      object["paging"] = ["default": .integer(Int64(paging.standard)), "max": .integer(Int64(paging.max))]
    }
    if !filters.isEmpty { object["filters"] = .array(filters.map { .string($0) }) }
    if !views.isEmpty { object["views"] = .array(views.keys.sorted().map { .string($0) }) }
    let words = manners.words
    if !words.isEmpty { object["manners"] = .array(words.map { .string($0) }) }
    object["source"] = .string(source.rawValue)
    if let sourceNote { object["sourceNote"] = .string(sourceNote) }
    return .object(object)
  }

  /// A line of the page.
  fileprivate var line: String {
    let calls = paths.map { "`\(method) \($0.text)`" }.joined(separator: "<br>")
    var manners: [String] = queryIds.map { "`\($0)` in the query" }
    if let paging { manners.append("\(paging.standard) rows a page, at most \(paging.max)") }
    if !filters.isEmpty { manners.append("filters " + filters.map { "`\($0)`" }.joined(separator: " ")) }
    if !views.isEmpty { manners.append("views " + views.keys.sorted().map { "`\($0)`" }.joined(separator: " ")) }
    if !required.isEmpty { manners.append("must have " + required.map { "`\($0.field)`" }.joined(separator: " ")) }
    manners += self.manners.words
    let note = sourceNote.map { "**\(source.rawValue)**: \($0)" } ?? "**\(source.rawValue)**"
    let cells = ["`\(name)`", action.rawValue, calls, needs, manners.joined(separator: "; "), note]
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    String(prefix(upTo: lastIndex { $0 != " " }.map(index(after:)) ?? startIndex))
  }
}
