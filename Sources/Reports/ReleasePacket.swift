import MockCore
import PromotionGate
import ScenarioCore

/// What a release manager takes to Procore's portal: the files that lie beside the attestation.
public struct ReleasePacket: Sendable {
  /// The version.
  public var version: Version
  /// Its manifest.
  public var manifest: Manifest
  /// The manifest's file.
  public var manifestText: String
  /// The release notes; company administrators see them.
  public var notes: String
  /// The open gate.
  public var decision: GateDecision
  /// The runs on whose evidence it rests, with their numbers.
  public var runs: [(number: Int64, result: RunResult)]

  /// Gathers what the packet tells.
  public init(
    version: Version, manifest: Manifest, manifestText: String, notes: String, decision: GateDecision,
    runs: [(number: Int64, result: RunResult)]
  ) {
    self.version = version
    self.manifest = manifest
    self.manifestText = manifestText
    self.notes = notes
    self.decision = decision
    self.runs = runs
  }

  /// The files by name.
  public var files: [String: String] {
    var files = [
      "RELEASE-NOTES.md": releaseNotes, "PORTAL.md": portal, "manifest.json": manifestText,
      "gate.txt": GateReport().text(of: decision), "gate.json": GateReport.json(of: decision),
    ]
    for (number, result) in runs {
      files["reports/run-\(number).json"] = JSONReport.text(of: result)
      files["reports/run-\(number).junit.xml"] = JUnitReport.text(of: result)
    }
    return files
  }

  /// The release notes with their heading.
  private var releaseNotes: String {
    "# \(PrintableText.line(version.app)) \(version.number)\n\n\(notes.hasSuffix("\n") ? notes : notes + "\n")"
  }

  /// What to click in Procore's portal, one step after the other (Procore, promoting app versions).
  private var portal: String {
    let uris = manifest.components.flatMap(\.redirectUris)
    let components = manifest.components.map { "`\($0.kind.rawValue)`" }.joined(separator: ", ")
    let rights = manifest.uses.map { "\($0.tool.rawValue): \($0.level.rawValue)" }.joined(separator: ", ")
    var steps = [
      "Open the developer portal, My Apps, \(PrintableText.line(manifest.app)).",
      "Configuration Builder: the components are \(components), and no others.",
      "Instructions URL: \(manifest.instructions.url)",
      "Instructions page name: \(PrintableText.line(manifest.instructions.pageName))",
      "Post-installation notes: as in manifest.json, word for word.",
    ]
    if !uris.isEmpty { steps.append("OAuth credentials, redirect URIs: \(uris.joined(separator: ", "))") }
    if !rights.isEmpty { steps.append("Rights that the app asks for: \(rights)") }
    steps += [
      "Create Version, number \(version.number); its state is Ready for Testing.",
      "Install it in the developer sandbox with the portal's own sandbox app version key (36 characters), and open the"
        + " page of the instructions once.",
      "Promote Version: paste RELEASE-NOTES.md; company administrators see it.",
      "At the first promotion, keep the production client secret: it is shown once.",
      "Tell companies that their settings of the app do not carry over to the new version.",
    ]
    return "# What to click for version \(version.number)\n\n" + steps.map { "- [ ] \($0)\n" }.joined()
  }
}
