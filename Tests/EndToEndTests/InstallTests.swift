import Foundation
import Testing

/// `script/install`: the program with its fixtures and scenarios in one folder, which may be called from anywhere.
@Suite(.fewAtOnce)
struct InstallTests {
  private let project: Project

  init() throws {
    project = try Project()
  }

  private func install(_ arguments: String...) async throws -> Ended {
    try await project.dryfit(arguments, program: Built.file("script/install")) { _ in }
  }

  /// Calls what was installed, which nobody tells where its home is.
  private func installed(_ arguments: String...) async throws -> Ended {
    try await project.dryfit(arguments, ["DRYFIT_HOME": ""], program: project["place/bin/dryfit"]) { _ in }
  }

  @Test func `what was installed brings its fixtures and its scenarios`() async throws {
    let ended = try await install("--built", Built.folder, "place")
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.hasPrefix("Installed: \(project["place/bin/dryfit"]) ("), "\(ended)")
    #expect(ended.output.contains("export PATH=\"\(project["place/bin"]):$PATH\""), "\(ended)")
    let list = try await installed("serve", "--list")
    #expect(list.status == 0 && list.output.contains("/rest/v1.0/me"), "\(list)")
    let own = try await installed("validate", project["place/share/dryfit/scenarios/login/deny.json"])
    #expect(own.status == 0, "\(own)")
  }

  @Test func `an installation that fails leaves the earlier one, and one that succeeds replaces it`() async throws {
    try #require(try await install("--built", Built.folder, "place").status == 0)
    try project.write("{}", to: "place/share/dryfit/Fixtures/left-over.json")
    let failed = try await install("--built", project["temporary"], "place")
    #expect(failed.status != 0 && !failed.output.contains("Installed"), "\(failed)")
    #expect(try await installed("--version").status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: project["place/share"]) == ["dryfit"])
    #expect(FileManager.default.fileExists(atPath: project["place/share/dryfit/Fixtures/left-over.json"]))

    #expect(try await install("--built", Built.folder, "place").status == 0)
    #expect(!FileManager.default.fileExists(atPath: project["place/share/dryfit/Fixtures/left-over.json"]))
  }

  @Test(arguments: [["--bogus"], ["--built"], ["one", "two"]])
  func `what is no way to call it is refused, with the ways there are`(_ arguments: [String]) async throws {
    let ended = try await project.dryfit(arguments, program: Built.file("script/install")) { _ in }
    #expect(ended.status == 64, "\(ended)")
    #expect(ended.errors == "usage: script/install [--built BINARIES] [FOLDER]\n")
  }
}
