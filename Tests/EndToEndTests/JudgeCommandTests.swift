import Foundation
import Testing

/// A stored history is judged again without anything being started.
@Suite(.fewAtOnce)
struct JudgeCommandTests {
  @Test func `the same checks come to the same verdicts`() async throws {
    let project = try await kept()
    let judged = try await project.dryfit("judge", "1")
    #expect(judged.status == 0, "\(judged)")
    #expect(judged.output.contains("run 1: nothing differs from the stored verdicts"), "\(judged)")
  }

  @Test func `a failure stays one`() async throws {
    let project = try await kept(defect: "never-refreshes", status: 1)
    let judged = try await project.dryfit("judge", "1")
    #expect(judged.status == 1, "\(judged)")
    #expect(judged.output.contains("nothing differs"), "\(judged)")
  }

  @Test func `a scenario that expects something else today has another verdict, and the difference is named`()
    async throws
  {
    let project = try await kept()
    let text = try project.text(of: "case.json")
    try project.write(text.replacing("\"oauth.code\"", with: "\"oauth.revoke\""), to: "case.json")
    let judged = try await project.dryfit("judge", "1")
    #expect(judged.status == 1, "\(judged)")
    #expect(judged.output.contains("run 1 differs from the stored verdicts:"), "\(judged)")
    #expect(judged.output.contains("case.json: pass, now fail"), "\(judged)")
    #expect(judged.output.contains("asks: pass, now fail"), "\(judged)")
  }

  @Test func `what two processes showed together stays, although one history tells nothing of it`() async throws {
    let scenarios = ["login/allow", "login/closed-at-login"]
    let project = try await kept(scenarios: scenarios) { try $0.allowReuse() }
    let judged = try await project.dryfit("judge", "1")
    #expect(judged.status == 0, "\(judged)")
    #expect(judged.output.contains("! reuse (warning)"), "\(judged)")
    #expect(judged.output.contains("nothing differs"), "\(judged)")
  }

  @Test func `a run that is not there is refused`() async throws {
    let project = try await kept()
    let judged = try await project.dryfit("judge", "9")
    #expect(judged.status == 64, "\(judged)")
    #expect(judged.errors.contains("There is no run 9"), "\(judged)")
    #expect(judged.errors.contains("the last one is 1"), "\(judged)")
    let elsewhere = try await project.dryfit("judge", "1", "--ledger", "nowhere.sqlite")
    #expect(elsewhere.status == 64, "\(elsewhere)")
    #expect(elsewhere.errors.contains("There is no ledger"), "\(elsewhere)")
  }

  /// A project with one run in its ledger.
  private func kept(
    defect: String? = nil, status: Int32 = 0, scenarios: [String] = ["case.json"],
    _ change: (Project) throws -> Void = { _ in }
  ) async throws -> Project {
    let project = try Project()
    try project.copyExample()
    try change(project)
    if let defect { try project.add(defect: defect) }
    try project.write(
      """
      {
        "format": 1, "title": "A code is redeemed, and an access token replaced",
        "steps": [
          { "login": {}, "expect": { "outcome": "connected" } }, { "advance": "91m" },
          { "do": "read", "expect": { "outcome": ["ok", "partial"] } }
        ],
        "expect": [ { "id": "asks", "seen": { "endpoint": "oauth.code" } } ]
      }
      """, to: "case.json")
    #expect(try await project.dryfit("version", "create").status == 0)
    let ended = try await project.dryfit(["run"] + scenarios) { _ in }
    try #require(ended.status == status, "\(ended)")
    return project
  }
}
