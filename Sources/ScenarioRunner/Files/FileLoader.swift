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
  /// Dryfit's own variables.
  let environment: [String: String]
  private var overlay: Overlay?
  private var worlds: [String: Loaded<World>?] = [:]
  private var profiles: [String: Loaded<Profile>?] = [:]
  private var catalogs: Loaded<Catalog>?

  /// A loader for one home.
  ///
  /// - Parameter environment: Dryfit's own variables, which connector files name.
  public init(home: Home, environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.home = home
    self.environment = environment
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
  ///
  /// - Parameter naming: the value that names it; nil where a person did.
  public func world(_ name: String, relativeTo folder: String, naming: LocatedJSON? = nil) -> Loaded<World>? {
    let path = fixture(name, "worlds", relativeTo: folder)
    if let known = worlds[path] { return known }
    guard let base = json(path, naming: naming) else { return nil }
    let loaded = overlaid(base).flatMap { file in
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
    guard case .read(let over) = overlay else { return nil }
    let merged = OverlayWorld.lay(over.value.value, over: base.value.value).encoded(indent: 2)
    let name = "\(base.value.place.file) with \(over.value.place.file)"
    return JSONParser.parse(SourceFile(name: name, text: merged), into: diagnostics).map {
      Loaded(value: $0, bytes: base.bytes + over.bytes)
    }
  }

  /// A profile by the name of a fixture, or by its path relative to a folder; with all that it builds on.
  ///
  /// - Parameter naming: the value that names it; nil where a person did.
  public func profile(_ name: String, relativeTo folder: String, naming: LocatedJSON? = nil) -> Loaded<Profile>? {
    profile(at: fixture(name, "profiles", relativeTo: folder), naming: naming, below: [])
  }

  private func profile(at path: String, naming: LocatedJSON?, below: [String]) -> Loaded<Profile>? {
    if let known = profiles[path] { return known }
    guard let file = json(path, naming: naming) else { return nil }
    var base = Loaded(value: Profile(), bytes: [])
    if let extended = Profile.extended(by: file.value), let place = file.value["extends"] {
      let below = below + [path]
      let extendedPath = fixture(extended, "profiles", relativeTo: Self.folder(of: path))
      guard !below.contains(extendedPath) else {
        diagnostics.error("the profile extends itself", at: place)
        return nil
      }
      guard let found = profile(at: extendedPath, naming: place, below: below) else { return nil }
      base = found
    }
    let loaded = Profile.read(file.value, base: base.value, into: diagnostics).map {
      Loaded(value: $0, bytes: base.bytes + file.bytes)
    }
    profiles[path] = loaded
    return loaded
  }

  /// A connector file; a world that it brings is laid over those that are read after it.
  ///
  /// - Parameter needs: what must be there beside the file.
  public func connector(_ path: String, needing needs: ConnectorNeeds = []) -> Loaded<ConnectorFile>? {
    guard let file = json(path) else { return nil }
    let folder = Self.folder(of: path)
    let connector = ConnectorFile.read(file.value, folder: folder, into: diagnostics)
    ConnectorSurroundings(file: file.value, folder: folder, environment: environment).report(needs, into: diagnostics)
    guard let connector else { return nil }
    overlay = connector.overlayPath.map { path in
      json(Self.path(path, in: folder), naming: file.value["world"]).map { .read($0) } ?? .unreadable
    }
    return Loaded(value: connector, bytes: file.bytes)
  }

  /// The path of a fixture: a bare name lies under `Fixtures`, anything with a slash or an ending is a path.
  private func fixture(_ name: String, _ kind: String, relativeTo folder: String) -> String {
    guard name.contains("/") || name.hasSuffix(".json") else { return home.fixtures(kind) + "/\(name).json" }
    return Self.path(name, in: folder)
  }

  /// One spelling of a path, so that the same file is the same file.
  private static func path(_ name: String, in folder: String) -> String {
    URL(filePath: name.hasPrefix("/") ? name : folder + "/" + name).standardizedFileURL.path
  }
}

/// The world that a connector brings.
private enum Overlay {
  case read(Loaded<LocatedJSON>)
  /// What is wrong with it has been said.
  case unreadable
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
