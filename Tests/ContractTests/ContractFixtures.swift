import Foundation
import JSONSource
import MockCore
import Synchronization
import Testing

/// The files that the mock ships with, as the tests read them.
enum ContractFixtures {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func world(_ name: String = "two-companies") throws -> World {
    try worlds.value(of: name) { try read("worlds/\(name).json") { World.read($0, into: $1) } }
  }

  static func profile(_ name: String = "procore") throws -> Profile {
    try profiles.value(of: name) {
      let path = "profiles/\(name).json"
      let base = try read(path) { json, _ in Optional(Profile.extended(by: json)) }
      let start = try base.map { try profile($0) } ?? Profile()
      return try read(path) { Profile.read($0, base: start, into: $1) }
    }
  }

  static func catalog() throws -> Catalog { try wholeCatalog.get() }

  private static let worlds = ReadOnce<World>()
  private static let profiles = ReadOnce<Profile>()
  private static let wholeCatalog = Result { try readCatalog() }

  private static func readCatalog() throws -> Catalog {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "catalog").path)
      .filter { $0.hasSuffix(".json") }.sorted()
    return Catalog(
      operations: try files.flatMap { file in try read("catalog/\(file)") { Catalog.read($0, into: $1) } })
  }

  private static func read<Value>(_ path: String, _ reader: (LocatedJSON, Diagnostics) -> Value?) throws -> Value {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
    let diagnostics = Diagnostics()
    let json = try #require(JSONParser.parse(SourceFile(name: path, bytes: bytes), into: diagnostics))
    let value = reader(json, diagnostics)
    #expect(diagnostics.all.isEmpty, "\(diagnostics.all.map(\.description).joined(separator: "\n"))")
    return try #require(value)
  }
}

/// What was read by its name: most tests begin with the same files, and to read one takes longer than many a test.
private final class ReadOnce<Value: Sendable>: Sendable {
  private let known = Mutex<[String: Value]>([:])

  func value(of name: String, reading read: () throws -> Value) throws -> Value {
    if let value = known.withLock({ $0[name] }) { return value }
    let value = try read()
    known.withLock { $0[name] = value }
    return value
  }
}
