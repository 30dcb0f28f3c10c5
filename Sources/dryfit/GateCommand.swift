import ArgumentParser
import EvidenceLedger
import Foundation
import MockCore
import MockServer
import PromotionGate
import Reports
import ScenarioCore
import ScenarioRunner

/// `dryfit gate`: may a version be promoted?
struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Says whether a version may be promoted, or every reason why not.",
    discussion: """
      EXAMPLE: dryfit gate 0.4.0

      It judges as of now, or with --at as of another time: later evidence does not count, and a waiver that ends \
      before is over.
      """)

  @Argument(help: "The version, X.Y.Z; none means the one that the manifest says.")
  var version: String?
  @Flag(help: "Print the decision as JSON.")
  var json = false
  @Option(help: "Judge as of this time, RFC 3339 with zone, such as 2027-01-31T12:00:00Z.")
  var at: String?
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      let number = try version.map(SemanticVersion.argument) ?? project.versionOfManifest()
      let moment = try at.map(Self.moment)
      let decision = Gate.decide(try GateFiles(number, project, at: moment).question)
      let report = GateReport(colour: Terminal.hasColour, width: Terminal.width)
      print(json ? GateReport.json(of: decision) : report.text(of: decision), terminator: "")
      throw ExitCode(decision.exitStatus)
    }
  }

  private static func moment(_ text: String) throws -> Instant {
    guard let moment = Instant(rfc3339: text) else {
      throw ValidationError("\"\(text)\" is no time; write it as in 2027-01-31T12:00:00Z.")
    }
    return moment
  }
}
