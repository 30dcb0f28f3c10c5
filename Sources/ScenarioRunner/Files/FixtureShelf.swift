import Foundation
import JSONSource
import MockCore
import MockServer

/// The fixtures of a home, for sandboxes that are made while a program runs; each file is read once.
actor FixtureShelf {
  private let home: Home
  private var worlds: [String: World] = [:]
  private var profiles: [String: Profile] = [:]
  private var description: String?

  init(_ home: Home) {
    self.home = home
  }

  /// The names of all worlds and profiles.
  var names: FixtureNames { FixtureNames(worlds: names(of: "worlds"), profiles: names(of: "profiles")) }

  private func names(of kind: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: home.fixtures(kind))) ?? []
    return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }.sorted()
  }

  /// A world by its name.
  func world(_ name: String) -> Result<World, WrongFixture> {
    if let known = worlds[name] { return .success(known) }
    let files = FileLoader(home: home)
    guard let world = files.world(name, relativeTo: home.path)?.value, !files.diagnostics.hasErrors else {
      return .failure(WrongFixture(diagnostics: files.diagnostics.inOrder))
    }
    worlds[name] = world
    return .success(world)
  }

  /// A profile by its name, with all that it builds on.
  func profile(_ name: String) -> Result<Profile, WrongFixture> {
    if let known = profiles[name] { return .success(known) }
    let files = FileLoader(home: home)
    guard let profile = files.profile(name, relativeTo: home.path)?.value, !files.diagnostics.hasErrors else {
      return .failure(WrongFixture(diagnostics: files.diagnostics.inOrder))
    }
    profiles[name] = profile
    return .success(profile)
  }

  /// The description of the control API in one document; nil where its file cannot be read.
  func controlDescription() -> String? {
    if let description { return description }
    guard let document = value(at: home.fixtures("control") + "/openapi.json") else { return nil }
    let names = BundleSchemas.names(in: document).sorted()
    let schemas = names.compactMap { name in
      value(at: home.fixtures("schemas") + "/\(name).schema.json").map { (name, $0) }
    }
    let bundle = BundleSchemas.bundle(document, with: Dictionary(schemas) { first, _ in first })
    description = bundle.encoded(indent: 2) + "\n"
    return description
  }

  private func value(at path: String) -> JSONValue? {
    FileManager.default.contents(atPath: path).flatMap { JSONParser.parse([UInt8]($0)) }
  }
}

extension SandboxFixtures {
  /// The fixtures of a home.
  public init(home: Home, catalog: Catalog) {
    let shelf = FixtureShelf(home)
    self.init(
      catalog: catalog, names: { await shelf.names }, world: { await shelf.world($0) },
      profile: { await shelf.profile($0) }, description: { await shelf.controlDescription() })
  }
}
