import Foundation
import ScenarioCore
import Subprocess
import Testing

@testable import ScenarioRunner

/// One process for several scenarios, as `"reuse": true` allows.
@Suite(.fewAtOnce)
struct ReuseTests {
  @Test func `one process serves scenarios that pass, and each has the output of its own`() async throws {
    let project = try Project.counting()
    let runs = try await project.run(["login/allow", "refresh/one-cycle", "secrets/output", "rights/not-installed"])
    #expect(runs.map(\.result.verdict) == [.pass, .pass, .pass, .pass], "\(runs.map(\.problems))")
    #expect(runs.map(\.result.process) == [.fresh, .warm, .warm, .warm], "\(runs.map(\.problems))")
    #expect(try project.starts == 1)
    let outputs = runs.map { $0.history?.output.map(\.text) ?? [] }
    #expect(outputs.map { $0.contains { $0.contains("listens on") } } == [true, false, false, false])
    #expect(outputs.map { $0.count { $0.contains("GET /connect") } } == [1, 1, 1, 1], "\(outputs)")
  }

  @Test func `without it every scenario has a process`() async throws {
    let project = try Project.counting()
    let runs = try await project.run(["login/allow", "login/deny"], reuse: false)
    #expect(runs.map(\.result.process) == [nil, nil])
    #expect(try project.starts == 2)
  }

  @Test func `after a failure there is another process, which failed too`() async throws {
    let project = try Project.counting(arguments: " --defect never-refreshes")
    let runs = try await project.run(["login/allow", "refresh/one-cycle", "login/deny", "login/allow"])
    #expect(runs.map(\.result.verdict) == [.pass, .fail, .pass, .pass], "\(runs.map(\.problems))")
    #expect(runs.map(\.result.process) == [.fresh, .fresh, .fresh, .warm])
    #expect(try project.starts == 3)
    // Both processes failed: that the first one was warm made no difference.
    #expect(runs.allSatisfy { !$0.isToldOfReuse })
  }

  @Test func `a process that a step ended or started again is not kept`() async throws {
    let project = try Project.counting()
    let runs = try await project.run(["login/allow", "refresh/restart", "login/allow", "refresh/kill-after-refresh"])
    #expect(runs.map(\.result.verdict) == [.pass, .pass, .pass, .pass], "\(runs.map(\.problems))")
    #expect(runs.map(\.result.process) == [.fresh, .warm, .fresh, .warm])
    #expect(try project.starts == 4)
  }

