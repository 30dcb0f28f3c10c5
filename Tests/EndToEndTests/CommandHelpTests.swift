import Foundation
import JSONSource
import Testing

/// Every command explains itself, and what it lists it also lists for programs.
@Suite(.fewAtOnce)
struct CommandHelpTests {
  private static let commands = [
    "init", "serve", "run", "judge", "validate", "version", "version create", "version save", "version list",
    "version show", "gate", "promote", "key", "key create", "verify", "ledger", "ledger verify", "merge", "mutants",
    "repeat", "explain", "schema",
  ]

  @Test func `every command is among those that are looked at`() async throws {
    let help = try await Project().dryfit("--help").output
    let named = help.components(separatedBy: "SUBCOMMANDS:\n").last?.split(separator: "\n") ?? []
    let names = named.prefix { $0.hasPrefix(" ") }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(names.count > 10)
    // The last line of the list refers to the help of a command.
    #expect(Set(names).subtracting(["See", "report"]).isSubset(of: Self.commands))
  }

  @Test(arguments: commands) func `the help has an example on one line, and it is of the command`(_ command: String)
    async throws
  {
    let words = command.split(separator: " ").map(String.init)
    let ended = try await Project().dryfit(words + ["--help"], ["COLUMNS": "80"]) { _ in }
    #expect(ended.status == 0, "\(ended)")
    let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.hasPrefix("EXAMPLE: dryfit \(command)") }, "\(ended)")
    #expect(lines[index + 1].isEmpty, "\(lines[index])")
  }

  @Test(arguments: [
    ["explain", "--json"], ["explain", "refresh/single-flight", "--json"], ["schema", "--json"],
    ["schema", "grounds", "--json"], ["serve", "--list", "--json"], ["version", "list", "--json"],
    ["validate", "--json"], ["version", "create", "--json"],
  ])
  func `a listing for programs is one JSON object of the format`(_ arguments: [String]) async throws {
    let project = try Project()
    try project.copyExample()
    let ended = try await project.dryfit(arguments) { _ in }
    #expect(ended.status == 0, "\(ended)")
    let json = try #require(JSONParser.parse(Array(ended.output.utf8)), "\(ended)")
    #expect(json["format"] == 1)
    #expect((json.objectValue?.count ?? 0) > 1)
  }

  @Test func `mistakes in files are listed with their places`() async throws {
    let project = try Project()
    try project.write("{ \"format\": 1,\n  \"titel\": \"A\", \"steps\": [] }", to: "case.json")
    let ended = try await project.dryfit("validate", "case.json", "--json")
    #expect(ended.status == 65, "\(ended)")
    let list = try #require(JSONParser.parse(Array(ended.output.utf8))?["diagnostics"]?.arrayValue, "\(ended)")
    let typo = try #require(list.first { $0["message"]?.stringValue?.contains("titel") == true }, "\(ended)")
    #expect(typo["line"] == 2 && typo["file"] == "case.json" && typo["hint"]?.stringValue?.contains("title") == true)
  }

  @Test func `a run's ledger is listed, judged, merged and asked for programs`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.write(#"{ "format": 1, "required": ["login/deny"] }"#, to: "requirements.json")
    for arguments in [["version", "create"], ["run", "login/deny"]] {
      #expect(try await project.dryfit(arguments) { _ in }.status == 0)
    }
    let calls: [([String], String, JSONValue)] = [
      (["ledger", "verify", "--json"], "sound", true), (["judge", "1", "--json"], "verdict", "pass"),
      (["gate", "--json"], "decision", "open"), (["gate"], "", .null),
      (["version", "show", "0.1.0", "--json"], "version", "0.1.0"),
    ]
    for (arguments, key, value) in calls {
      let ended = try await project.dryfit(arguments) { _ in }
      #expect(ended.status == 0, "\(ended)")
      guard !key.isEmpty else { continue }
      #expect(JSONParser.parse(Array(ended.output.utf8))?[key] == value, "\(ended)")
    }
    let merged = try await project.dryfit(
      "merge", ".dryfit/ledger.sqlite", "--ledger", project["other.sqlite"], "--json")
    #expect(merged.status == 0, "\(merged)")
    let list = JSONParser.parse(Array(merged.output.utf8))?["merged"]
    #expect(list?[0]?["runs"] == 1 && list?[0]?["scenarios"] == 1 && list?[0]?["known"] == 0, "\(merged)")
  }
}
