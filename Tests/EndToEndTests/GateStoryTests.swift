import Foundation
import Testing

/// The way of a version from nothing to an open gate, and what closes the gate again.
@Suite(.fewAtOnce)
struct GateStoryTests {
  @Test func `the gate opens when every required scenario passed on exactly these bytes`() async throws {
    let project = try GatedProject()
    let unknown = try await project.call("gate", "0.1.0")
    #expect(unknown.status == 1, "\(unknown)")
    #expect(unknown.output.contains("version-unknown"), "\(unknown)")
    #expect(unknown.output.contains("No version was created yet."), "\(unknown)")

    let created = try await project.call("version", "create")
    #expect(created.status == 0, "\(created)")
    #expect(created.output.contains("version 0.1.0 of Example Connector: Ready for Testing"), "\(created)")
    let key = created.output.firstMatch(of: /sandbox app version key: (\S+)/)?.output.1
    #expect(key?.count == 36, "\(created)")

    let again = try await project.call("version", "create")
    #expect(again.status == 1, "\(again)")
    #expect(again.errors.contains("refused: Not higher than the last version, 0.1.0."), "\(again)")

    let missing = try await project.call("gate", "0.1.0")
    #expect(missing.status == 2, "\(missing)")
    #expect(missing.output.contains("login/allow, refresh/one-cycle"), "\(missing)")
    #expect(missing.output.contains("There is no evidence."), "\(missing)")

    let first = try await project.call("run", "login/allow")
    #expect(first.status == 0, "\(first)")
    #expect(first.output.contains("evidence: kept as run 1 of version 0.1.0"), "\(first)")
    let half = try await project.call("gate", "0.1.0")
    #expect(half.status == 2, "\(half)")
    #expect(!half.output.contains("login/allow"), "\(half)")

    let second = try await project.call("run", "refresh/one-cycle")
    #expect(second.status == 0, "\(second)")
    let open = try await project.call("gate", "0.1.0")
    #expect(open.status == 0, "\(open)")
    #expect(
      open.output == "open: version 0.1.0 may be promoted (2 required scenarios, on exactly these bytes)\n", "\(open)")
  }

  @Test func `one byte more of the connector closes the gate, and the old bytes open it again`() async throws {
    let project = try await GatedProject.withOpenGate()
    try project.appendByte()
    let refused = try await project.call("gate", "0.1.0")
    #expect(refused.status == 1, "\(refused)")
    #expect(refused.output.contains("stale-bytes"), "\(refused)")
    #expect(refused.output.contains("The evidence is about other bytes: since then the connector has changed."))

    try project.removeByte()
    let open = try await project.call("gate", "0.1.0")
    #expect(open.status == 0, "\(open)")
  }

  @Test func `a failure closes the gate, and the newest result on the same bytes counts`() async throws {
    let project = try await GatedProject.withOpenGate()
    let honest = try project.files.text(of: "connector.json")
    try project.files.add(defect: "never-refreshes")
    let stale = try await project.call("gate", "0.1.0")
    #expect(stale.status == 1, "\(stale)")
    #expect(stale.output.contains("since then connector.json has changed"), "\(stale)")

    let failed = try await project.call("run", "login/allow", "refresh/one-cycle")
    #expect(failed.status == 1, "\(failed)")
    #expect(failed.output.contains("evidence: kept as run"), "\(failed)")
    let refused = try await project.call("gate", "0.1.0")
    let reason = "1. failed\n   refresh/one-cycle\n   Failed on these bytes: "
    #expect(refused.output.contains(reason), "\(refused)")
    #expect(!refused.output.contains("login/allow"), "\(refused)")

    try project.files.write(honest, to: "connector.json")
    let open = try await project.call("gate", "0.1.0")
    #expect(open.status == 0, "\(open)")
  }

  @Test func `another manifest is another version`() async throws {
    let project = try await GatedProject.withOpenGate()
    let manifest = try project.files.text(of: "manifest.json")
    try project.files.write(manifest.replacing("choose Connect", with: "press Connect"), to: "manifest.json")
    let changed = try await project.call("gate", "0.1.0")
    #expect(changed.status == 1, "\(changed)")
    #expect(changed.output.contains("The manifest has changed since the version was created."), "\(changed)")

    try project.files.write(manifest.replacing("0.1.0", with: "0.2.0"), to: "manifest.json")
    let other = try await project.call("gate", "0.1.0")
    #expect(other.status == 1, "\(other)")
    #expect(other.output.contains("The manifest is that of version 0.2.0."), "\(other)")

    #expect(try await project.call("version", "create").status == 0)
    let stale = try await project.call("gate", "0.2.0")
    #expect(stale.status == 1, "\(stale)")
    #expect(stale.output.contains("since then the manifest has changed"), "\(stale)")
  }

  @Test func `evidence for a version that nobody created is refused before anything starts`() async throws {
    let project = try GatedProject()
    let ended = try await project.call("run", "login/allow", "--version", "0.9.0")
    #expect(ended.status == 64, "\(ended)")
    #expect(ended.errors.contains("There is no version 0.9.0."), "\(ended)")
    #expect(ended.output == "")
  }

  @Test func `two runs at once are both kept`() async throws {
    let project = try GatedProject()
    #expect(try await project.call("version", "create").status == 0)
    async let one = project.call("run", "login/allow")
    async let other = project.call("run", "refresh/one-cycle")
    for ended in try await [one, other] { #expect(ended.status == 0, "\(ended)") }
    let open = try await project.call("gate", "0.1.0")
    #expect(open.status == 0, "\(open)")
    let sound = try await project.call("ledger", "verify")
    #expect(sound.output.contains("  runs: 2  sha256:"), "\(sound)")
  }
}
