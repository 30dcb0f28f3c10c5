import Foundation
import MockCore
import ScenarioCore

/// Looks for secrets in the files that a connector wrote.
struct FileScanner {
  let redactor: Redactor
  let values: RunValues
  /// The folders of the browser sessions, by name.
  let sessions: [String: String]

  /// A larger file is looked at in its first part only, in bytes.
  static let longestFile = 32 << 20

  /// What stands in the files that the connector file names; files without secrets are told too, so that it is known
  /// that something was looked at.
  func scan(_ connector: ConnectorFile) throws -> [FileScan] {
    let roots = try connector.files.flatMap { try paths($0, "files", in: connector.folder) }
    let stores = try connector.secretStore.flatMap { try paths($0, "secretStore", in: connector.folder) }
    return Set(roots.flatMap(files)).sorted().map { path in
      FileScan(
        file: shown(path), isSecretStore: stores.contains { matches(path, store: $0) },
        secrets: redactor.names(in: bytes(of: path)))
    }
  }

  /// The paths that a text names: one, or one for each browser session where it speaks of sessions.
  private func paths(_ text: Interpolation, _ key: String, in folder: String) throws -> [String] {
    var values = values
    guard text.names.contains(where: { $0.hasPrefix("session.") }) else {
      return [LaunchSettings.path(try values.text(text, in: "\(key) of connector.json"), in: folder)]
    }
    return try sessions.sorted { $0.key < $1.key }.map { name, directory in
      values.sessionName = name
      values.sessionDir = directory
      return LaunchSettings.path(try values.text(text, in: "\(key) of connector.json"), in: folder)
    }
  }

  private func files(below root: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [root] }
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.map { root + "/" + $0 }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  private func bytes(of path: String) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: Self.longestFile) else {
      return []
    }
    return [UInt8](data)
  }

  /// A secret store is a file, a folder, or a pattern such as `tokens.db*`.
  private func matches(_ path: String, store: String) -> Bool {
    path == store || path.hasPrefix(store + "/") || fnmatch(store, path, 0) == 0
  }

  private func shown(_ path: String) -> String {
    path.hasPrefix(values.stateDir + "/") ? String(path.dropFirst(values.stateDir.count + 1)) : path
  }
}
