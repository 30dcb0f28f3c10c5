import Foundation
import JSONSource
import MockCore
import ScenarioCore

/// A scenario, in one combination of its matrix, with everything it names.
public struct LoadedScenario: Sendable {
  /// The scenario.
  public var scenario: Loaded<Scenario>
  /// Its world.
  public var world: Loaded<World>
  /// Its profile.
  public var profile: Loaded<Profile>
}

extension FileLoader {
  /// The scenarios of some paths: files, folders, or identities of the standard suite; no path means the whole suite.
  public func scenarios(_ paths: [String]) -> [LoadedScenario] {
    let files = paths.isEmpty ? jsonFiles(below: home.scenarios) : paths.flatMap(scenarioFiles)
    if files.isEmpty && !diagnostics.hasErrors {
      let place = paths.isEmpty ? home.scenarios : paths.joined(separator: ", ")
      diagnostics.add(
        Diagnostic(
          severity: .error, message: "there is no scenario in \(place)", place: nil, excerpt: nil,
          hint: "a scenario is a file that ends in .json", width: 1))
    }
    return files.flatMap(combinations)
  }

  /// The identities of the standard suite.
  public var suite: [String] { jsonFiles(below: home.scenarios).map(identity) }

  private func scenarioFiles(_ path: String) -> [String] {
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder) {
      return isFolder.boolValue ? jsonFiles(below: absolute) : [absolute]
    }
    let ofSuite = home.scenarios + "/" + path
    if FileManager.default.fileExists(atPath: ofSuite + ".json") { return [ofSuite + ".json"] }
    if FileManager.default.fileExists(atPath: ofSuite) { return jsonFiles(below: ofSuite) }
    return [absolute]
  }

  /// The scenario of a file, once for each combination of its matrix.
  private func combinations(_ path: String) -> [LoadedScenario] {
    guard let file = json(path) else { return [] }
    let folder = Self.folder(of: path)
    let names = Scenario.fixtures(of: file.value)
    let world = world(names.world, relativeTo: folder, naming: file.value["world"])
    let profiles = Scenario.profiles(of: file.value).map { name in
      (name: name, profile: profile(name, relativeTo: folder, naming: Self.profile(name, in: file.value)))
    }
    let catalog = catalog().value
    let vocabulary = ScenarioVocabulary(
      operations: catalog.names, methods: catalog.methods, collections: catalog.collections,
      world: world.map { WorldVocabulary($0.value.directory, catalog: catalog) },
      clientId: world?.value.apps.first?.clientId, variables: environment)
    let scenario = Scenario.read(file.value, identity: identity(of: path), knowing: vocabulary, into: diagnostics)
    guard let scenario, let world else { return [] }
    return scenario.combinations.compactMap { combination in
      guard let profile = profiles.first(where: { $0.name == combination.profile })?.profile else { return nil }
      return LoadedScenario(
        scenario: Loaded(value: combination, bytes: file.bytes), world: world, profile: profile)
    }
  }

  /// The value by which a scenario or its matrix names a profile.
  private static func profile(_ name: String, in json: LocatedJSON) -> LocatedJSON? {
    let named = (json["matrix"]?["profile"]?.items ?? []) + [json["profile"]].compactMap { $0 }
    return named.first { $0.value.stringValue == name }
  }

  /// The path below `scenarios/` without its ending; of a file elsewhere, its path as people know it.
  public func identity(of path: String) -> String {
    let standard = URL(filePath: path).standardizedFileURL.path
    let suite = URL(filePath: home.scenarios).standardizedFileURL.path + "/"
    guard standard.hasPrefix(suite) else { return shownPath(path) }
    return String(standard.dropFirst(suite.count).dropLast(".json".count))
  }
}
