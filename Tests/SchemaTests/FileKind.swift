import Foundation
import JSONSource
import MockCore
import PromotionGate
import ScenarioCore

/// The kinds of file that people write, each with its schema, its decoder and its files.
enum FileKind: String, CaseIterable {
  case connector, scenario, world, profile, catalog, manifest, requirements, waivers, mutants

  /// Reads a file as Dryfit does.
  func read(_ json: LocatedJSON, into diagnostics: Diagnostics) {
    switch self {
    case .connector: _ = ConnectorFile.read(json, folder: "/", into: diagnostics)
    case .scenario: _ = Scenario.read(json, identity: "a", knowing: Self.vocabulary, into: diagnostics)
    case .world: _ = World.read(json, into: diagnostics)
    case .profile: _ = Profile.read(json, base: Profile(), into: diagnostics)
    case .catalog: _ = Catalog.read(json, into: diagnostics)
    case .manifest: _ = Manifest.reader().read(json, diagnostics)
    case .requirements: _ = Requirements.reader.read(json, diagnostics)
    case .mutants: _ = MutantsFile.reader.read(json, diagnostics)
    case .waivers: _ = Waiver.listReader.read(json, diagnostics)
    }
  }

  /// The files of this kind in the repository that are not examples of these tests.
  var shipped: [String] { Checkout.filesBySchema["\(rawValue).schema.json"] ?? [] }

  /// The examples of these tests, which together have every key.
  var examples: [String] {
    Checkout.json(below: "Tests/SchemaTests/Examples").filter {
      URL(filePath: $0).lastPathComponent.hasPrefix(rawValue)
    }
  }

  var schemaPath: String { "Fixtures/schemas/\(rawValue).schema.json" }

  func validator() throws -> SchemaValidator { SchemaValidator(try Checkout.value(schemaPath)) }

  private static let vocabulary: ScenarioVocabulary = {
    let catalog = Catalog(
      operations: Checkout.json(below: "Fixtures/catalog").flatMap { path in
        (try? Checkout.located(path)).map { Catalog.read($0, into: Diagnostics()) } ?? []
      })
    let world = (try? Checkout.located("Fixtures/worlds/two-companies.json")).flatMap {
      World.read($0, into: Diagnostics())
    }
    return ScenarioVocabulary(
      operations: catalog.names, world: world.map { WorldVocabulary($0.directory, catalog: catalog) })
  }()
}

extension FileKind {
  /// What Dryfit says of a value of this kind.
  func diagnostics(of value: JSONValue) -> Diagnostics {
    let diagnostics = Diagnostics.rememberingQuestions()
    let source = SourceFile(name: "\(rawValue).json", text: value.encoded())
    if let json = JSONParser.parse(source, into: diagnostics) { read(json, into: diagnostics) }
    return diagnostics
  }

  func isTaken(_ value: JSONValue) -> Bool { !diagnostics(of: value).hasErrors }
}

/// The files of the repository that these tests were built from.
enum Checkout {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func json(below folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
  }

  /// The files that name a schema, by the name of its file.
  static let filesBySchema: [String: [String]] = {
    let files = ["Fixtures", "scenarios", "Tests/Connectors"].flatMap(json)
    let named = files.compactMap { path -> (schema: String, path: String)? in
      let schema = (try? value(path))?["$schema"]?.stringValue
      return schema.map { (URL(filePath: $0).lastPathComponent, path) }
    }
    return Dictionary(grouping: named, by: \.schema).mapValues { $0.map(\.path) }
  }()

  static func located(_ path: String) throws -> LocatedJSON {
    let diagnostics = Diagnostics()
    let bytes = [UInt8](try Data(contentsOf: root.appending(path: path)))
    guard let json = JSONParser.parse(SourceFile(name: path, bytes: bytes), into: diagnostics) else {
      throw WrongFile(path: path)
    }
    return json
  }

  static func value(_ path: String) throws -> JSONValue { try located(path).value }
}

/// A file of the repository that is no JSON.
struct WrongFile: Error {
  let path: String
}
