import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource

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
  @Flag(help: "Print what was taken over as JSON.")
  var json = false
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      for file in files where !isThere(file) { throw ValidationError("There is no ledger \(file).") }
      let ledger = try Ledger(file: project.ledgerPath)
      var merged: [JSONValue] = []
      for file in files {
        let result = try ledger.merge(try Ledger(file: file))
        merged.append([
          "ledger": .string(file), "runs": .integer(Int64(result.runs)), "scenarios": .integer(Int64(result.evidence)),
          "known": .integer(Int64(result.known)),
        ])
        guard !json else { continue }
        let known = result.known > 0 ? ", \(result.known) known already" : ""
        let runs = result.runs == 1 ? "1 run" : "\(result.runs) runs"
        let scenarios = result.evidence == 1 ? "1 scenario" : "\(result.evidence) scenarios"
        print("merged: \(file): \(runs) with \(scenarios)\(known)")
      }
      if json { Listing.show(["ledger": .string(ledger.file), "merged": .array(merged)]) }
    }
  }
}
