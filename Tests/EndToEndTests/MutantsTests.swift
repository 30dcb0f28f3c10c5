import Foundation
import JSONSource
import ScenarioCore
import ScenarioRunner
import Testing

/// The files of mutants in this repository: they say what their connectors know, and the suite catches it.
@Suite(.fewAtOnce)
struct MutantsTests {
  /// A defect of a connector of another make.
  struct Case: CustomTestStringConvertible, Sendable {
    var kind: ConnectorsOfEveryKindTests.Kind
    var mutant: Mutant
    var testDescription: String { "\(kind.name) with \(mutant.name)" }
  }

  static let cases = ConnectorsOfEveryKindTests.installed.flatMap { kind in
    ((try? file(folder(of: kind)))?.defects.list ?? []).map { Case(kind: kind, mutant: $0) }
  }

  private static func folder(of kind: ConnectorsOfEveryKindTests.Kind) -> String {
    Built.file("Tests/Connectors/" + kind.name)
  }

  private static func file(_ folder: String) throws -> MutantsFile {
    let diagnostics = Diagnostics()
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/mutants.json")))
    let json = try #require(JSONParser.parse(SourceFile(name: "mutants.json", bytes: bytes), into: diagnostics))
    return try #require(MutantsFile.reader.read(json, diagnostics))
  }

  @Test(arguments: cases)
  func `the suite catches what a connector of another make does wrong`(_ of: Case) async throws {
    let folder = Self.folder(of: of.kind)
    let defects = try Self.file(folder).defects
    let connector = try StandardSuite.connector(folder + "/connector.json").with(of.mutant.name, of: defects)
    #expect(!of.mutant.scenarios.isEmpty)
    for name in of.mutant.scenarios {
      var told: [String] = []
      for scenario in try #require(StandardSuite.combinations[name]) {
        let run = try await StandardSuite.run(scenario, connector, library: StandardSuite.library)
        told.append(run.result.verdict == .fail ? "" : run.problems)
      }
      #expect(told.contains(""), "\(name): \(told.joined(separator: "\n"))")
    }
  }

  @Test func `the example connector and its file of mutants speak of the same`() async throws {
    let file = try Self.file(Built.file("Fixtures/example-connector"))
    #expect(file.defects.list.count >= 60)
    #expect(file.variations.list.count >= 12)
    for (flag, list) in [("--list-defects", file.defects.list), ("--list-variations", file.variations.list)] {
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: Built.exampleConnector)
      process.arguments = [flag]
      process.standardOutput = pipe
      try process.run()
      let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(output.split(separator: "\n").map(String.init) == list.map { "\($0.name): \($0.what)" })
    }
  }

  @Test func `the command tells what survives, and ends with 1 then`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.write(
      #"""
      {"format": 1, "connectors": ["connector.json"], "defects": {"option": "--defect", "list": [
        {"name": "drops-grant-on-429", "what": "Drops it.", "scenarios": ["login/allow"]}]}}
      """#, to: "mutants.json")
    let survives = try await project.dryfit("mutants", "--only", "drops-grant-on-429")
    #expect(survives.status == 1, "\(survives)")
    #expect(survives.output.contains("login/allow names it, and does not catch it"), "\(survives)")
    #expect(!survives.output.contains("survives: "), "\(survives)")
  }

  @Test func `the command that repeats says so when nothing differs`() async throws {
    let project = try Project()
    try project.copyExample()
    let ended = try await project.dryfit("repeat", "login/allow", "--times", "2")
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output == "2 runs of 1 scenarios: the same verdicts each time\n")
  }
}
