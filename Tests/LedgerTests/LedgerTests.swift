import EvidenceLedger
import Foundation
import GRDB
import PromotionGate
import ScenarioCore
import Testing

@Suite struct LedgerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func ledger() throws -> Ledger { try Ledger(file: folder[".dryfit/ledger.sqlite"]) }

  @Test func `a ledger is made with its folder and keeps what it was given`() throws {
    let run = run()
    try ledger().append(version(0))
    #expect(try ledger().append(run.result, evidence: run.evidence) == 1)

    let again = try ledger()
    #expect(try again.versions() == [version(0)])
    #expect(try again.runs() == [RecordedRun(number: 1, result: run.result)])
    #expect(try again.evidence(ofRun: 1) == run.evidence)
    #expect(try again.evidence() == run.evidence.map(\.evidence))
    #expect(try again.faults().isEmpty)
  }

  @Test func `a new ledger holds nothing`() throws {
    #expect(try ledger().versions().isEmpty)
    #expect(try ledger().runs().isEmpty)
    #expect(try ledger().evidence(ofRun: 1).isEmpty)
  }

  @Test func `evidence is asked for by version`() throws {
    let ledger = try ledger()
    let runs = [run(seed: 1, version: "0.4.0"), run(seed: 2, version: "0.4.1"), run(seed: 3, version: nil)]
    for run in runs { _ = try ledger.append(run.result, evidence: run.evidence) }
    #expect(try ledger.evidence(for: version(0).number).map(\.seed) == [1])
    #expect(try ledger.evidence(for: version(1).number).map(\.seed) == [2])
    #expect(try ledger.evidence().map(\.seed) == [1, 2, 3])
  }

  @Test func `a version is recorded once in each state and stands as it was recorded last`() throws {
    let ledger = try ledger()
    for patch in [10, 9] { try ledger.append(version(patch)) }
    let exists = LedgerError.Kind.versionExists(version(9).number, "Ready for Testing")
    #expect(throws: LedgerError(file: ledger.file, kind: exists)) { try ledger.append(version(9)) }
    try ledger.append(version(9, .promoted))
    #expect(try ledger.versions() == [version(9, .promoted), version(10)])
  }

  @Test func `the greatest seed and a span that is no number survive`() throws {
    var run = run(seed: .max)
    run.result.scenarios[0].seconds = .infinity
    _ = try ledger().append(run.result, evidence: run.evidence)
    #expect(try ledger().runs().first?.result == run.result)
  }

  @Test(arguments: ["versions", "runs", "evidence"], ["UPDATE # SET digest = 'x'", "DELETE FROM #"])
  func `nothing is ever changed or deleted`(table: String, statement: String) throws {
    let run = run()
    let ledger = try ledger()
    try ledger.append(version(0))
    _ = try ledger.append(run.result, evidence: run.evidence)
    let queue = try DatabaseQueue(path: ledger.file)
    let error = #expect(throws: DatabaseError.self) {
      try queue.write { try $0.execute(sql: statement.replacing("#", with: table)) }
    }
    #expect(error?.message == "a ledger is only ever appended to")
    #expect(try ledger.faults().isEmpty)
  }

  @Test(arguments: [
    ("UPDATE versions SET app = 'Other' WHERE row = 2", "versions: row 2 was altered"),
    ("UPDATE versions SET sandbox_key = app, app = sandbox_key WHERE row = 1", "versions: row 1 was altered"),
    ("DELETE FROM versions WHERE row = 2", "versions: row 2 is missing"),
    ("UPDATE versions SET row = 9 WHERE row = 3", "versions: row 3 is missing"),
  ])
  func `a row that was altered, taken out or moved behind the ledger's back is found`(
    statement: String, fault: String
  ) throws {
    let ledger = try ledger()
    for patch in 1...3 { try ledger.append(version(patch)) }
    #expect(try ledger.faults().isEmpty)
    try DatabaseQueue(path: ledger.file).write { db in
      try db.execute(sql: "DROP TRIGGER versions_no_update; DROP TRIGGER versions_no_delete; \(statement)")
    }
    #expect(try ledger.faults().contains(fault))
  }

  @Test func `several ledgers on one file append at once`() async throws {
    let file = folder["new/ledger.sqlite"]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let ledger = try Ledger(file: file)
          for number in 0..<15 {
            let run = run(seed: UInt64(writer * 100 + number))
            _ = try ledger.append(run.result, evidence: run.evidence)
          }
        }
      }
      try await group.waitForAll()
    }
    let ledger = try Ledger(file: file)
    #expect(try ledger.runs().map(\.number) == Array(1...60))
    #expect(try Set(ledger.evidence().map(\.seed)).count == 60)
    #expect(try ledger.faults().isEmpty)
  }
}
