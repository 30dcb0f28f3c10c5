import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource
import PromotionGate

/// `dryfit ledger`: the file in which versions, runs and promotions are kept.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "The file in which versions, runs and promotions are kept.",
    discussion: "EXAMPLE: dryfit ledger verify", subcommands: [Verify.self])

  /// `dryfit ledger verify`: whether anything was altered.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Finds every row that was altered, taken out or moved.",
      discussion: """
        EXAMPLE: dryfit ledger verify --since release-0.4.0/promotion.intoto.json

        Each row vouches for the one before it. Rows that were cut off at the end are found by an attestation that was \
        kept elsewhere and says where the ledger stood.
        """)

    @Flag(help: "Print what was found as JSON.")
    var json = false
    @OptionGroup var project: ProjectOptions
    @Option(help: "An attestation of a promotion that says where the ledger stood.", completion: .file())
    var since: String?

    func run() async throws {
      try await reportingFailures {
        guard isThere(project.ledgerPath) else {
          throw ValidationError("There is no ledger \(project.ledgerPath).")
        }
        let ledger = try LedgerFile.open(project.ledgerPath)
        var faults = try ledger.faults()
        if let since, faults.isEmpty { faults += try ledger.faults(since: try Self.anchor(since)) }
        for fault in faults { complain("altered: \(fault)") }
        let ends = faults.isEmpty ? try ledger.anchor().ends.filter { $0.row > 0 } : []
        if json { Self.list(ledger.file, faults, ends) }
        guard faults.isEmpty else { throw ExitCode(1) }
        guard !json else { return }
        print("sound: \(ledger.file)")
        let bare = try ledger.bareCount()
        if bare > 0 {
          print("  another program wrote \(bare) of its pages: nothing watches the room between their rows")
        }
        for end in ends { print("  \(end.table): \(end.row)  \(end.digest)") }
      }
    }

    private static func list(_ file: String, _ faults: [String], _ ends: [LedgerAnchor.End]) {
      Listing.show([
        "ledger": .string(file), "sound": .bool(faults.isEmpty), "faults": .array(faults.map { .string($0) }),
        "ends": .array(
          ends.map { ["table": .string($0.table), "row": .integer($0.row), "digest": .string($0.digest)] }),
      ])
    }

    private static func anchor(_ path: String) throws -> LedgerAnchor {
      let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
      let envelope = Envelope.reader.parse(SourceFile(name: path, bytes: bytes), into: Diagnostics())
      guard let envelope, let anchor = Statement(envelope.payload)?.anchor else {
        complain("error: \(path) is no attestation of a promotion")
        throw ExitStatus.fileWrong
      }
      return anchor
    }
  }
}

/// A ledger that is looked at for faults.
enum LedgerFile {
  /// Opens a ledger; a file that is too damaged to be opened is an altered one.
  static func open(_ path: String) throws -> Ledger {
    do {
      return try Ledger(file: path)
    } catch {
      guard error.isAlteration else { throw error }
      complain("altered: \(error)")
      throw ExitCode(1)
    }
  }
}
