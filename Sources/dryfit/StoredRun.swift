import ArgumentParser
import EvidenceLedger

/// A run as the ledger keeps it.
enum StoredRun {
  /// Reads a run with its evidence.
  ///
  /// - Throws: a usage error where there is no ledger or no such run, and ``EvidenceLedger/LedgerError``.
  static func read(_ number: Int64, from ledgerPath: String) throws -> (RecordedRun, [RecordedEvidence]) {
    guard isThere(ledgerPath) else {
      throw ValidationError("There is no ledger \(ledgerPath); \"dryfit run\" keeps runs for a version only.")
    }
    let ledger = try Ledger(file: ledgerPath)
    let runs = try ledger.runs()
    guard let recorded = runs.first(where: { $0.number == number }) else {
      let known = runs.last.map { "the last one is \($0.number)" } ?? "it holds none"
      throw ValidationError("There is no run \(number) in \(ledgerPath); \(known).")
    }
    return (recorded, try ledger.evidence(ofRun: number))
  }
}
