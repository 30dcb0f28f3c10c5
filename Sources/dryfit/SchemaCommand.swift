import ArgumentParser
import Foundation
import JSONSource
import MockCore
import ScenarioRunner

/// `dryfit schema`: the JSON Schemas of the file kinds, and the closed list of grounds.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a file kind, for editors and validators.",
    discussion: """
      EXAMPLE: dryfit schema connector > connector.schema.json

      With "$schema": "connector.schema.json" as the first member of connector.json an editor completes its words. \
      "dryfit schema grounds" prints the words of "because" in a match, one a line.
      """)

  @Argument(help: "The kind of file, or \"grounds\"; none lists them all.")
  var name: String?

  @Flag(help: "Print the list, or the grounds, as JSON; a schema is JSON anyway.")
  var json = false

  func run() async throws {
    try await reportingFailures {
      if name == Self.grounds.name {
        if json { return Listing.show(["grounds": .array(Grounds.allCases.map { .string($0.rawValue) })]) }
        for grounds in Grounds.allCases { print(grounds.rawValue) }
        return
      }
      let schemas = Schemas(home: try FileLoader.here().home)
      guard let name else { return list(schemas.all) }
      guard let schema = schemas.named(name) else {
        let closest = Suggestion.closest(to: name, among: schemas.all.map(\.name) + [Self.grounds.name])
        let advice = closest.map { "Did you mean \"\($0)\"?" } ?? "`dryfit schema` lists them."
        throw ValidationError("There is no schema \"\(name)\". \(advice)")
      }
      print(schema.text, terminator: "")
    }
  }

  private func list(_ schemas: [Schema]) {
    let rows = schemas.map { (name: $0.name, sentence: $0.sentence) } + [Self.grounds]
    guard !json else {
      return Listing.show([
        "schemas": .array(rows.map { ["schema": .string($0.name), "sentence": .string($0.sentence)] })
      ])
    }
    let width = rows.map(\.name.count).max() ?? 0
    for row in rows {
      print(row.name + String(repeating: " ", count: width - row.name.count + 2) + row.sentence)
    }
  }

  private static let grounds = (name: "grounds", sentence: "The words of \"because\" in a match, one a line.")
}
