import Foundation
import JSONSource
import Testing

@testable import ScenarioRunner

/// Quiet is what is observed: no open request, none coming, and a connector that rests.
@Suite(.fewAtOnce, .enabled(if: OddConnector.isInstalled("curl"), "curl is not installed"))
struct QuietTests {
  private static let call = #"curl -s "$API/rest/v1.0/me" >/dev/null"#
  /// Computes longer than any silence that is listened to, and calls then.
  private static let computes = "i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done; \(call)"

  private func project(_ script: String) throws -> Project {
    let project = try Project()
    let command: JSONValue = ["/bin/sh", "-c", .string(script)]
    try project.write(
      """
      {
        "format": 1, "name": "shell", "environment": { "API": "${sandbox.apiURL}" },
        "start": { "command": \(command.encoded()), "ready": { "log": "ready" } },
        "redirectUri": "${connector.url}/callback", "login": { "open": "/connect" },
        "actions": { "read": { "run": ["/bin/sh", "-c", \(JSONValue.string(Self.call).encoded())] } }
      }
      """, to: "connector.json")
    return project
  }

  private func run(_ project: Project, _ steps: String, _ arguments: String...) async throws -> Ended {
    try project.write(
      """
      {
        "format": 1, "title": "It becomes quiet", "steps": [\(steps)],
        "expect": [ { "seen": { "endpoint": "api", "before": "quiet" } } ]
      }
      """, to: "case.json")
    return try await project.dryfit(["run", "case.json", "--clock", "real"] + arguments) { _ in }
  }

  private static let steps = #"{ "wait": "quiet" }, { "id": "quiet", "advance": "1s" }"#

  @Test func `a call that a connector still computes is waited for`() async throws {
    let project = try project("echo ready; \(Self.computes); exec tail -f /dev/null")
    let ended = try await run(project, Self.steps, "--busyness", "1m", "--patience", "1m")
    #expect(!ended.output.contains("no exchange"), "\(ended)")
    #expect(ended.output.contains("0 failed") || !ended.output.contains("failed"), "\(ended)")
  }

  @Test func `a connector that computes on and on is waited for no longer than asked`() async throws {
    let project = try project("echo ready; while :; do :; done")
    let ended = try await run(project, Self.steps, "--silence", "20ms", "--busyness", "40ms", "--patience", "1m")
    #expect(!ended.output.contains("it was not quiet"), "\(ended)")
  }

  @Test func `what never becomes quiet is inconclusive and says why`() async throws {
    let project = try project("echo ready; while :; do \(Self.call); done")
    let ended = try await run(project, Self.steps, "--silence", "3s", "--patience", "4s")
    #expect(ended.output.contains("it was not quiet within 4s: requests kept coming"), "\(ended)")
  }

  @Test func `a request that has no answer is not quiet`() async throws {
    let project = try project("echo ready; \(Self.call); exec tail -f /dev/null")
    let hanging = """
      { "wait": { "for": { "endpoint": "api" } } },
      { "id": "slow", "fault": { "name": "slow", "on": { "endpoint": "api" }, "reply": { "delay": "3s" } } },
      { "connector": "restart" }, { "wait": { "for": { "endpoint": "api", "after": "slow" } } }, \(Self.steps)
      """
    let ended = try await run(project, hanging, "--patience", "300ms")
    #expect(ended.output.contains("it was not quiet within 300ms: requests without an answer: 1"), "\(ended)")
    let patient = try await run(project, hanging, "--patience", "1m")
    #expect(!patient.output.contains("it was not quiet"), "\(patient)")
  }

  @Test func `bounds that contradict each other are refused`() async throws {
    let project = try project("echo ready; exec tail -f /dev/null")
    let ended = try await run(project, Self.steps, "--silence", "2s", "--patience", "1s")
    #expect(ended.status == 64, "\(ended)")
    let never = try await run(project, Self.steps, "--silence", "0s")
    #expect(never.status == 64, "\(never)")
  }
}
