import Foundation
import GRDB
import MockCore
import PromotionGate
import Testing

@testable import EvidenceLedger

/// A disk that is full, at every page that a write needs: all of it is there afterwards, or nothing.
@Suite struct FullDiskTests {
  /// Something that is written.
  enum Writing: String, CaseIterable, Sendable { case version, run, promotion }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ writing: Writing, to ledger: Ledger, _ seed: UInt64 = 9) throws {
    switch writing {
    case .version: try ledger.append(version(Int(seed)))
    case .run:
      let run = run(seed: seed)
      _ = try ledger.append(run.result, evidence: run.evidence)
    case .promotion:
      // Text that cannot be compressed to a page or two.
      var ids = IDSource(seed: 1)
      let record = PromotionRecord(
        version: version(0).number, at: noon, notes: "Syncs.", files: ["packet.txt": ids.hex(40_000)])
      try ledger.append(record, of: version(0))
    }
  }

  /// What the ledger holds, in few words.
  private func content(_ ledger: Ledger) throws -> [String] {
    try ledger.anchor().ends.map { "\($0.table) \($0.row) \($0.digest)" }
  }

  @Test(arguments: Writing.allCases)
  func `whichever page the disk has no room for, nothing is half-written`(writing: Writing) throws {
    let original = folder["ledger.sqlite"]
    var ledger: Ledger? = try Ledger(file: original)
    try ledger?.append(version(0))
    for seed in 1...3 as ClosedRange<UInt64> { try ledger.map { try write(.run, to: $0, seed) } }
    let before = try ledger.map(content)
    ledger = nil
    var refused = 0
    for pages in 1...200 {
      let file = folder["copy-\(pages).sqlite"]
      try FileManager.default.copyItem(atPath: original, toPath: file)
      let limited = try Ledger(file: file, pageLimit: pages)
      do {
        // A version needs a new page now and then only.
        for seed in 10..<60 as Range<UInt64> where writing == .version || seed == 10 {
          try write(writing, to: limited, seed)
        }
      } catch let error as LedgerError {
        #expect(error.kind == .full)
        refused += 1
        #expect(try limited.faults().isEmpty)
        if writing != .version { #expect(try content(limited) == before) }
        continue
      }
      #expect(try limited.faults().isEmpty)
      #expect(try content(limited) != before)
      #expect(refused > 0)
      return
    }
    Issue.record("it was never written")
  }
}
