import EvidenceLedger
import Foundation
import PromotionGate
import Testing

/// A promotion that does not come about leaves nothing behind, and a packet is as good as an archive.
@Suite(.fewAtOnce)
struct PromotionRefusalTests {
  private func promote(_ project: GatedProject, _ more: String...) async throws -> Ended {
    try await project.call(["promote", "0.1.0", "--notes", "Syncs."] + more)
  }

  /// Expects that the version waits for its promotion as before.
  private func expectNothingRecorded(_ project: GatedProject, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    let ledger = try Ledger(file: project.files[".dryfit/ledger.sqlite"])
    #expect(try ledger.versions().map(\.state) == [.readyForTesting], sourceLocation: sourceLocation)
    #expect(try ledger.faults().isEmpty, sourceLocation: sourceLocation)
    let names = try FileManager.default.contentsOfDirectory(atPath: project.files.path)
    #expect(!names.contains { $0.contains("unfinished") }, sourceLocation: sourceLocation)
  }

  @Test func `where the packet cannot lie nothing is recorded, and an archive is verified like a folder`() async throws
  {
    let project = try await GatedProject.withOpenGate()
    #expect(try await project.call("key", "create").status == 0)
    try FileManager.default.createDirectory(atPath: project.files["release-0.1.0"], withIntermediateDirectories: true)
    let there = try await promote(project)
    #expect(there.status == 69, "\(there)")
    #expect(there.errors.contains("error: release-0.1.0 is there already\n→ Move it away"), "\(there)")
    try expectNothingRecorded(project)

    for place in ["requirements.json/release", "/proc/release", "requirements.json/release.zip"] {
      let refused = try await promote(project, "--out", place)
      #expect(refused.status == 69, "\(refused)")
      #expect(refused.errors.contains("error: the release packet \(place) could not be written: "), "\(refused)")
      #expect(refused.errors.contains("nothing was recorded."), "\(refused)")
      try expectNothingRecorded(project)
    }

    let archive = try await promote(project, "--out", "packets/release.zip")
    #expect(archive.status == 0, "\(archive)")
    let verified = try await project.call("verify", "packets/release.zip", "--key", ".dryfit/key.pem.pub")
    #expect(verified.status == 0, "\(verified)")
    #expect(verified.output.contains("files, all as they were signed"), "\(verified)")

    let again = try await project.call("version", "show", "0.1.0", "--packet", "again.zip")
    #expect(again.status == 0, "\(again)")
    let bytes = try Data(contentsOf: URL(filePath: project.files["packets/release.zip"]))
    #expect(try Data(contentsOf: URL(filePath: project.files["again.zip"])) == bytes)
    for place in [40, bytes.count / 2, bytes.count - 30] {
      var altered = bytes
      altered[place] ^= 1
      try altered.write(to: URL(filePath: project.files["altered.zip"]))
      let refused = try await project.call("verify", "altered.zip", "--key", ".dryfit/key.pem.pub")
      #expect(refused.status == 1, "\(refused)")
      #expect(refused.errors.contains("refused: "), "\(refused)")
      #expect(refused.output == "", "nothing is called verified before all of it is")
    }
  }

  @Test func `a key is its owner's alone, is never overwritten, and is looked for before anything is recorded`()
    async throws
  {
    let project = try await GatedProject.withOpenGate()
    let missing = try await promote(project)
    #expect(missing.status == 69, "\(missing)")
    #expect(missing.errors.contains("error: there is no signing key .dryfit/key.pem"), "\(missing)")
    try expectNothingRecorded(project)

    #expect(try await project.call("key", "create").status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: project.files[".dryfit/key.pem"])
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let key = try project.files.text(of: ".dryfit/key.pem")
    let again = try await project.call("key", "create")
    #expect(again.status == 1, "\(again)")
    #expect(try project.files.text(of: ".dryfit/key.pem") == key)

    try project.files.write("no key", to: "wrong.pem")
    let wrong = try await promote(project, "--key", "wrong.pem")
    #expect(wrong.status == 65, "\(wrong)")
    try expectNothingRecorded(project)
  }

  @Test func `an altered ledger shuts the gate and names the row`() async throws {
    let project = try await GatedProject.withOpenGate()
    #expect(try await project.call("key", "create").status == 0)
    let file = URL(filePath: project.files[".dryfit/ledger.sqlite"])
    var bytes = try Data(contentsOf: file)
    let place = try #require(bytes.firstRange(of: Data("Ready for Testing".utf8)))
    bytes[place.lowerBound] = UInt8(ascii: "r")
    try bytes.write(to: file)
    for command in [["gate", "0.1.0"], ["promote", "0.1.0", "--notes", "Syncs."]] {
      let refused = try await project.call(command)
      #expect(refused.status == 1, "\(refused)")
      #expect(refused.output.contains("1. ledger-altered\n   the ledger\n   It was altered: "), "\(refused)")
      #expect(refused.output.contains("versions: row 1 was altered"), "\(refused)")
    }
    #expect(!FileManager.default.fileExists(atPath: project.files["release-0.1.0"]))

    try Data("no database at all, but a text that is longer than a header of SQLite".utf8).write(to: file)
    let refused = try await project.call("gate", "0.1.0")
    #expect(refused.status == 1, "\(refused)")
    #expect(refused.output.contains("the file is no SQLite database"), "\(refused)")
  }
}
