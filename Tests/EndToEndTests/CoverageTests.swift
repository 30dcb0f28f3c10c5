import ClientChecks
import Foundation
import ScenarioCore
import Testing

@Suite struct CoverageTests {
  private static let map = CoverageMap(
    checks: ClientChecks.all.map { ($0.name, $0.clauses) },
    scenarios: StandardSuite.names.compactMap { StandardSuite.scenarios[$0]?.scenario.value })

  /// What only a return address or a manifest brings up, which no scenario can give to any connector: the checks look
  /// at every run, and histories written by hand show that they bite.
  private static let watchedOnly = ["RFC 9700 section 4.11", "Procore building data connection apps"]

  @Test func `every clause that something rests on is put to the test, and seen to be broken`() {
    #expect(Self.map.rows.count > 20)
    let (watched, orphans) = (
      Self.map.orphans.filter { Self.watchedOnly.contains($0.clause) },
      Self.map.orphans.filter { !Self.watchedOnly.contains($0.clause) }
    )
    #expect(watched.map(\.clause) == Self.watchedOnly, "one that is put to the test now is none of these")
    #expect(watched.allSatisfy { !$0.checks.isEmpty })
    for row in orphans {
      Issue.record("\(row.clause): checks \(row.checks), scenarios \(row.scenarios), defects \(row.defects)")
    }
  }

  @Test func `a clause without a scenario is an orphan, and one with a scenario and a defect is none`() {
    let scenarios = StandardSuite.names.prefix(1).compactMap { StandardSuite.scenarios[$0]?.scenario.value }
    let clause = scenarios[0].clauses[0]
    let map = CoverageMap(checks: [("a/b", ["RFC 1 section 1", clause])], scenarios: scenarios)
    #expect(map.orphans.map(\.clause) == ["RFC 1 section 1"])
    #expect(map.rows.first { $0.clause == clause }?.checks == ["a/b"])
  }

  /// With `DRYFIT_RECORD_GOLDEN=1` the page is written, and the test fails to say so.
  @Test func `the page about it says what the files say`() throws {
    let page = Built.file("scenarios/COVERAGE.md")
    let variables = ProcessInfo.processInfo.environment
    if variables["DRYFIT_RECORD_GOLDEN"] == "1", variables["CI"] == nil {
      try Data(Self.map.markdown.utf8).write(to: URL(filePath: page))
      Issue.record("recorded COVERAGE.md; look at the change, then test again")
      return
    }
    let written = try String(contentsOfFile: page, encoding: .utf8)
    #expect(written == Self.map.markdown, "with DRYFIT_RECORD_GOLDEN=1 the tests write it anew")
  }
}
