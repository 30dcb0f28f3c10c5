import Foundation
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `the reference of the checks` {
  @Test(arguments: ClientChecks.all.map(\.name))
  func `each tells how a real connector got it wrong`(name: String) throws {
    let check = try #require(ClientChecks.named(name))
    #expect(check.story.hasSuffix(".") && !check.story.contains("  "))
    #expect(check.page.contains(check.story) && check.page.contains(check.fix))
  }

  @Test func `checks of one family stand together`() {
    let families = ClientChecks.all.map(\.family)
    let changes = zip(families, families.dropFirst()).count { $0 != $1 }
    #expect(changes + 1 == Set(families).count)
  }

  @Test func `the page in the repository is what the program writes`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("Fixtures/reference/checks.md")
    let variables = ProcessInfo.processInfo.environment
    if variables["DRYFIT_RECORD_GOLDEN"] == "1", variables["CI"] == nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(ClientChecks.reference.utf8).write(to: file)
      Issue.record("recorded checks.md; look at the change, then test again")
      return
    }
    let written = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(written == ClientChecks.reference, "with DRYFIT_RECORD_GOLDEN=1 the test writes it anew")
  }
}
