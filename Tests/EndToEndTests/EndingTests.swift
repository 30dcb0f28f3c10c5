import Foundation
import Subprocess
import Testing

@testable import ScenarioRunner

/// Whatever happens, nothing of the connector is left: no process of its group, no folder of the run.
@Suite(.fewAtOnce)
struct EndingTests {
  @Test func `a connector that ignores SIGTERM is killed`() async throws {
    let project = try Project()
    try project.writeScenario()
    try project.writeShellConnector("trap '' TERM; echo $$ > leader; echo ready; exec tail -f /dev/null")
    let ended = try await project.dryfit("run", "case.json")
    #expect(ended.status == 1, "\(ended)")
    try await expectNobodyIsLeft(in: project)
  }

  @Test func `a connector that starts others is ended with them, even where they ignore SIGTERM`() async throws {
    let project = try Project()
    try project.writeScenario()
    try project.writeShellConnector(
      """
      echo $$ > leader
      (trap '' TERM; exec tail -f /dev/null) & echo $! > child
      echo ready
      exec tail -f /dev/null
      """)
    let ended = try await project.dryfit("run", "case.json")
    #expect(ended.status == 1, "\(ended)")
    #expect(project.number(in: "child") != nil)
    try await expectNobodyIsLeft(in: project)
  }

  @Test func `what a connector that ended by itself had started is ended too`() async throws {
    let project = try Project()
    try project.writeScenario()
    try project.writeShellConnector(
      """
      echo $$ > leader
      tail -f /dev/null & echo $! > child
      exit 3
      """)
    let ended = try await project.dryfit("run", "case.json")
    #expect(ended.status == 69, "\(ended)")
    #expect(ended.errors.contains("it ended before it was ready: exit status 3"), "\(ended)")
    #expect(project.number(in: "child") != nil)
    try await expectNobodyIsLeft(in: project)
  }

  @Test func `a connector that does not start again fails its scenario and not the run`() async throws {
    let project = try Project()
    try project.write(
      """
      {
        "format": 1, "title": "It starts again",
        "steps": [ { "connector": "restart" }, { "do": "read", "expect": { "outcome": "ok" } } ]
      }
      """, to: "case.json")
    try project.writeShellConnector(
      """
      test -e leader && { echo the lock is held; exit 3; }
      echo $$ > leader; echo ready; exec tail -f /dev/null
      """)
    // The lock lies outside of the state folder, and would outlive the start that tries the clock.
    let ended = try await project.dryfit("run", "case.json", "--clock", "real")
    #expect(ended.status == 1, "\(ended)")
    #expect(ended.output.contains("it ended before it was ready: exit status 3"), "\(ended)")
    #expect(ended.output.contains("output| the lock is held"), "\(ended)")
    try await expectNobodyIsLeft(in: project)
  }

  @Test(arguments: [(Signal.interrupt, Int32(130)), (.terminate, 143)])
  func `an interruption in the middle of a scenario ends everything`(_ signal: Signal, _ status: Int32) async throws {
    let project = try Project()
    try project.copyExample()
    try project.writeScenario(
      steps: #"{ "wait": { "for": { "endpoint": "oauth.revoke" }, "within": "10m" }, "within": "10m" }"#)
    try project.set(start: ["/bin/sh", "-c", #"echo $$ > "$LEADER"; exec "$EXAMPLE""#])
    try project.set("LEADER", to: project["leader"])
    try project.set("EXAMPLE", to: Built.exampleConnector)
    let ended = try await project.dryfit(["run", "case.json"]) { send in
      try await Deadline.poll(within: .seconds(60)) { project.isConnected }
      try send(signal)
    }
    #expect(ended.status == status, "\(ended)")
    #expect(ended.errors.contains("interrupted; nothing of the connector is left running"), "\(ended)")
    try await expectNobodyIsLeft(in: project)
  }

  @Test func `an interruption before a connector is ready ends it, although it ignores SIGTERM`() async throws {
    let project = try Project()
    try project.writeScenario()
    try project.writeShellConnector("trap '' TERM; echo $$ > leader; exec tail -f /dev/null")
    let ended = try await project.dryfit(["run", "case.json"]) { send in
      try await Deadline.poll(within: .seconds(60)) { project.number(in: "leader") != nil }
      try send(.interrupt)
    }
    #expect(ended.status == 130, "\(ended)")
    try await expectNobodyIsLeft(in: project)
  }

  private func expectNobodyIsLeft(in project: Project) async throws {
    let leader = try #require(project.number(in: "leader"))
    try await ProcessGroup(number: leader).waitUntilEmpty()
    #expect(try project.leftovers() == [])
  }
}

extension Project {
  /// Whether the connector of the run that is under way has stored its tokens.
  fileprivate var isConnected: Bool {
    let folder = self["temporary"]
    return ((try? leftovers()) ?? []).contains {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/state/tokens.json")
    }
  }
}
