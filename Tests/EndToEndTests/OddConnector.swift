import Foundation
import Logging
import Testing

@testable import ScenarioRunner

/// A small connector that a test writes down, in a folder of its own.
final class OddConnector: Sendable {
  let folder: String

  /// - Parameter file: the members of connector.json beside `format` and `name`.
  init(file: String, files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.path + "/odd-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write("{ \"format\": 1, \"name\": \"odd\", \(file) }", to: "connector.json")
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Runs a scenario of these steps.
  func run(_ steps: String) async throws -> JudgedRun {
    let runs = try await Self.run([try scenario(steps)], connector: folder + "/connector.json")
    return try #require(runs.first)
  }

  /// Writes a scenario down.
  func scenario(_ steps: String) throws -> String {
    try write(
      """
      { "format": 1, "title": "A case", "why": "A test.", "steps": [\(steps)],
        "expect": [{ "seen": { "host": "login" }, "count": { "min": 0 } }] }
      """, to: "case.json")
    return folder + "/case.json"
  }

  /// Runs scenarios; no path means the whole standard suite.
  static func run(_ paths: [String], connector path: String) async throws -> [JudgedRun] {
    let files = FileLoader(home: Home(path: repository))
    let connector = files.connector(path)
    let scenarios = files.scenarios(paths)
    let catalog = files.catalog()
    for diagnostic in files.diagnostics.all where diagnostic.severity == .error { Issue.record("\(diagnostic)") }
    guard let connector, !files.diagnostics.hasErrors else { return [] }
    let runner = Runner(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    // A worker keeps the process of a connector that says "reuse", as the command does.
    let worker = Worker(runner: runner)
    var runs: [JudgedRun] = []
    for loaded in scenarios {
      runs.append(
        try await worker.runAndJudge(
          RunPlan(
            scenario: loaded.scenario.value, connector: connector.value, world: loaded.world.value,
            profile: loaded.profile.value, catalog: catalog.value, seed: 1)))
    }
    await worker.end()
    return runs
  }

  /// The process whose number a file of the folder holds.
  func pid(in name: String) -> pid_t? {
    let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    return text.flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// Whether a process has ended, or ends within a moment; one that nobody has buried yet has ended.
  func isGone(pidIn name: String) async throws -> Bool {
    let pid = try #require(self.pid(in: name))
    do {
      try await Deadline.poll(within: .seconds(5)) { !Self.isAlive(pid) }
      return true
    } catch is Deadline.Passed {
      return false
    }
  }

  private static func isAlive(_ pid: pid_t) -> Bool {
    guard kill(pid, 0) == 0 else { return false }
    let status = FileManager.default.contents(atPath: "/proc/\(pid)/stat").map { String(decoding: $0, as: UTF8.self) }
    return status?.split(separator: ")").last?.hasPrefix(" Z") != true
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
  }

  /// The folder of the project.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The program under test, beside the tests.
  static let dryfit: String? = {
    let environment = ProcessInfo.processInfo.environment
    let folders: [String?] = [
      environment["EXAMPLE_CONNECTOR"].map { URL(filePath: $0).deletingLastPathComponent().path },
      CommandLine.arguments.first.map { URL(filePath: $0).deletingLastPathComponent().path },
      repository + "/.build/debug",
    ]
    return folders.compactMap { $0 }.map { $0 + "/dryfit" }.first(where: FileManager.default.isExecutableFile)
  }()

  /// Whether a program is on the path.
  static func isInstalled(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/" + program) }
  }
}
