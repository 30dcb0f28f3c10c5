import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource
import MockCore
import MockServer
import PromotionGate
import ScenarioCore
import ScenarioRunner

/// Everything that the gate rests on, read from the project and its ledger.
struct GateFiles {
  /// The connector's name.
  let connector: String
  /// The manifest's file, and what it says where it is valid.
  let manifest: (value: Manifest?, bytes: [UInt8])
  /// The files by which is judged: requirements, waivers and the frozen set, by name.
  let policies: [(name: String, bytes: [UInt8])]
  /// The ledger; nil where there is none.
  let ledger: Ledger?
  /// The question to the gate.
  let question: GateQuestion

  /// Reads everything.
  ///
  /// - Parameters:
  ///   - number: the version that is asked about.
  ///   - moment: as of when is judged; nil for now.
  /// - Throws: the exit code for a wrong file; ``EvidenceLedger/ArtifactError``; ``EvidenceLedger/LedgerError``.
  init(_ number: SemanticVersion, _ project: ProjectOptions, at moment: Instant? = nil) throws {
    let files = try FileLoader.here()
    let connector = files.connector(project.connectorPath, needing: .artifact)
    let manifest = try Self.manifest(project)
    let requirementsPath = try Self.required(project.requirementsPath, "requirements.json", "--requirements")
    let requirements = files.requirements(requirementsPath)
    let waivers = project.waiversPath.flatMap { files.waivers($0) }
    let scenarios = files.scenarios([])
    let catalog = files.catalog()
    try check(files.diagnostics)
    guard let connector, let requirements else { throw ExitStatus.fileWrong }
    let bytes = try ProjectBytes(
      connector: connector, manifest: manifest.bytes, catalog: catalog.bytes,
      environment: ProcessInfo.processInfo.environment)
    let (ledger, ledgerFaults) = try Self.ledger(project.ledgerPath)
    let frozen = try ledger?.requirementSet(of: number, at: moment)
    var question = GateQuestion(
      version: number, versions: try ledger?.versions(at: moment) ?? [], manifest: manifest.value,
      manifestDigest: ArtifactDigest.of(manifest.bytes), requirements: requirements.value,
      waivers: waivers?.value ?? [], scenarios: scenarios.map { CurrentScenario(of: $0, bytes: bytes) },
      evidence: try ledger?.evidence() ?? [], at: moment ?? MockClock.system.now)
    question.manifestMistakes = manifest.mistakes
    question.frozen = frozen
    question.ledgerFaults = ledgerFaults
    self.connector = connector.value.name
    self.manifest = (manifest.value, manifest.bytes)
    policies = [
      ("requirements.json", requirements.bytes), ("waivers.json", waivers?.bytes),
      ("requirement-set.json", frozen.map { Array($0.text.utf8) }),
    ].compactMap { name, bytes in bytes.map { (name, $0) } }
    self.ledger = ledger
    self.question = question
  }

  /// The manifest's file, even where it is no valid manifest: that is a reason to refuse, and is told like one.
  private static func manifest(
    _ project: ProjectOptions
  ) throws -> (value: Manifest?, bytes: [UInt8], mistakes: [String]) {
    let path = try required(project.manifestPath, "manifest.json", "--manifest")
    let files = try FileLoader.here()
    let manifest = files.manifest(path)
    for diagnostic in files.diagnostics.all { complain(diagnostic.rendered()) }
    let errors = files.diagnostics.all.filter { $0.severity == .error }
    guard let bytes = FileManager.default.contents(atPath: path) else { throw ExitStatus.fileWrong }
    return (errors.isEmpty ? manifest?.value : nil, Array(bytes), errors.map(\.message))
  }

  /// The ledger, where it is there and sound; an altered one is a reason to refuse, and nothing is read from it.
  private static func ledger(_ path: String) throws -> (Ledger?, faults: [String]) {
    guard isThere(path) else { return (nil, []) }
    do {
      let ledger = try Ledger(file: path)
      let faults = try ledger.faults()
      return (faults.isEmpty ? ledger : nil, faults)
    } catch {
      guard error.isAlteration else { throw error }
      return (nil, ["the file \(error.message)"])
    }
  }

  private static func required(_ path: String?, _ name: String, _ flag: String) throws -> String {
    if let path { return path }
    complain("error: there is no \(name) here or in dryfit/; write one, or name it with \(flag)")
    throw ExitStatus.fileWrong
  }
}

extension CurrentScenario {
  /// A scenario with the bytes of the project.
  init(of loaded: LoadedScenario, bytes: ProjectBytes) {
    let scenario = loaded.scenario.value
    self.init(identity: scenario.identity, parameters: scenario.parameters, bytes: bytes.of(loaded))
  }
}

extension SemanticVersion {
  /// Reads a version from the command line.
  ///
  /// - Throws: the exit code for wrong usage.
  static func argument(_ text: String) throws -> SemanticVersion {
    guard let number = SemanticVersion(text) else {
      throw ValidationError("\"\(text)\" is no version; write three integers, such as 0.4.0.")
    }
    return number
  }
}