  @Test func `a clock of its own or another world for the process means another process`() async throws {
    let project = try Project.counting()
    try project.write(Self.scenario(#""clock": { "connector": { "skew": "10m" } },"#), to: "skewed.json")
    try project.write(Self.scenario(""), to: "case.json")
    let paths = ["skewed.json", "case.json", "case.json"].map { project[$0] }
    let ended = try await project.dryfit(["run"] + paths + ["--report", "json=report.json"]) { _ in }
    #expect(ended.status == 0, "\(ended)")
    let report = try project.text(of: "report.json")
    let skews = FollowingClock.library != nil
    #expect(report.matches(of: /"process": "warm"/).count == 1, "\(report)")
    #expect(report.matches(of: /"process": "fresh"/).count == (skews ? 2 : 1), "\(report)")
    // One start more tries the clock.
    #expect(try project.starts == (skews ? 3 : 1))
    let total = skews ? 3 : 2
    #expect(ended.output.contains("connector process: warm in 1 of \(total) scenarios"), "\(ended)")
  }

  @Test(.enabled(if: FollowingClock.library != nil, "libfaketime is not installed"))
  func `a clock that was moved goes on from there`() async throws {
    let project = try Project.counting()
    let names = ["expiry/while-idle", "refresh/three-cycles", "expiry/short-life"]
    let ended = try await project.dryfit(["run"] + names + ["--clock", "follow", "--report", "json=report.json"]) { _ in
    }
    #expect(ended.status == 0, "\(ended)")
    #expect(try project.text(of: "report.json").matches(of: /"process": "warm"/).count == 2, "\(ended)")
  }

  @Test(arguments: [false, true])
  func `the honest connector comes to the same in every scenario of the suite`(_ tls: Bool) async throws {
    var connector = try StandardSuite.connector(Built.file("Fixtures/example-connector/many-users.json"))
    connector.reuse = true
    connector.tls = tls
    let plans = StandardSuite.namesForRealClock.compactMap { StandardSuite.scenarios[$0] }.map { [connector] in
      StandardSuite.plan($0, connector)
    }
    let shares = (0..<3).map { share in plans.enumerated().filter { $0.offset % 3 == share }.map(\.element) }
    let runs = try await withThrowingTaskGroup(of: [JudgedRun].self) { group in
      for share in shares { group.addTask { try await Worker.run(share) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(runs.count == StandardSuite.namesForRealClock.count)
    for run in runs { #expect(run.result.verdict == .pass, "\(run.result.name): \(run.problems)") }
    for run in runs { #expect(!run.isToldOfReuse, "\(run.result.name): \(run.problems)") }
    #expect(runs.count { $0.result.process == .warm } > runs.count / 2)
  }

  @Test
  func `one connection for everybody is told where a scenario has none, and the verdict is that of a fresh process`()
    async throws
  {
    let names = ["login/allow", "login/closed-at-login"]
    let project = try Project.counting(connector: "connector.json")
    let runs = try await project.run(names)
    #expect(runs.map(\.result.verdict) == [.pass, .pass], "\(runs.map(\.problems))")
    #expect(runs.map(\.isToldOfReuse) == [false, true])
    #expect(runs[1].problems.contains("access#1 of login/allow"), "\(runs[1].problems)")
    #expect(try project.starts == 2)
    let many = try Project.counting()
    #expect(try await many.run(names).map(\.isToldOfReuse) == [false, false])
    #expect(try many.starts == 1)
  }

  /// A scenario of one login and one read.
  static func scenario(_ more: String) -> String {
    """
    {
      "format": 1, "title": "A user reads", \(more)
      "steps": [ { "login": {}, "expect": { "outcome": "connected" } }, { "do": "read", "expect": { "outcome": "ok" } } ]
    }
    """
  }
}

/// Connectors that carry something from one scenario to the next.
@Suite(.fewAtOnce, .enabled(if: OddConnector.isInstalled("python3"), "there is no python3 in the PATH"))
struct CarryingConnectorTests {
  @Test func `a failure that a fresh process does not have is a warning, and told`() async throws {
    let runs = try await run("answers-once")
    #expect(runs.map(\.result.verdict) == [.pass, .pass], "\(runs.map(\.problems))")
    #expect(runs.map(\.isToldOfReuse) == [false, true])
    #expect(runs.map(\.result.warns) == [false, true])
    #expect(runs.map(\.result.process) == [.fresh, .fresh])
    #expect(runs[1].problems.contains("had served a scenario before this came to fail"), "\(runs[1].problems)")
  }

  @Test func `what a process goes on asking with an old token is recognised, and is in no history`() async throws {
    let runs = try await run("polls")
    #expect(runs.map(\.result.verdict) == [.pass, .pass], "\(runs.map(\.problems))")
    #expect(runs.map(\.isToldOfReuse) == [false, true])
    #expect(runs[1].problems.contains("access#1 of "), "\(runs[1].problems)")
    let strangers = runs[1].history?.exchanges.filter { $0.grounds == .tokenUnknown }
    #expect(strangers?.isEmpty ?? false, "\(strangers ?? [])")
  }

  private func run(_ habit: String) async throws -> [JudgedRun] {
    let project = try Project()
    try project.copyExample(connector: Built.file("Fixtures/example-connector/many-users.json"))
    try project.set(start: ["python3", Built.file("Tests/Connectors/carries-over/connector.py"), habit])
    try project.write(ReuseTests.scenario(""), to: "case.json")
    return try await project.run([project["case.json"], project["case.json"]])
  }
}

/// What becomes of a process that is kept when Dryfit ends.
@Suite(.fewAtOnce)
struct KeptProcessEndTests {
  @Test(arguments: [Signal.interrupt, .terminate, .kill])
  func `a warm process ends with Dryfit, however that ends`(_ signal: Signal) async throws {
    let project = try Project.counting()
    try project.writeScenario(
      "waits.json", steps: #"{ "wait": { "for": { "endpoint": "oauth.revoke" }, "within": "10m" }, "within": "10m" }"#)
    let arguments = ["run", "login/allow", "waits.json", "--clock", "real"]
    _ = try await project.dryfit(arguments) { send in
      try await Deadline.poll(within: .seconds(60)) { project.connections == 2 }
      try send(signal)
    }
    #expect(try project.starts == 1)
    let leader = try #require(try project.text(of: "starts").split(separator: "\n").first.flatMap { Int32($0) })
    try await ProcessGroup(number: leader).waitUntilEmpty()
  }

  @Test func `a run that is over leaves no process`() async throws {
    let project = try Project.counting()
    let ended = try await project.dryfit("run", "login/allow", "login/deny", "--clock", "real")
    #expect(ended.status == 0, "\(ended)")
    #expect(try project.starts == 1)
    let leader = try #require(try project.text(of: "starts").split(separator: "\n").first.flatMap { Int32($0) })
    #expect(try ProcessGroup(number: leader).members().isEmpty)
    #expect(try project.leftovers() == [])
  }

  @Test func `the folders of browser sessions are emptied, and the state folder is not`() throws {
    let folder = try RunFolder()
    defer { folder.remove() }
    let session = try folder.session("main")
    try folder.write("a token", to: session + "/tokens.json")
    try folder.write("a database", to: folder.state + "/tokens.db")
    try folder.emptySessions()
    #expect(try FileManager.default.contentsOfDirectory(atPath: session) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.state) == ["tokens.db"])
  }
}

extension Worker {
  /// Runs scenarios one after the other, and ends the process.
  fileprivate static func run(_ plans: [RunPlan]) async throws -> [JudgedRun] {
    let worker = Worker(runner: StandardSuite.runner())
    var runs: [JudgedRun] = []
    do {
      for plan in plans { runs.append(try await worker.runAndJudge(plan)) }
    } catch {
      await worker.end()
      throw error
    }
    await worker.end()
    return runs
  }
}

extension JudgedRun {
  /// Whether it is said that a warm process came to something else.
  fileprivate var isToldOfReuse: Bool { result.findings.contains { $0.expectation == Finding.reuse } }
}

extension Project {
  /// The example connector, which may be reused; each start writes down the number of its process.
  fileprivate static func counting(
    connector: String = "many-users.json", arguments: String = ""
  ) throws -> Project {
    let project = try Project()
    try project.copyExample(connector: Built.file("Fixtures/example-connector/" + connector))
    try project.set(start: ["/bin/sh", "-c", #"echo $$ >> "$STARTS"; exec "$EXAMPLE""# + arguments])
    try project.set("STARTS", to: project["starts"])
    try project.set("EXAMPLE", to: Built.exampleConnector)
    try project.allowReuse()
    return project
  }

  /// How often the connector was started.
  fileprivate var starts: Int { get throws { try text(of: "starts").split(separator: "\n").count } }

  /// How many browsers the process of the run under way has connected.
  fileprivate var connections: Int {
    let folder = self["temporary"]
    let states = ((try? leftovers()) ?? []).map { "\(folder)/\($0)/state" }
    let files = states.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
    return files.count { $0.hasPrefix("tokens-") && $0.hasSuffix(".json") }
  }

  /// Leads the connector through scenarios of the suite or of its own, one after the other.
  fileprivate func run(_ names: [String], reuse: Bool = true) async throws -> [JudgedRun] {
    var connector = try StandardSuite.connector(self["connector.json"])
    connector.reuse = reuse
    let scenarios = try names.map { try StandardSuite.scenarios[$0] ?? StandardSuite.scenario($0) }
    return try await Worker.run(scenarios.map { StandardSuite.plan($0, connector) })
  }
}
