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
    discussion: "EXAMPLE: dryfit gate 0.4.0")

  @Argument(help: "The version, X.Y.Z.")
  var version: String
  @Flag(help: "Print the decision as JSON.")
  var json = false
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      guard let number = SemanticVersion(version) else {
        throw ValidationError("\"\(version)\" is no version; write three integers, such as 0.4.0.")
      }
      let decision = try decide(number)
      let report = GateReport(colour: Terminal.hasColour, width: Terminal.width)
      print(json ? GateReport.json(of: decision) : report.text(of: decision), terminator: "")
      throw ExitCode(decision.exitStatus)
    }
  }

  private func decide(_ number: SemanticVersion) throws -> GateDecision {
    let files = try FileLoader.here()
    let connector = files.connector(project.connectorPath)
    let manifest = try required(project.manifestPath, "manifest.json", "--manifest") { files.manifest($0) }
    let requirements = try required(project.requirementsPath, "requirements.json", "--requirements") {
      files.requirements($0)
    }
    let waivers = project.waiversPath.flatMap { files.waivers($0) } ?? []
    let scenarios = files.scenarios([])
    let catalog = files.catalog()
    try check(files.diagnostics)
    guard let connector, let manifest, let requirements else { throw ExitStatus.fileWrong }
    let bytes = try ProjectBytes(
      connector: connector, manifest: manifest.bytes, catalog: catalog.bytes,
      environment: ProcessInfo.processInfo.environment)
    let ledger = isThere(project.ledgerPath) ? try Ledger(file: project.ledgerPath) : nil
    let question = GateQuestion(
      version: number, versions: try ledger?.versions() ?? [], manifest: manifest.value,
      manifestDigest: ArtifactDigest.of(manifest.bytes), requirements: requirements.value, waivers: waivers,
      scenarios: scenarios.map {
        CurrentScenario(
          identity: $0.scenario.value.identity, parameters: $0.scenario.value.parameters, bytes: bytes.of($0))
      },
      evidence: try ledger?.evidence() ?? [], at: MockClock.system.now)
    return Gate.decide(question)
  }

  private func required<Value>(_ path: String?, _ name: String, _ flag: String, _ read: (String) -> Value?) throws
    -> Value?
  {
    guard let path else {
      complain("error: there is no \(name) here or in dryfit/; write one, or name it with \(flag)")
      throw ExitStatus.fileWrong
    }
    return read(path)
  }
}
