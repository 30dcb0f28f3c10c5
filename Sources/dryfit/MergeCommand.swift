import ArgumentParser
import EvidenceLedger
import Foundation

/// `dryfit merge`: the evidence of several machines in one ledger.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Takes over the runs of other ledgers, each once, so that the gate sees them all.",
    discussion: """
      EXAMPLE: dryfit merge shard-1/ledger.sqlite shard-2/ledger.sqlite

      Each ledger is verified first, and taken over whole or not at all. Merging the same one again changes nothing.
      """)

  @Argument(help: "Ledgers of other machines.", completion: .file())
  var files: [String]
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      for file in files where !isThere(file) { throw ValidationError("There is no ledger \(file).") }
      let ledger = try Ledger(file: project.ledgerPath)
      for file in files {
        let result = try ledger.merge(try Ledger(file: file))
        let known = result.known > 0 ? ", \(result.known) known already" : ""
        print("merged: \(file): \(result.runs) runs with \(result.evidence) scenarios\(known)")
      }
    }
  }
}
