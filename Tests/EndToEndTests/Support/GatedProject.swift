import Foundation
import Subprocess
import Testing

/// The example connector's project with a build of its own, whose bytes may be changed, and two required scenarios.
struct GatedProject {
  /// The project's files.
  let files: Project
  private var build: String { files["build"] }

  /// Makes the project; nothing was created or run yet.
  init() throws {
    files = try Project()
    try files.copyExample()
    try files.write(
      #"{ "format": 1, "required": ["login/allow", "refresh/one-cycle"], "notScored": [] }"#, to: "requirements.json")
    try FileManager.default.copyItem(atPath: Built.exampleConnector, toPath: build)
  }

  /// Makes the project and brings it as far as an open gate.
  static func withOpenGate() async throws -> GatedProject {
    let project = try GatedProject()
    #expect(try await project.call("version", "create").status == 0)
    #expect(try await project.call("run", "login/allow", "refresh/one-cycle").status == 0)
    let open = try await project.call("gate", "0.1.0")
    try #require(open.status == 0, "\(open)")
    return project
  }

  /// Calls the command on this project.
  func call(_ arguments: String...) async throws -> Ended { try await call(arguments) }

  /// Calls the command on this project, with more variables.
  func call(
    _ arguments: [String], _ variables: [String: String] = [:],
    meanwhile body: @escaping @Sendable (_ send: (Signal) throws -> Void) async throws -> Void = { _ in }
  ) async throws -> Ended {
    let own = ["EXAMPLE_CONNECTOR": build].merging(variables) { _, given in given }
    return try await files.dryfit(arguments, own, meanwhile: body)
  }

  /// Has a shell do something in this project's folder.
  func shell(_ script: String, _ arguments: [String]) async throws -> Ended {
    try await files.dryfit(
      ["-c", script] + arguments, ["EXAMPLE_CONNECTOR": build], program: "/bin/sh", meanwhile: { _ in })
  }

  /// Adds a byte to the connector's build.
  func appendByte() throws {
    let file = try FileHandle(forUpdating: URL(filePath: build))
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: Data([0]))
  }

  /// Takes the last byte of the connector's build away.
  func removeByte() throws {
    let file = try FileHandle(forUpdating: URL(filePath: build))
    defer { try? file.close() }
    try file.truncate(atOffset: try file.seekToEnd() - 1)
  }
}
