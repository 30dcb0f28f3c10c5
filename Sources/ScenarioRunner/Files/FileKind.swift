import Foundation
import JSONSource

/// The kinds of file that people write.
public enum FileKind: String, CaseIterable, Sendable {
  case connector, scenario, world, profile, catalog, manifest, requirements, waivers, mutants

  /// The kind of a file, by what it says of itself, by its folder, and by the keys that no other kind has; a scenario
  /// where nothing tells.
  public init(of json: LocatedJSON, at path: String) {
    self = Self.named(by: json) ?? Self.inFolder(of: path) ?? Self.withKeys(of: json) ?? .scenario
  }

  private static func named(by json: LocatedJSON) -> FileKind? {
    let schema = json["$schema"]?.value.stringValue.map { URL(filePath: $0).lastPathComponent } ?? ""
    return allCases.first { schema == "\($0.rawValue).schema.json" }
  }

  private static func inFolder(of path: String) -> FileKind? {
    let folders: [String: FileKind] = ["worlds": .world, "profiles": .profile, "catalog": .catalog]
    return folders[URL(filePath: path).deletingLastPathComponent().lastPathComponent]
  }

  private static func withKeys(of json: LocatedJSON) -> FileKind? {
    let keys = Set((json.members ?? []).map(\.key))
    let signs: [(kind: FileKind, keys: Set<String>)] = [
      (.scenario, ["title"]), (.scenario, ["steps"]), (.connector, ["actions"]), (.connector, ["login"]),
      (.world, ["companies"]), (.world, ["users"]), (.world, ["records"]), (.catalog, ["operations"]),
      (.manifest, ["components"]), (.waivers, ["waivers"]), (.mutants, ["defects"]), (.requirements, ["required"]),
      (.profile, ["extends"]), (.profile, ["why"]),
    ]
    return signs.first { $0.keys.isSubset(of: keys) }?.kind
  }
}

extension FileLoader {
  /// The files that paths name, each with its kind: a folder stands for all files below it, and what is no file here
  /// for scenarios of the standard suite.
  public func kinds(of paths: [String]) -> [(path: String, kind: FileKind)] {
    paths.flatMap(files).map { path in
      guard let bytes = FileManager.default.contents(atPath: path) else { return (path, .scenario) }
      let json = JSONParser.parse(SourceFile(name: path, bytes: [UInt8](bytes)), into: Diagnostics())
      return (path, json.map { FileKind(of: $0, at: path) } ?? .scenario)
    }
  }

  private func files(of path: String) -> [String] {
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder) else { return [path] }
    return isFolder.boolValue ? jsonFiles(below: absolute) : [absolute]
  }
}
