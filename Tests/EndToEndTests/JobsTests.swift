import Foundation
import Testing

/// Several scenarios at once come to the same as one after the other.
@Suite(.fewAtOnce)
struct JobsTests {
  @Test func `verdicts and reports are the same, and in the same order, however many scenarios run at once`()
    async throws
  {
    let one = try await run(jobs: "1")
    let many = try await run(jobs: "3")
    #expect(one.status == 0, "\(one.output)")
    #expect(many.status == 0, "\(many.output)")
    #expect(one.names.count >= 4)
    #expect(many.names == one.names)
    #expect(many.output == one.output)
    #expect(many.report == one.report)
  }

  @Test func `a failure stands in its place`() async throws {
    let one = try await run(jobs: "1", defect: "never-refreshes")
    let many = try await run(jobs: "3", defect: "never-refreshes")
    #expect(one.status == 1, "\(one.output)")
    #expect(many.status == 1, "\(many.output)")
    #expect(many.names == one.names)
    #expect(many.verdicts == one.verdicts)
  }

  @Test(arguments: ["0", "-1", "many"])
  func `no jobs are refused`(_ jobs: String) async throws {
    let project = try Project()
    try project.copyExample()
    let ended = try await project.dryfit("run", "login/allow", "--jobs=\(jobs)")
    #expect(ended.status == 64, "\(ended)")
  }

  private struct Run {
    var status: Int32
    var output: String
    var report: String
    var names: [String]
    var verdicts: [String]
  }

  private static let scenarios = ["rights", "refresh/one-cycle", "login/deny", "login/allow"]

  private func run(jobs: String, defect: String? = nil) async throws -> Run {
    let project = try Project()
    try project.copyExample()
    if let defect { try project.add(defect: defect) }
    let arguments = ["run"] + Self.scenarios + ["--jobs", jobs, "--seed", "7"]
    let ended = try await project.dryfit(arguments + ["--report", "json=report.json"]) { _ in }
    let report = try project.text(of: "report.json")
    return Run(
      status: ended.status, output: Self.plain(ended.output), report: Self.plain(report),
      names: report.matches(of: /"scenario"\s*:\s*"([^"]+)"/).map { String($0.output.1) },
      verdicts: report.matches(of: /"verdict"\s*:\s*"([^"]+)"/).map { String($0.output.1) })
  }

  /// A text without what is different in every run: how long things took and when, and on which port.
  private static func plain(_ text: String) -> String {
    text.replacing(/"(seconds|began|ended|at)"\s*:\s*[^,}\s]+/, with: "").replacing(/localhost:[0-9]+/, with: "")
      .replacing(/[0-9]+(\.[0-9]+)?\s?m?s\b/, with: "")
  }
}
