import ClientChecks
import Foundation
import JSONSource
import MockCore
import Reports
import ScenarioCore
import ScenarioRunner

extension ReportedRun {
  /// A run with the files of its scenarios.
  init(_ result: RunResult, histories: [History?], scenarios: [LoadedScenario], ended: Instant?) {
    let files = scenarios.map { loaded in
      let name = loaded.scenario.value.identity
      return (name, JSONParser.parse(SourceFile(name: name, bytes: loaded.scenario.bytes), into: Diagnostics()))
    }
    self.init(
      result, histories: histories, ended: ended,
      files: Dictionary(files.compactMap { name, file in file.map { (name, $0) } }) { first, _ in first },
      checks: ClientChecks.all.map(CheckPage.init(of:)), folder: RepositoryFolder.current)
  }
}

extension CheckPage {
  /// The page of a check.
  init(of check: Check) {
    self.init(
      name: check.name, severity: check.severity, promise: check.promise, what: check.what, text: check.page,
      markdown: check.markdown, clauses: check.clauses)
  }
}

/// Where the current folder lies in its repository.
enum RepositoryFolder {
  /// The path from the root of the repository; empty at the root, and where there is no repository.
  static var current: String {
    let current = URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL
    var root = current
    while root.path != "/" {
      if isThere(root.appending(path: ".git").path) {
        return String(current.path.dropFirst(root.path.count).drop { $0 == "/" })
      }
      root = root.deletingLastPathComponent()
    }
    return ""
  }
}
