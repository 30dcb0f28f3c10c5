import Foundation
import JSONSource
import Testing

/// What a run prints is what its schema says.
@Suite struct ReportSchemaTests {
  private static let reports = ["run-json.txt", "run-passed-json.txt"]

  @Test(arguments: reports) func `a report is valid`(_ name: String) throws {
    let validator = SchemaValidator(try Checkout.value("Fixtures/schemas/report.schema.json"))
    #expect(validator.validate(try Checkout.value("Tests/GoldenTests/Golden/" + name)).mistakes == [])
    #expect(!validator.isValid(["format": 1]))
  }

  @Test func `the keys of reports are the keys of the schema`() throws {
    let validator = SchemaValidator(try Checkout.value("Fixtures/schemas/report.schema.json"))
    var described: [String: Set<String>] = [:]
    var present: [String: Set<String>] = [:]
    for name in Self.reports {
      let report = try Checkout.value("Tests/GoldenTests/Golden/" + name)
      for visit in validator.validate(report).visits where visit.schema["properties"] != nil {
        described[visit.location] = visit.keys
        present[visit.location, default: []].formUnion(report.value(at: visit.pointer)?.objectValue?.keys ?? [])
      }
    }
    #expect(described == present)
    #expect(described.count == 7)
  }
}
