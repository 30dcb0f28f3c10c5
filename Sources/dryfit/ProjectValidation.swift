import ClientChecks
import Foundation
import JSONSource
import MockCore
import MockServer
import PromotionGate
import ScenarioCore
import ScenarioRunner

/// Reads the files of a project and those that are named, each as what it is.
struct ProjectValidation {
  private let files: FileLoader
  private let named: [(path: String, kind: FileKind)]
  private let paths: [String]
  private let project: ProjectOptions

  /// Finds out what the named files are.
  init(files: FileLoader, paths: [String], project: ProjectOptions) {
    self.files = files
    self.project = project
    named = files.kinds(of: paths)
    self.paths = paths
  }

  /// Reads everything.
  ///
  /// - Returns: what was read, in words; whether it is right is asked of the diagnostics.
  func read() -> [String] {
    var read: [String] = []
    let hasConnector = project.connector != nil || isThere(project.connectorPath)
    let connector = hasConnector ? connector(project.connectorPath) : nil
    let overlay = connector?.value.overlayPath
    let others = named.filter { $0.kind != .scenario && !isOfProject($0.path) && !isSame($0.path, overlay) }
    let scenarios = scenarios()
    if let scenarios { read.append(scenarios.count == 1 ? "1 scenario" : "\(scenarios.count) scenarios") }
    if connector != nil { read.append("connector.json") }
    for (name, path, kind) in projectFiles {
      if let path, self.read(path, as: kind, known: scenarios ?? []) { read.append(name) }
    }
    for (path, kind) in others where self.read(path, as: kind, known: scenarios ?? []) {
      read.append(files.shownPath(path))
    }
    return read
  }

  private var projectFiles: [(name: String, path: String?, kind: FileKind)] {
    [
      ("manifest.json", project.manifestPath, .manifest),
      ("requirements.json", project.requirementsPath, .requirements),
      ("waivers.json", project.waiversPath, .waivers),
    ]
  }

  private func isOfProject(_ path: String) -> Bool {
    ([project.connectorPath] + projectFiles.map(\.path)).contains { isSame(path, $0) }
  }

  private func isSame(_ path: String, _ other: String?) -> Bool {
    URL(filePath: path).standardizedFileURL == other.map { URL(filePath: $0).standardizedFileURL }
  }

  private func connector(_ path: String) -> Loaded<ConnectorFile>? {
    files.connector(path, needing: [.variables, .artifact])
  }

  /// The identities of the scenarios that are meant; nil where only files of other kinds are.
  private func scenarios() -> Set<String>? {
    let scenarios = named.filter { $0.kind == .scenario }.map(\.path)
    // A folder without files is told of as one without scenarios.
    guard named.isEmpty || !scenarios.isEmpty else { return nil }
    return Set(files.scenarios(named.isEmpty ? paths : scenarios).map(\.scenario.value.identity))
  }

  /// Reads a file as what it is.
  private func read(_ path: String, as kind: FileKind, known: Set<String>) -> Bool {
    let names = PolicyNames(scenarios: files.suite + known.sorted(), checks: ClientChecks.all.map(\.name))
    switch kind {
    case .connector: return alone { $0.connector(path, needing: [.variables, .artifact]) != nil }
    case .world: return alone { $0.world(path, relativeTo: "/") != nil }
    case .profile: return files.profile(path, relativeTo: "/") != nil
    case .catalog: return reads(path, Reader { json, diagnostics in Catalog.read(json, into: diagnostics) })
    case .manifest: return files.manifest(path) != nil
    case .requirements:
      return reads(path, Requirements.reader) { names.report(requirements: $0, into: files.diagnostics) }
    case .waivers:
      return reads(path, Waiver.listReader) {
        names.report(waivers: $0, at: MockClock.system.now, into: files.diagnostics)
      }
    case .mutants: return reads(path, MutantsFile.reader)
    case .scenario: return false
    }
  }

  /// Reads a file, and looks at it as it stands.
  private func reads<Value>(
    _ path: String, _ reader: Reader<Value>, looking look: (LocatedJSON) -> Void = { _ in }
  ) -> Bool {
    guard let json = files.json(path)?.value else { return false }
    look(json)
    return reader.read(json, files.diagnostics) != nil
  }

  /// Reads a file with a loader of its own: a connector's world is laid over no other file of this command.
  private func alone(_ read: (FileLoader) -> Bool) -> Bool {
    let loader = FileLoader(home: files.home)
    let isRead = read(loader)
    for diagnostic in loader.diagnostics.all { files.diagnostics.add(diagnostic) }
    return isRead
  }
}
