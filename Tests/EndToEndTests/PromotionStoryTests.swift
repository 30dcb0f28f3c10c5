import Foundation
import JSONSource
import Testing

/// A version from nothing to its promotion, with everything that shuts the gate on the way; every step's output is a
/// file below `Golden`.
@Suite(.fewAtOnce)
struct PromotionStoryTests {
  private let project: GatedProject

  init() throws { project = try GatedProject() }

  private func step(_ number: Int, _ name: String, _ command: String, exits status: Int32) async throws {
    let ended = try await project.call(command.split(separator: " ").map(String.init), ["COLUMNS": "100"])
    #expect(ended.status == status, "\(ended)")
    try StoryStep(command, ended, in: project.files).expect("\(number < 10 ? "0" : "")\(number)-\(name).txt")
  }

  @Test func `a version is created, tested, refused for every reason, waived, and promoted once`() async throws {
    let run = "run login/allow refresh/one-cycle --clock real"
    try await step(1, "never-created", "gate 0.1.0", exits: 1)
    try await step(2, "created", "version create", exits: 0)
    try await step(3, "missing", "gate 0.1.0", exits: 2)
    try await step(4, "run", run, exits: 0)
    try await step(5, "open", "gate 0.1.0", exits: 0)

    try project.appendByte()
    try await step(6, "stale", "gate 0.1.0", exits: 1)
    try await step(7, "stale-refused", "promote 0.1.0 --notes Syncs.", exits: 1)

    try project.files.add(defect: "logs-token")
    try await step(8, "run-failed", run + " --report json=report.json", exits: 1)
    try await step(9, "failed", "gate 0.1.0", exits: 1)

    try waiveEverythingThatFailed(in: "report.json", until: "2199-01-31")
    try await step(10, "waived", "gate 0.1.0", exits: 0)
    try await step(11, "waiver-over", "gate 0.1.0 --at 2199-02-01T00:00:00Z", exits: 1)

    try await step(12, "key", "key create", exits: 0)
    try await step(13, "promoted", "promote 0.1.0 --notes Syncs.", exits: 0)
    try await step(14, "promoted-again", "promote 0.1.0 --notes Syncs.", exits: 1)
    try await step(15, "verified", "verify release-0.1.0 --key .dryfit/key.pem.pub", exits: 0)
    try await step(16, "ledger", "ledger verify --since release-0.1.0/promotion.intoto.json", exits: 0)
    try await step(17, "story", "version show 0.1.0", exits: 0)
    try await step(18, "not-higher", "version create", exits: 1)
  }

  @Test func `a version that is saved anew asks for new runs, and a suite that changed is told`() async throws {
    let run = "run login/allow refresh/one-cycle --clock real"
    try await step(21, "created", "version create", exits: 0)
    try await step(22, "run", run, exits: 0)
    let manifest = try project.files.text(of: "manifest.json")
    try project.files.write(manifest.replacing("choose Connect", with: "press Connect"), to: "manifest.json")
    try await step(23, "manifest-changed", "gate 0.1.0", exits: 1)
    try await step(24, "saved", "version save", exits: 0)
    try await step(25, "stale-manifest", "gate 0.1.0", exits: 1)
    try await step(26, "run-again", run, exits: 0)
    try await step(27, "open-again", "gate 0.1.0", exits: 0)

    let requirements = try project.files.text(of: "requirements.json")
    try project.files.write(
      requirements.replacing("\"login/allow\",", with: "\"login/allow\", \"login/deny\","), to: "requirements.json")
    try await step(28, "suite-changed", "gate 0.1.0", exits: 1)
    try project.files.write(requirements.replacing("login/allow", with: "login/alow"), to: "requirements.json")
    try await step(29, "misspelt", "gate 0.1.0", exits: 1)
    try project.files.write(#"{ "format": 1, "required": [] }"#, to: "requirements.json")
    try await step(30, "nothing-required", "gate 0.1.0", exits: 65)
    try project.files.write(requirements, to: "requirements.json")
    try project.files.write(
      #"{ "format": 1, "waivers": [{ "check": "secrets/output", "scenario": "*", "expires": "2199-02-30" }] }"#,
      to: "waivers.json")
    try await step(31, "waivers-wrong", "gate 0.1.0", exits: 65)
    try FileManager.default.removeItem(atPath: project.files["waivers.json"])
    try project.files.write(manifest.replacing("https://", with: "http://"), to: "manifest.json")
    try await step(32, "manifest-invalid", "gate 0.1.0", exits: 1)
    try await step(33, "story", "version show 0.1.0", exits: 0)
  }

  /// Has somebody answer for each finding of a report that failed.
  private func waiveEverythingThatFailed(in report: String, until day: String) throws {
    let json = try #require(JSONParser.parse(Array(try project.files.text(of: report).utf8)))
    var claims: [String] = []
    for scenario in json["scenarios"]?.arrayValue ?? [] {
      for finding in scenario["findings"]?.arrayValue ?? [] where finding["verdict"]?.stringValue == "fail" {
        let isCheck = finding["check"] != nil
        let claim = try #require(finding[isCheck ? "check" : "expectation"]?.stringValue)
        claims.append("\"\(isCheck ? "check" : "expectation")\": \"\(claim)\"")
      }
    }
    let waivers = Set(claims).sorted().map { claim in
      #"{ \#(claim), "scenario": "*", "owner": "qa@acme.example", "reason": "known", "expires": "\#(day)" }"#
    }
    try #require(!waivers.isEmpty)
    try project.files.write("{ \"format\": 1, \"waivers\": [\(waivers.joined(separator: ", "))] }", to: "waivers.json")
  }
}
