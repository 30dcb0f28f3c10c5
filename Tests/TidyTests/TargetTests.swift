import Testing

struct TargetTests {
  private func findings(_ path: String, _ text: String) -> [String] {
    forbiddenImports(in: SwiftText(path: path, text)).map(\.description)
  }

  @Test func `an import beyond the table is found`() {
    #expect(
      findings("Sources/JSONSource/JSONParser.swift", "import Foundation\nimport MockCore") == [
        "Sources/JSONSource/JSONParser.swift:2: error: \"import MockCore\" is banned in JSONSource, which may import "
          + "Foundation"
      ])
    #expect(findings("Sources/MockCore/Call.swift", "import JSONSource\nimport HTTPTypes\nimport Foundation") == [])
    #expect(findings("Sources/example-connector/Reply.swift", "import MockCore").count == 1)
  }

  @Test func `a target without a row is found`() {
    #expect(
      findings("Sources/Extras/Extra.swift", "import Foundation") == [
        "Sources/Extras/Extra.swift:1: error: target \"Extras\" has no row in the table of targets, add what it may "
          + "import"
      ])
  }

  @Test(arguments: [
    "import Crypto", "@testable import Crypto", "public import Crypto", "import struct Crypto.SHA256",
    "@preconcurrency import Crypto", "  import Crypto  ",
  ])
  func `an import is read in all its spellings`(_ line: String) {
    #expect(importedModule(line) == "Crypto")
  }

  @Test func `a line that only speaks of imports is none`() {
    #expect(importedModule("let import = 1") == nil)
    #expect(importedModule("important()") == nil)
  }

  @Test func `every file imports what its target may`() throws {
    expectNone(try Repository.current().sources.flatMap(forbiddenImports))
  }
}

struct PackageTests {
  private static let description = """
    let store = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
    let package = Package(targets: [
      .target(name: "MockCore", dependencies: ["JSONSource", "MockStore", store], swiftSettings: strict),
      .target(
        name: "Extras",
        dependencies: []),
      .testTarget(name: "StoreTests", dependencies: ["MockStore"]),
    ])
    """

  private let package = TextFile(path: "Package.swift", text: PackageTests.description)

  @Test func `the targets of a package are read`() {
    #expect(
      packageTargets(in: package) == [
        PackageTarget(name: "MockCore", isTest: false, dependencies: ["JSONSource", "MockStore", "GRDB"], line: 3),
        PackageTarget(name: "Extras", isTest: false, dependencies: [], line: 4),
        PackageTarget(name: "StoreTests", isTest: true, dependencies: ["MockStore"], line: 7),
      ])
  }

  @Test func `an arrow that the table lacks is found`() {
    let findings = forbiddenDependencies(in: package).map(\.description)
    #expect(
      findings.contains(
        "Package.swift:3: error: \"MockCore\" depends on \"MockStore\": a deciding target depends on no doing one"))
    #expect(
      findings.contains(
        "Package.swift:3: error: \"MockCore\" depends on \"GRDB\": the table of targets does not allow it"))
    #expect(findings.contains("Package.swift:4: error: target \"Extras\" has no row in the table of targets"))
    #expect(!findings.contains { $0.contains("\"JSONSource\":") })
  }

  @Test func `a row that no target declares is found`() {
    let message = "the table of targets has a row for \"Reports\", which no target declares"
    #expect(forbiddenDependencies(in: package).contains(Finding(path: "Package.swift", line: 1, message: message)))
  }

  @Test func `a cycle is found`() {
    #expect(cycle(in: ["a": ["b"], "b": ["c"], "c": ["b"]]) == ["b", "c", "b"])
    #expect(cycle(in: ["a": ["b", "c"], "b": ["c"], "c": []]) == nil)
  }

  @Test func `the package has the table's arrows and no cycle`() throws {
    let package = try #require(try Repository.current().files.first { $0.path == "Package.swift" })
    expectNone(forbiddenDependencies(in: package))
    let declared = packageTargets(in: package).map { ($0.name, $0.dependencies) }
    #expect(declared.count > TargetRow.table.count)
    #expect(cycle(in: Dictionary(declared) { first, _ in first }) == nil)
  }

  @Test func `the table has no cycle, and no arrow from what decides to what does`() {
    #expect(cycle(in: Dictionary(uniqueKeysWithValues: TargetRow.table.map { ($0.name, $0.ours) })) == nil)
    for row in TargetRow.table where row.kind == .deciding {
      #expect(row.ours.allSatisfy { TargetRow.row(of: $0)?.kind == .deciding }, "\(row.name)")
    }
  }
}
