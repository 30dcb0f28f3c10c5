import Foundation
import MockCore
import ScenarioCore

/// A process that is to be started.
struct Launch: Hashable, Sendable {
  /// The program and its arguments.
  var command: [String]
  /// Its working folder.
  var directory: String
  /// All its variables.
  var environment: [String: String]
  /// What is started in its place and becomes it: a program and its first arguments.
  var via: [String] = []

  /// Whether there is such a program; a name is looked for on its own path.
  var isThere: Bool {
    guard let program = command.first else { return false }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" }
    return (program.contains("/") ? [""] : folders).contains {
      FileManager.default.isExecutableFile(atPath: $0 + program)
    }
  }
}

/// Where and with which variables the connector's processes are started.
struct LaunchSettings: Sendable {
  let file: ConnectorFile
  let folder: RunFolder
  let shims: BrowserShims
  /// Where calls to other hosts end.
  let proxy: RunProxy
  /// The clock that the processes see; nil for the real one.
  var clock: MovedClock?

  /// A process of the connector, with all its values filled in.
  ///
  /// - Parameter place: what is started, for people.
  /// - Throws: ``RunError/unknownValue(_:in:)``.
  func launch(
    _ arguments: [Interpolation], directory: Interpolation?, environment own: [ConnectorFile.EnvironmentVariable],
    _ values: RunValues, place: String
  ) throws -> Launch {
    var environment = values.environment.filter { Self.inherited.contains($0.key) }
    environment["HOME"] = folder.home
    environment["TMPDIR"] = folder.temporary
    environment["BROWSER"] = shims.program
    environment.merge(proxy.variables) { $1 }
    environment.merge(values.authorityVariables) { $1 }
    for variable in file.environment + own {
      environment[variable.name] = try values.text(variable.value, in: "environment.\(variable.name) of connector.json")
    }
    environment["PATH"] = [shims.folder, environment["PATH"] ?? Self.standardPath].joined(separator: ":")
    let directory =
      try (directory ?? file.directory).map {
        Self.path(try values.text($0, in: "directory of connector.json"), in: file.folder)
      } ?? file.folder
    var command = try arguments.map { try values.text($0, in: "\(place) of connector.json") }
    if let program = command.first, program.contains("/") { command[0] = Self.path(program, in: directory) }
    let launch = Launch(command: command, directory: directory, environment: environment)
    return clock?.applied(to: launch) ?? launch
  }

  /// What a process of the connector takes over from Dryfit's own variables, and nothing else.
  private static let inherited: Set<String> = ["PATH", "USER", "LANG", "LC_ALL", "TZ"]

  private static let standardPath = "/usr/local/bin:/usr/bin:/bin"

  /// A path of the file, relative to a folder unless it is absolute.
  static func path(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : URL(filePath: folder).appending(path: path).standardizedFileURL.path
  }
}
