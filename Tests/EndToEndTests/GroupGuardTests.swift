import Foundation
import Subprocess
import Testing

@testable import ScenarioRunner

/// What becomes of the connector when Dryfit itself is killed.
@Suite struct GroupGuardTests {
  @Test func `when Dryfit is killed, the connector's whole group ends`() async throws {
    let odd = try OddConnector(
      file: #"""
        "start": { "command": ["sh", "-c", "sleep 300 & echo $! >child; echo $$ >leader; wait"],
                   "ready": { "log": "never", "within": "5m" } },
        "redirectUri": "${connector.url}/callback",
        "login": { "open": "/connect" },
        "actions": { "read": { "request": "GET /" } }
        """#)
    let scenario = try odd.scenario(#"{ "do": "read", "expect": { "outcome": "ok" } }"#)
    let program = try #require(OddConnector.dryfit, "dryfit was not built")
    _ = try await Subprocess.run(
      .path(.init(program)), arguments: ["run", scenario, "--connector", odd.folder + "/connector.json"],
      environment: .inherit.updating(["DRYFIT_HOME": OddConnector.repository]),
      workingDirectory: .init(odd.folder), input: .none, output: .discarded, error: .discarded
    ) { execution in
      try await Deadline.poll(within: .seconds(60)) { odd.pid(in: "child") != nil && odd.pid(in: "leader") != nil }
      try execution.send(signal: .kill)
    }
    #expect(try await odd.isGone(pidIn: "leader"))
    #expect(try await odd.isGone(pidIn: "child"))
  }

  @Test func `a guard ends with the run, and leaves what was released alone`() async throws {
    let bystander = try await Subprocess.run(
      .name("sleep"), arguments: ["300"], platformOptions: .ownGroup, input: .none, output: .discarded,
      error: .discarded
    ) { execution in
      let group = execution.processIdentifier.value
      let groups = try GroupGuard()
      await groups.watch(group + 100_000_000)
      await groups.watch(group)
      await groups.release(group)
      await groups.release(group + 100_000_000)
      await groups.end()
      let isThere = kill(group, 0) == 0
      kill(group, SIGKILL)
      return isThere
    }
    #expect(bystander.closureResult)
  }

  @Test func `a guard ends what was not released`() async throws {
    let result = try await Subprocess.run(
      .name("sleep"), arguments: ["300"], platformOptions: .ownGroup, input: .none, output: .discarded,
      error: .discarded
    ) { execution in
      let groups = try GroupGuard()
      await groups.watch(execution.processIdentifier.value)
      await groups.end()
    }
    #expect(result.terminationStatus == .signaled(SIGKILL))
  }
}

extension PlatformOptions {
  fileprivate static var ownGroup: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    return options
  }
}
