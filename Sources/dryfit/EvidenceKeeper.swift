import ArgumentParser
import EvidenceLedger
import Foundation
import MockCore
import PromotionGate
import ScenarioCore
import ScenarioRunner

/// Keeps what a run found as evidence for a version, where there is one.
struct EvidenceKeeper {
  /// The version that the evidence is for; nil where there is none that is Ready for Testing.
  let version: Version?
  private let ledger: Ledger?

  /// Finds the version: the one that was asked for, or the newest that is Ready for Testing.
  ///
  /// - Throws: the exit code for wrong usage when the version that was asked for does not exist.
  init(ledger path: String, asked: String?, manifest: Loaded<Manifest>?) throws {
    guard asked != nil || isThere(path) else {
      (version, ledger) = (nil, nil)
      return
    }
    let ledger = try Ledger(file: path)
    let versions = try ledger.versions()
    if let asked {
      guard let found = versions.first(where: { "\($0.number)" == asked }) else {
        throw ValidationError(
          "There is no version \(asked). Create it with \"dryfit version create\"; the manifest says its number.")
      }
      version = found
    } else {
      version = versions.filter { $0.state == .readyForTesting }.max { $0.number < $1.number }
    }
    self.ledger = ledger
  }

  /// Records a run; says where.
  func keep(_ result: RunResult, _ runs: [(run: JudgedRun, bytes: TestedBytes)], at now: Instant) throws {
    guard let ledger, let version else {
      print("evidence: not kept, since no version is Ready for Testing (dryfit version create)")
      return
    }
    let evidence = runs.map { run, bytes in
      RecordedEvidence(
        evidence: Evidence(of: run.result, bytes: bytes, seed: result.seed, at: now, version: "\(version.number)"),
        history: run.history)
    }
    let number = try ledger.append(result, evidence: evidence)
    print("evidence: kept as run \(number) of version \(version.number) in \(ledger.file)")
  }
}
