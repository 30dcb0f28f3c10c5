import Foundation
import JSONSource
import MockCore
import Testing

@testable import Reports

/// The table of operations, and the page beside the catalog, which is written from it.
@Suite struct OperationTableTests {
  private static let example = """
    { "format": 1, "operations": [
      { "operation": "rfis.list", "method": "GET",
        "paths": ["/rest/v1.0/projects/{project_id}/rfis", "/rest/v1.1/projects/{project_id}/rfis"], "action": "list",
        "collection": "rfis", "scope": "project", "tool": "RFIs", "paging": { "default": 100, "max": 300 },
        "filters": ["id"], "views": { "compact": ["id"] }, "sort": { "style": "attribute", "by": ["id"] },
        "source": "documented", "sourceNote": "A | B." },
      { "operation": "me.show", "method": "GET", "paths": ["/rest/v1.0/me"], "action": "me", "collection": "users",
        "scope": "none", "source": "inferred" } ] }
    """

  private func catalog(_ text: String) throws -> Catalog {
    let json = try #require(JSONParser.parse(SourceFile(name: "catalog.json", text: text), into: Diagnostics()))
    return Catalog(operations: Catalog.read(json, into: Diagnostics()))
  }

  @Test func `the table has a line for each path`() throws {
    let lines = OperationTable(try catalog(Self.example)).text.split(separator: "\n")
    #expect(
      lines.map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") } == [
        "OPERATION METHOD PATH NEEDS SOURCE",
        "rfis.list GET /rest/v1.0/projects/{project_id}/rfis RFIs readOnly documented",
        "rfis.list GET /rest/v1.1/projects/{project_id}/rfis RFIs readOnly documented",
        "me.show GET /rest/v1.0/me a token inferred",
      ])
    #expect(lines[0].firstRange(of: "SOURCE")?.lowerBound.utf16Offset(in: lines[0]) == 73)
  }

  @Test func `programs get the same as JSON`() throws {
    let value = try #require(JSONParser.parse(Array(OperationTable(try catalog(Self.example)).json.utf8)))
    #expect(value["operations"]?[0]?["manners"] == ["sort[attribute], sort[direction]"])
    #expect(value["operations"]?[0]?["level"] == "readOnly")
    #expect(value["operations"]?[1]?["tool"] == nil)
    #expect(value["operations"]?[1]?["source"] == "inferred")
  }

  @Test func `a page says what is documented and what is inferred`() throws {
    let page = OperationTable(try catalog(Self.example)).page
    #expect(page.contains("There are 2 operations, of which 1 are documented"))
    #expect(page.contains("**documented**: A \\| B. |\n"))
    #expect(page.contains("| `me.show` | me | `GET /rest/v1.0/me` | a token |  | **inferred** |\n"))
  }

  @Test func `the page beside the catalog is the catalog's`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/catalog")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    let operations = try names.sorted().flatMap { name in
      let text = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
      return try catalog(text).operations
    }
    try Golden.expect(OperationTable(Catalog(operations: operations)).page, "../../../Fixtures/catalog/README.md")
  }
}
