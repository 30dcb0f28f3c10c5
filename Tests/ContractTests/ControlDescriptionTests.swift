import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The description of the control API, as it lies among the fixtures.
enum ControlDescription {
  /// The description of the repository.
  static func read() throws -> JSONValue { try value("control/openapi.json") }

  /// The description with the schemas that it refers to.
  static func bundled() throws -> JSONValue {
    let description = try read()
    let schemas = try BundleSchemas.names(in: description).map { ($0, try value("schemas/\($0).schema.json")) }
    return BundleSchemas.bundle(description, with: Dictionary(schemas) { first, _ in first })
  }

  private static func value(_ path: String) throws -> JSONValue {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures")
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
    return try #require(JSONParser.parse(bytes), "\(path)")
  }
}

/// The description of the control API says what its routes do, and nothing else.
@Suite struct ControlDescriptionTests {
  private struct Described {
    var path: String
    var method: String
    var operation: JSONValue
  }

  private func operations() throws -> [Described] {
    let paths = try #require(try ControlDescription.read()["paths"]?.objectValue)
    return paths.flatMap { path in
      (path.value.objectValue?.members ?? []).filter { $0.key != "parameters" }.map {
        Described(path: path.key, method: $0.key.uppercased(), operation: $0.value)
      }
    }
  }

  @Test func `every route is described, and everything described is a route`() throws {
    let described = try operations().map { "\($0.operation["operationId"]?.stringValue ?? "") \($0.method) \($0.path)" }
    let routes = ControlRoute.allCases.map { "\($0.rawValue) \($0.method) \($0.template)" }
    #expect(described.sorted() == routes.sorted())
  }

  @Test func `the statuses of a route are those that are described`() throws {
    for described in try operations() {
      let route = try #require(ControlRoute(rawValue: described.operation["operationId"]?.stringValue ?? ""))
      let statuses = described.operation["responses"]?.objectValue?.keys ?? []
      #expect(Set(statuses) == Set(route.statuses.map(String.init)), "\(route)")
    }
  }

  @Test func `the names in a path are its parameters`() throws {
    let description = try ControlDescription.read()
    for path in try #require(description["paths"]?.objectValue) {
      let references = (path.value["parameters"]?.arrayValue ?? []).compactMap { $0["$ref"]?.stringValue }
      let named = references.compactMap { description.value(at: String($0.dropFirst()))?["name"]?.stringValue }
      let inPath = path.key.matches(of: /\{([a-z]+)\}/).map { String($0.1) }
      #expect(named == inPath, "\(path.key)")
    }
  }

  @Test func `the words of a query and of a change are the words that are described`() throws {
    let description = try ControlDescription.read()
    let list = try #require(try operations().first { $0.operation["operationId"] == "listExchanges" })
    let references = (list.operation["parameters"]?.arrayValue ?? []).compactMap { $0["$ref"]?.stringValue }
    let words = references.compactMap { description.value(at: String($0.dropFirst()))?["name"]?.stringValue }
    let diagnostics = Diagnostics.rememberingQuestions()
    let empty = try #require(JSONParser.parse(SourceFile(name: "query", text: "{}"), into: diagnostics))
    _ = Reader<ExchangeQuery>.exchangeQuery(knowing: MatchVocabulary(operations: [])).read(empty, diagnostics)
    #expect(Set(words) == Set(diagnostics.objects.first?.keys ?? []))
    let changes = description.value(at: "/components/schemas/Change/properties")?.objectValue?.keys ?? []
    #expect(Set(changes).subtracting(["note"]) == Set(NamedChangeReader.words))
    _ = Reader<SandboxOrder>.sandboxOrder(knowing: FixtureNames(worlds: [], profiles: [])).read(empty, diagnostics)
    let order = description.value(at: "/components/schemas/SandboxOrder/properties")?.objectValue?.keys ?? []
    #expect(Set(order).subtracting(["note"]) == Set(diagnostics.objects.last?.keys ?? []))
  }

  @Test func `everything that is referred to is there, in the one document that is served`() throws {
    let document = try ControlDescription.bundled()
    let references = references(in: document)
    #expect(references.count > 50)
    #expect(references.filter { !$0.hasPrefix("#/") || document.value(at: String($0.dropFirst())) == nil } == [])
    #expect(references.contains("#/components/schemas/scenario.fault"))
  }

  private func references(in value: JSONValue) -> Set<String> {
    switch value {
    case .array(let items): items.reduce(into: []) { $0.formUnion(references(in: $1)) }
    case .object(let object):
      object.reduce(into: Set([object["$ref"]?.stringValue].compactMap { $0 })) {
        $0.formUnion(references(in: $1.value))
      }
    default: []
    }
  }
}
