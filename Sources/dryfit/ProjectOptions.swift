import ArgumentParser
import Foundation
import JSONSource
import MockCore
import PromotionGate
import ScenarioCore
import ScenarioRunner

/// Where the files of a connector's project lie: by flag, in the current folder, or below `dryfit/` there.
struct ProjectOptions: ParsableArguments {
  @Option(help: "How to start and drive the connector.", completion: .file(extensions: ["json"]))
  var connector: String?
  @Option(help: "The app's manifest, which says the version.", completion: .file(extensions: ["json"]))
  var manifest: String?
  @Option(help: "Which scenarios must pass.", completion: .file(extensions: ["json"]))
  var requirements: String?
  @Option(help: "Which failures are taken on somebody's word.", completion: .file(extensions: ["json"]))
  var waivers: String?
  @Option(help: "Where versions and evidence are kept (default: .dryfit/ledger.sqlite here).")
  var ledger: String?

  /// The connector file.
  var connectorPath: String { path(connector, "connector.json") ?? "connector.json" }
  /// The manifest; nil where there is none.
  var manifestPath: String? { path(manifest, "manifest.json") }
  /// The requirements; nil where there are none.
  var requirementsPath: String? { path(requirements, "requirements.json") }
  /// The waivers; nil where there are none.
  var waiversPath: String? { path(waivers, "waivers.json") }
  /// The ledger's file.
  var ledgerPath: String { absolute(ledger ?? ".dryfit/ledger.sqlite") }

  /// The version that the manifest says.
  ///
  /// - Throws: the exit code for a wrong file.
  func versionOfManifest() throws -> SemanticVersion {
    guard let path = manifestPath else {
      complain("error: there is no manifest.json here or in dryfit/; write one, or name the version")
      throw ExitStatus.fileWrong
    }
    let files = try FileLoader.here()
    let manifest = files.manifest(path)
    try check(files.diagnostics)
    guard let manifest else { throw ExitStatus.fileWrong }
    return manifest.value.version
  }

  private func path(_ given: String?, _ name: String) -> String? {
    if let given { return absolute(given) }
    return [name, "dryfit/" + name].map(absolute).first { FileManager.default.fileExists(atPath: $0) }
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}

extension FileLoader {
  /// A loader for the home of this installation.
  ///
  /// - Throws: the exit code for a missing part when there is no home.
  static func here() throws -> FileLoader {
    let home = Home.find(
      environment: ProcessInfo.processInfo.environment, executable: Bundle.main.executablePath,
      current: FileManager.default.currentDirectoryPath)
    guard let home else {
      complain("error: the folders Fixtures and scenarios were not found; set DRYFIT_HOME to the folder that has them")
      throw ExitStatus.partUnavailable
    }
    return FileLoader(home: home)
  }

  /// The manifest of a project.
  func manifest(_ path: String) -> Loaded<Manifest>? {
    let tools = Set(catalog().value.operations.compactMap(\.tool))
    return json(path).flatMap { file in
      Manifest.reader(tools: tools).read(file.value, diagnostics).map { Loaded(value: $0, bytes: file.bytes) }
    }
  }
}
