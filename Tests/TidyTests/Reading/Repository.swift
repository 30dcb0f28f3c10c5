import Foundation

/// The files of this repository as they lie on disk, without what building leaves behind.
struct Repository: Sendable {
  let files: [TextFile]
  /// Of `Sources`, `Tests` and the package itself.
  let swift: [SwiftText]

  /// Read once for all tests.
  static func current() throws -> Repository { try found.get() }

  private static let found = Result { try Repository(root: root(above: #filePath)) }

  init(root: URL) throws {
    files = try Self.paths(below: root).compactMap { path in
      let url = root.appending(path: path)
      guard let text = String(data: try Data(contentsOf: url), encoding: .utf8) else { return nil }
      return TextFile(path: path, text: text, isExecutable: FileManager.default.isExecutableFile(atPath: url.path))
    }
    swift = files.filter { $0.path.hasSuffix(".swift") }.map(SwiftText.init)
  }

  var sources: [SwiftText] { swift.filter { $0.target != nil } }

  var json: [TextFile] {
    files.filter { $0.path.hasSuffix(".json") && ($0.isBelow("Fixtures") || $0.isBelow("scenarios")) }
  }

  /// Upwards from a source file to the folder of the package; a link to the tests leads to the real one.
  private static func root(above file: String) throws -> URL {
    var folder = URL(filePath: file).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let package = try? String(contentsOf: folder.appending(path: "Package.swift"), encoding: .utf8)
      if let package, package.contains("name: \"dryfit\",") { return folder }
      folder.deleteLastPathComponent()
    }
    throw RepositoryNotFound(start: file)
  }

  private static func paths(below root: URL, _ folder: String = "") throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
    if names.contains("workspace-state.json") { return [] }
    return try names.filter { !isLeftBehind($0) }.flatMap { name in
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let url = root.appending(path: path)
      let kind = try url.resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
      if kind.isDirectory == true { return try paths(below: root, path) }
      return kind.isRegularFile == true ? [path] : []
    }
  }

  /// What `.gitignore` leaves out.
  private static func isLeftBehind(_ name: String) -> Bool {
    [".git", ".build", ".swiftpm", ".index-build", ".dryfit", ".DS_Store", "Package.resolved", "__pycache__"]
      .contains(name) || name.hasPrefix(".build-") || name.hasSuffix(".xcodeproj")
  }
}

/// The tests were built from sources that do not lie in a checkout of the package.
struct RepositoryNotFound: Error, CustomStringConvertible {
  let start: String

  var description: String { "no Package.swift of dryfit above \(start): run the tests where they were built" }
}
