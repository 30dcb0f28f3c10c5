import EvidenceLedger
import Foundation
import Subprocess
import Testing

@testable import ScenarioRunner

/// A disk that refuses to be written beyond a size: a command says so, and nothing is half-written.
@Suite(.fewAtOnce)
struct FullDiskTests {
  /// Calls the command where no file may grow beyond so many KiB.
  private func call(_ arguments: [String], _ project: GatedProject, limit kilobytes: Int) async throws -> Ended {
    // Who ignores the signal is told by the write itself.
    let script = "trap '' XFSZ; ulimit -f \(kilobytes * 2); exec \"$0\" \"$@\""
    return try await project.shell(script, [Built.dryfit] + arguments)
  }

  private func expectSound(_ project: GatedProject, _ ended: Ended) throws {
    #expect([0, 69].contains(ended.status), "\(ended)")
    if ended.status == 69 { #expect(ended.errors.contains("error: "), "\(ended)") }
    guard FileManager.default.fileExists(atPath: project.files[".dryfit/ledger.sqlite"]) else { return }
    #expect(try Ledger(file: project.files[".dryfit/ledger.sqlite"]).faults().isEmpty, "\(ended)")
  }

  @Test func `a version is created whole or not at all`() async throws {
    let project = try GatedProject()
    var refused = 0
    for limit in stride(from: 0, through: 400, by: 20) {
      let ended = try await call(["version", "create"], project, limit: limit)
      try expectSound(project, ended)
      if ended.status == 0 { break }
      refused += 1
    }
    #expect(refused > 0)
    let ledger = try Ledger(file: project.files[".dryfit/ledger.sqlite"])
    #expect(try ledger.versions().map(\.number.description) == ["0.1.0"])
  }

  @Test func `a run is kept whole or not at all, and so is a promotion`() async throws {
    let project = try GatedProject()
    #expect(try await project.call("version", "create").status == 0)
    #expect(try await project.call("key", "create").status == 0)
    let path = project.files[".dryfit/ledger.sqlite"]
    func size() throws -> Int { try Data(contentsOf: URL(filePath: path)).count / 1024 }

    let run = ["run", "login/allow", "refresh/one-cycle", "--clock", "real"]
    let before = try size()
    for limit in [before, before + 4] {
      let ended = try await call(run, project, limit: limit)
      #expect(ended.status == 69, "\(ended)")
      try expectSound(project, ended)
      #expect(try Ledger(file: path).runs().isEmpty)
    }
    #expect(try await project.call(run).status == 0)

    let promote = ["promote", "0.1.0", "--notes", "Syncs."]
    var refused = 0
    for limit in [1, 16, 36, 48, 1000] {
      let ended = try await call(promote, project, limit: limit)
      try expectSound(project, ended)
      let isPromoted = ended.status == 0
      #expect(try Ledger(file: path).versions().map(\.state) == [isPromoted ? .promoted : .readyForTesting])
      #expect(FileManager.default.fileExists(atPath: project.files["release-0.1.0"]) == isPromoted)
      if isPromoted { break }
      refused += 1
    }
    #expect((2..<5).contains(refused))
  }
}
