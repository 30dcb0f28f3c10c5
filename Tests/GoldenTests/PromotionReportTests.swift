import JSONSource
import MockCore
import PromotionGate
import Reports
import ScenarioCore
import Testing

/// What a release manager reads.
struct PromotionReportTests {
  private static let manifestText = """
    { "format": 1, "app": "Acme RFI Sync", "version": "0.4.0",
      "components": [
        { "type": "user-level-authentication", "redirectUris": ["https://acme.example/oauth/callback"] },
        { "type": "side-panel" }
      ],
      "instructions": { "url": "https://acme.example/setup", "pageName": "Setting up Acme RFI Sync" },
      "postInstallationNotes": "Sign in at acme.example.", "uses": { "RFIs": "standard" } }
    """

  private func version(_ state: Version.State = .readyForTesting, after seconds: Int = 0) -> Version {
    Version(
      number: GateReportExample.version, app: "Acme RFI Sync", manifest: Digest(sha256: Array(repeating: 2, count: 32)),
      state: state, created: ReportExample.noon + .seconds(seconds),
      sandboxKey: "0b7e0a52-6f0c-4c57-9d0c-2f6a5d1c7b11")
  }

  private func packet() throws -> ReleasePacket {
    let source = SourceFile(name: "manifest.json", text: Self.manifestText)
    let manifest = try #require(Manifest.reader().parse(source, into: Diagnostics()))
    return ReleasePacket(
      version: version(), manifest: manifest, manifestText: Self.manifestText, notes: "Syncs RFIs in both directions.",
      decision: GateReportExample.decision([]), runs: [(number: 3, result: ReportExample.run)])
  }

  @Test func `the list of what to click in the portal`() throws {
    try Golden.expect(try #require(try packet().files["PORTAL.md"]), "packet-portal.txt")
  }

  @Test func `the release notes`() throws {
    try Golden.expect(try #require(try packet().files["RELEASE-NOTES.md"]), "packet-release-notes.txt")
  }

  @Test func `a packet holds the manifest byte for byte, the decision, and the reports`() throws {
    let files = try packet().files
    #expect(
      files.keys.sorted() == [
        "PORTAL.md", "RELEASE-NOTES.md", "gate.json", "gate.txt", "manifest.json", "reports/run-3.json",
        "reports/run-3.junit.xml",
      ])
    #expect(files["manifest.json"] == Self.manifestText)
  }

  @Test func `the story of a version`() throws {
    let set = RequirementSet(
      of: Requirements(required: [try #require(ScenarioPattern("login/*"))]), among: [])
    let story = VersionStory(
      states: [version(), version(after: 60), version(.promoted, after: 7200)],
      demands: [0, 60].map { seconds in
        VersionStory.Demand(
          at: ReportExample.noon + .seconds(seconds), set: set, digest: Digest(sha256: Array(repeating: 9, count: 32)))
      },
      runs: [(number: 3, result: ReportExample.run)],
      promotion: VersionStory.Promotion(
        at: ReportExample.noon + .seconds(7200), notes: "Syncs RFIs.\nIn both directions.\u{1B}[31m",
        gate: GateReport().text(of: GateReportExample.decision([])), keys: [String(repeating: "5e", count: 32)],
        files: ["manifest.json", "PORTAL.md"]))
    try Golden.expect(story.text, "version-story.txt")
    try Golden.expect(story.json, "version-story-json.txt")
  }
}
