import Foundation
import JSONSource
import MockCore
import ScenarioCore

/// A value with the bytes it was read from.
public struct Loaded<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// The bytes of its file, or of its files one after the other.
  public var bytes: [UInt8]

  /// States a value and its bytes.
  public init(value: Value, bytes: [UInt8]) {
    self.value = value
    self.bytes = bytes
  }
}

/// Reads the files of a run; whatever is wrong with any of them is collected.
public final class FileLoader {
  /// What is wrong.
  public let diagnostics = Diagnostics()
  /// Where fixtures and scenarios lie.
  public let home: Home
  private var overlay: String?
  private var worlds: [String: Loaded<World>?] = [:]
  private var profiles: [String: Loaded<Profile>?] = [:]
  private var catalogs: Loaded<Catalog>?

  /// A loader for one home.
  public init(home: Home) {
    self.home = home
  }

  /// The catalog: all files under `Fixtures/catalog`, in the order of their names.
  public func catalog() -> Loaded<Catalog> {
    if let catalogs { return catalogs }
    let files = jsonFiles(below: home.fixtures("catalog")).mapConcurrently { [home] in CatalogFile($0, home: home) }
    for diagnostic in files.flatMap(\.diagnostics) { diagnostics.add(diagnostic) }
    Catalog.reportMistakes(in: files.compactMap(\.json?.value), diagnostics)
    let loaded = Loaded(
      value: Catalog(operations: files.flatMap(\.operations)), bytes: files.flatMap { $0.json?.bytes ?? [] })
    catalogs = loaded
    return loaded
  }

  /// A world by the name of a fixture, or by its path relative to a folder.
  public func world(_ name: String, relativeTo folder: String) -> Loaded<World>? {
    let path = fixture(name, "worlds", relativeTo: folder)
    if let known = worlds[path] { return known }
    let loaded = json(path).flatMap(overlaid).flatMap { file in
      World.warnOfForeignNames(in: file.value, catalog().value, diagnostics)
      // Many mocks may begin with it.
      return World.read(file.value, into: diagnostics).map { Loaded(value: $0.preparingRecords(), bytes: file.bytes) }
    }
    worlds[path] = loaded
    return loaded
  }

  /// A world's file with the connector's own world laid over it.
  private func overlaid(_ base: Loaded<LocatedJSON>) -> Loaded<LocatedJSON>? {
    guard let overlay else { return base }
    guard let over = json(overlay) else { return nil }
    let merged = OverlayWorld.lay(over.value.value, over: base.value.value).encoded(indent: 2)
    let name = "\(base.value.place.file) with \(over.value.place.file)"
    return JSONParser.parse(SourceFile(name: name, text: merged), into: diagnostics).map {
      Loaded(value: $0, bytes: base.bytes + over.bytes)
    }
  }

  /// A profile by the name of a fixture, or by its path relative to a folder; with all that it builds on.
  public func profile(_ name: String, relativeTo folder: String) -> Loaded<Profile>? {
    profile(name, relativeTo: folder, below: [])
  }

  private func profile(_ name: String, relativeTo folder: String, below: [String]) -> Loaded<Profile>? {
    let path = fixture(name, "profiles", relativeTo: folder)
    if let known = profiles[path] { return known }
    guard let file = json(path) else { return nil }
    var base = Loaded(value: Profile(), bytes: [])
    if let extended = Profile.extended(by: file.value), let place = file.value["extends"] {
      guard !below.contains(path) else {
        diagnostics.error("the profile extends itself", at: place)
        return nil
      }
      guard let found = profile(extended, relativeTo: Self.folder(of: path), below: below + [path]) else { return nil }
      base = found
    }
    let loaded = Profile.read(file.value, base: base.value, into: diagnostics).map {
      Loaded(value: $0, bytes: base.bytes + file.bytes)
    }
    profiles[path] = loaded
    return loaded
  }

  /// A connector file; a world that it brings is laid over those that are read after it.
  public func connector(_ path: String) -> Loaded<ConnectorFile>? {
    guard let file = json(path) else { return nil }
    let folder = Self.folder(of: path)
    guard let connector = ConnectorFile.read(file.value, folder: folder, into: diagnostics) else { return nil }
    overlay = connector.world.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
    return Loaded(value: connector, bytes: file.bytes)
  }

  /// The path of a fixture: a bare name lies under `Fixtures`, anything with a slash or an ending is a path.
  private func fixture(_ name: String, _ kind: String, relativeTo folder: String) -> String {
    guard name.contains("/") || name.hasSuffix(".json") else { return home.fixtures(kind) + "/\(name).json" }
    return name.hasPrefix("/") ? name : folder + "/" + name
  }
}

/// One file of the catalog, with what is wrong with it.
private struct CatalogFile: Sendable {
  let json: Loaded<LocatedJSON>?
  let operations: [MockCore.Operation]
  let diagnostics: [Diagnostic]

  init(_ path: String, home: Home) {
    let loader = FileLoader(home: home)
    json = loader.json(path)
    operations = json.map { Catalog.read($0.value, into: loader.diagnostics) } ?? []
    diagnostics = loader.diagnostics.all
  }
}
