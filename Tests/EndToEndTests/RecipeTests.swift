import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@testable import ScenarioRunner

/// The recipes of the README do what they say: their commands are taken from it, and run.
@Suite(.fewAtOnce)
struct RecipeTests {
  private static let scenarios = ["login/allow", "login/deny", "login/wrong-password", "refresh/one-cycle"]
  private static let shards = 1...4

  @Test func `on GitHub Actions the gate opens on what four machines ran`() async throws {
    let recipe = try Self.recipe("name: connector")
    let jobs = recipe.components(separatedBy: "\n  gate:\n")
    try #require(jobs.count == 2)
    let project = try Self.project()
    for shard in Self.shards {
      let script = Self.runs(in: jobs[0]).replacing("${{ matrix.shard }}", with: "\(shard)")
      let ended = try await Self.shell(script, in: "machine-\(shard)", of: project)
      #expect(ended.status == 0, "\(ended)")
      #expect(ended.output.contains("1 scenario: 1 passed"), "\(ended)")
      #expect(try project.text(of: "machine-\(shard)/results.sarif").contains("\"version\": \"2.1.0\""))
      // An artifact is one file in a folder of its name.
      try Self.copy("machine-\(shard)/.dryfit/ledger.sqlite", to: "gate/shards/ledger-\(shard)", in: project)
    }
    let gate = try await Self.shell(Self.runs(in: jobs[1]), in: "gate", of: project)
    #expect(gate.status == 0, "\(gate)")
    #expect(gate.output.contains("open: version 0.1.0"), "\(gate)")
  }

  @Test func `on GitLab too, and it stays shut while one machine's ledger is missing`() async throws {
    let recipe = try Self.recipe("parallel: 4")
    let jobs = recipe.components(separatedBy: "\ngate:\n")
    try #require(jobs.count == 2)
    let project = try Self.project()
    for shard in Self.shards {
      let ended = try await Self.shell(
        Self.lines(in: jobs[0]), in: "machine-\(shard)", of: project,
        ["CI_NODE_INDEX": "\(shard)", "CI_NODE_TOTAL": "4"])
      #expect(ended.status == 0, "\(ended)")
      #expect(try project.text(of: "machine-\(shard)/results.xml").contains("<testsuites"))
      if shard < 4 { try Self.copy("machine-\(shard)/shard-\(shard).sqlite", to: "gate", in: project) }
    }
    let shut = try await Self.shell(Self.lines(in: jobs[1]), in: "gate", of: project)
    #expect(shut.status == 2, "\(shut)")
    #expect(shut.output.contains("missing"), "\(shut)")
    try FileManager.default.removeItem(atPath: project["gate/.dryfit"])
    try Self.copy("machine-4/shard-4.sqlite", to: "gate", in: project)
    let open = try await Self.shell(Self.lines(in: jobs[1]), in: "gate", of: project)
    #expect(open.status == 0, "\(open)")
  }

  /// The recipe of the README that has a line.
  private static func recipe(_ line: String) throws -> String {
    let text = try String(contentsOfFile: Built.file("README.md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    return try #require(blocks.first { $0.contains(line) })
  }

  /// The commands behind `run:`, which may go on in lines that are indented further.
  private static func runs(in job: String) -> String {
    let steps = job.components(separatedBy: "\n      - ").dropFirst().filter { $0.hasPrefix("run: ") }
    return steps.map { $0.dropFirst(5).replacing(">-\n", with: "").replacing("\n", with: " ") }.joined(separator: "\n")
  }

  /// The commands of `script:`.
  private static func lines(in job: String) -> String {
    job.split(separator: "\n").filter { $0.hasPrefix("    - ") }.map { $0.dropFirst(6) }.joined(separator: "\n")
  }

  /// A folder for each machine, and a home with a suite of four scenarios.
  private static func project() throws -> Project {
    let project = try Project()
    for folder in ["home/scenarios/login", "home/scenarios/refresh"] {
      try FileManager.default.createDirectory(atPath: project[folder], withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      atPath: project["home/Fixtures"], withDestinationPath: Built.file("Fixtures"))
    for name in scenarios {
      try FileManager.default.copyItem(
        atPath: Built.file("scenarios/\(name).json"), toPath: project["home/scenarios/\(name).json"])
    }
    for folder in shards.map({ "machine-\($0)" }) + ["gate"] {
      try FileManager.default.createDirectory(atPath: project[folder], withIntermediateDirectories: true)
      for name in ["connector.json", "manifest.json"] {
        try FileManager.default.copyItem(
          atPath: Built.file("Fixtures/example-connector/" + name), toPath: project["\(folder)/\(name)"])
      }
      try project.write(
        #"{ "format": 1, "required": ["login/**", "refresh/**"] }"#, to: "\(folder)/requirements.json")
      try project.write("#!/bin/sh\n", to: "\(folder)/build-connector")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: project["\(folder)/build-connector"])
    }
    return project
  }

  private static func copy(_ file: String, to folder: String, in project: Project) throws {
    try FileManager.default.createDirectory(atPath: project[folder], withIntermediateDirectories: true)
    let name = URL(filePath: file).lastPathComponent
    try FileManager.default.copyItem(atPath: project[file], toPath: project["\(folder)/\(name)"])
  }

  /// Runs lines as the shells of both services do: the first that fails ends it.
  private static func shell(
    _ script: String, in folder: String, of project: Project, _ variables: [String: String] = [:]
  ) async throws -> Ended {
    let path = URL(filePath: Built.dryfit).deletingLastPathComponent().path + ":/usr/local/bin:/usr/bin:/bin"
    let own = ["DRYFIT_HOME": project["home"], "PATH": path]
    var configuration = project.configuration(["-ec", script], own.merging(variables) { _, given in given })
    configuration.executable = .path("/bin/bash")
    configuration.workingDirectory = FilePath(project[folder])
    return try await project.ended(configuration)
  }
}
