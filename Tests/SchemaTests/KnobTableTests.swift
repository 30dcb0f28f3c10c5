import Foundation
import JSONSource
import Testing

/// The table of the knobs of a profile, in the README of the fixtures.
@Suite struct KnobTableTests {
  private struct Row {
    var knob: String
    var cells: [String]
  }

  private static let frame: Set<String> = ["$schema", "format", "why", "extends", "note"]

  private func rows() throws -> [Row] {
    let text = try String(contentsOf: Checkout.root.appending(path: "Fixtures/README.md"), encoding: .utf8)
    let table = try #require(text.split(separator: "\n\n").first { $0.hasPrefix("| knob |") })
    return table.split(separator: "\n").dropFirst(2).map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(knob: cells[0].trimmingCharacters(in: ["`"]), cells: cells)
    }
  }

  @Test func `every knob of the schema has its row, with its default, its other values and its source`() throws {
    let schema = try Checkout.value("Fixtures/schemas/profile.schema.json")
    let knobs = Set(try #require(schema["properties"]?.objectValue?.keys)).subtracting(Self.frame)
    let rows = try rows()
    #expect(Set(rows.map(\.knob)) == knobs && rows.count == knobs.count)
    for row in rows {
      #expect(row.cells.count == 4 && !row.cells[1].isEmpty, "\(row.knob)")
      // The words of refusals each have a source of their own.
      #expect(!row.cells[3].isEmpty || row.knob.hasSuffix("Bodies"), "\(row.knob)")
    }
  }

  @Test func `the defaults of the table are those of the documented present, which names every knob`() throws {
    let profile = try Checkout.value("Fixtures/profiles/procore.json")
    for row in try rows() where row.knob != "retryAfterOn503" {
      let value = try #require(profile[row.knob], "\(row.knob)")
      guard value.objectValue == nil else { continue }
      let text = value.stringValue ?? value.encoded()
      #expect(row.cells[1].trimmingCharacters(in: ["`"]) == text, "\(row.knob)")
    }
  }

  @Test func `every word that a knob takes stands in its row`() throws {
    let schema = try Checkout.value("Fixtures/schemas/profile.schema.json")
    for row in try rows() {
      let knob = schema["properties"]?[row.knob]
      let choices = knob?["anyOf"]?.arrayValue ?? [knob].compactMap { $0 }
      for word in choices.flatMap({ $0["enum"]?.arrayValue ?? [] }).compactMap(\.stringValue) {
        #expect(row.cells[1...2].contains { $0.contains("`\(word)`") }, "\(row.knob): \(word)")
      }
    }
  }
}
