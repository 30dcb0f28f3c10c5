import Foundation
import JSONSource
import Testing

/// What a run prints and writes: the connector's own words, and never a secret.
@Suite(.fewAtOnce)
struct ReportTests {
  @Test func `the last words of the connector stand in the report`() async throws {
    let project = try Project()
    try project.writeScenario()
    // Before it says that it is ready: what comes after that may come too late, the login fails at once.
    try project.writeShellConnector("echo the wheels came off >&2; echo ready; exec tail -f /dev/null")
    let ended = try await project.dryfit("run", "case.json", "--report", "junit=report.xml")
    #expect(ended.status == 1, "\(ended)")
    #expect(ended.output.contains("error | the wheels came off"), "\(ended)")
    #expect(try project.text(of: "report.xml").contains("the wheels came off"))
  }

  @Test func `tokens that a connector prints stand in no report and not in the ledger, their marks do`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.add(defect: "logs-token")
    try project.set("DATA_DIR", to: project["data"])
    #expect(try await project.dryfit("version", "create").status == 0)
    let ended = try await project.dryfit(
      "run", "secrets/output", "--report", "json=report.json", "--report", "junit=report.xml")
    #expect(ended.status == 1, "\(ended)")
    let reports = try ended.output + project.text(of: "report.json") + project.text(of: "report.xml")
    for mark in ["⟨access#1⟩", "⟨refresh#1⟩", "⟨refresh#2⟩"] { #expect(reports.contains(mark), "\(mark)") }
    let ledger = FileManager.default.enumerator(atPath: project[".dryfit"])?.compactMap { $0 as? String } ?? []
    #expect(ledger.contains("ledger.sqlite"))
    let kept = try ledger.map { try project.text(of: ".dryfit/" + $0) }.joined()
    #expect(kept.contains("⟨refresh#2⟩"))

    let tokens = try project.text(of: "data/tokens.json").matches(of: /"([^"]{64,})"/).map { String($0.output.1) }
    #expect(tokens.count == 2, "an access token and a refresh token, as they really read")
    for token in tokens { #expect(!reports.contains(token) && !kept.contains(token)) }
    // Access tokens begin so, all of them; the stored ones are the newest only.
    #expect(!reports.contains("eyJ") && !kept.contains("eyJ"))
    // Refresh tokens and codes have 64 hexadecimal digits; so have digests, which say so.
    #expect(reports.replacing(/sha256:[0-9a-f]{64}/, with: "").firstMatch(of: /[0-9a-f]{64}/) == nil)
  }

  @Test func `the report for programs is whole`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.add(defect: "never-refreshes")
    let ended = try await project.dryfit(
      "run", "login/deny", "refresh/one-cycle", "--seed", "7", "--report", "json=report.json")
    #expect(ended.status == 1, "\(ended)")
    let report = try JSONDecoder().decode(Report.self, from: Data(project.text(of: "report.json").utf8))
    #expect(report.verdict == "fail")
    #expect(report.seed == 7)
    #expect(report.scenarios.map(\.scenario) == ["login/deny", "refresh/one-cycle"])
    #expect(report.scenarios.map(\.verdict) == ["pass", "fail"])
    #expect(report.scenarios.last?.findings.contains { $0.expectation == "refreshed-once" } == true)
  }

  private struct Report: Decodable {
    var verdict: String
    var seed: Int
    var scenarios: [Scenario]

    struct Scenario: Decodable {
      var scenario: String
      var verdict: String
      var findings: [Finding]
    }

    struct Finding: Decodable {
      var expectation: String?
      var check: String?
    }
  }
}
