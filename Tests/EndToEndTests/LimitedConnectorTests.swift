import Foundation
import JSONSource
import ScenarioCore
import Testing

/// Connectors that can do little, or tell little: each hears what was not proved, and none is blamed for it.
@Suite(.fewAtOnce, .enabled(if: OddConnector.isInstalled("python3"), "there is no python3 in the PATH"))
struct LimitedConnectorTests {
  @Test func `who reads nothing that rights govern fails none of the scenarios about rights`() async throws {
    let project = try Self.project { connector in
      (connector["actions"] as? [String: Any])?.filter { $0.key != "write" }
    }
    try project.write(try Self.program(reading: "self.procore.me()"), to: "connector.py")
    let ended = try await project.dryfit("run", "rights", "--jobs", "4")
    #expect(ended.status == 2, "\(ended)")
    #expect(!ended.output.contains("✗"), "\(ended)")
    for reason in [#""read" was not seen to need any right"#, "so that nothing missed the app."] {
      #expect(ended.output.contains(reason), "\(ended)")
    }
  }

  @Test func `who cannot write is asked for no write`() async throws {
    let project = try Self.project { connector in
      (connector["actions"] as? [String: Any])?.filter { $0.key != "write" }
    }
    let ended = try await project.dryfit("run", "api/lost-write", "rights/read-forbidden")
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.contains(#"(not applicable: connector.json declares no action "write")"#), "\(ended)")
    #expect(ended.output.contains("2 scenarios: 1 passed, 1 not applicable"), "\(ended)")
  }

  @Test func `who knows only success and failure is told which outcome to declare`() async throws {
    let project = try Self.project()
    try project.edit { connector in
      connector["outcomes"] = ["ok": ["status": ["lt": 300]], "failed": ["status": ["gte": 300]]]
    }
    let ended = try await project.dryfit("run", "login/deny", "rights/read-forbidden")
    #expect(ended.status == 2, "\(ended)")
    #expect(ended.output.contains("connector.json does not declare login-required, and"), "\(ended)")
    #expect(ended.output.contains(#"→ Declare "login-required" in the outcomes of connector.json."#), "\(ended)")
    #expect(ended.output.contains("2 scenarios: 1 passed, 1 inconclusive"), "\(ended)")
  }

  private static let folder = "Tests/Connectors/python-web/"

  /// A copy of the connector in Python, with other actions where some are given.
  private static func project(
    actions: ([String: Any]) -> [String: Any]? = { $0["actions"] as? [String: Any] }
  ) throws -> Project {
    let project = try Project()
    for file in ["connector.json", "connector.py"] {
      try FileManager.default.copyItem(atPath: Built.file(folder + file), toPath: project[file])
    }
    try project.edit { $0["actions"] = actions($0) }
    return project
  }

  /// The connector's program with another way to read.
  private static func program(reading call: String) throws -> String {
    let program = try String(contentsOfFile: Built.file(folder + "connector.py"), encoding: .utf8)
    let begin = try #require(program.range(of: "    def read(self, company):"))
    let end = try #require(program.range(of: "    def write(self, draft):"))
    let reading = "    def read(self, company):\n        \(call)\n        return {\"refused\": []}\n\n"
    return program.replacingCharacters(in: begin.lowerBound..<end.lowerBound, with: reading)
  }
}
