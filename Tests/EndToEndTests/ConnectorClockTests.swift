import Foundation
import Logging
import MockCore
import ScenarioCore
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@testable import ScenarioRunner

/// Connectors whose clock is moved with the mock's, where libfaketime is installed.
@Suite(.fewAtOnce, .enabled(if: FollowingClock.library != nil, "libfaketime is not installed"))
struct ConnectorClockTests {
  /// Connectors that look at the clock before they call: a token that ends within ten minutes is refreshed first.
  private static let proactive = ["python-proactive", "node-proactive"].filter(FollowingClock.canRun)

  @Test(arguments: proactive)
  func `a connector refreshes before the end when its clock follows, and not when it stays`(_ name: String) async throws
  {
    let project = try Project()
    try project.write(FollowingClock.scenario(clock: #""follow""#), to: "follows.json")
    try project.write(FollowingClock.scenario(clock: #""real""#), to: "stays.json")
    let connector = try StandardSuite.connector(Built.file("Tests/Connectors/\(name)/connector.json"))
    let follows = try await FollowingClock.run(project["follows.json"], connector)
    #expect(follows.result.verdict == .pass, "\(follows.problems)")
    #expect(follows.history?.clock == .follow)
    let stays = try await FollowingClock.run(project["stays.json"], connector)
    #expect(stays.result.verdict == .fail, "\(stays.problems)")
    #expect(stays.history?.clock == .real)
  }

  @Test(arguments: proactive)
  func `a clock that is behind the mock's follows it all the same`(_ name: String) async throws {
    let project = try Project()
    try project.write(FollowingClock.scenario(clock: #"{ "skew": "-85m" }"#), to: "behind.json")
    let connector = try StandardSuite.connector(Built.file("Tests/Connectors/\(name)/connector.json"))
    let behind = try await FollowingClock.run(project["behind.json"], connector)
    #expect(behind.history?.clock == .follow)
    // Behind from the login on: the life of the token is counted by it from its own beginning.
    #expect(behind.result.verdict == .pass, "\(behind.problems)")
  }

  @Test(arguments: proactive)
  func `the probe sees a clock that follows`(_ name: String) async throws {
    let connector = try StandardSuite.connector(Built.file("Tests/Connectors/\(name)/connector.json"))
    #expect(try await FollowingClock.probe(connector) == .follows)
  }

  @Test func `a Swift connector whose clock follows still gets its arguments`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.add(defect: "never-refreshes")
    let ended = try await project.dryfit("run", "refresh/one-cycle", "--clock", "follow")
    #expect(ended.status == 1, "\(ended)")
    #expect(ended.output.contains("connector clock: follows the mock's"), "\(ended)")
  }

  @Test func `a command of an action sees the moved clock`() async throws {
    let connector = try OddConnector(
      file: """
        "redirectUri": "urn:ietf:wg:oauth:2.0:oob", "login": { "run": ["/bin/true"] },
        "actions": { "read": { "run": ["date", "+%s"] } }
        """)
    let scenario = try connector.scenario(#"{ "do": "read" }, { "advance": "85m" }, { "do": "read" }"#)
    let file = try StandardSuite.connector(connector.folder + "/connector.json")
    let run = try await FollowingClock.run(scenario, file)
    let said = run.history?.steps.flatMap(\.answers).compactMap(\.output).compactMap { Int($0) } ?? []
    try #require(said.count == 2, "\(run.problems)")
    #expect((85 * 60...86 * 60).contains(said[1] - said[0]), "\(said)")
    #expect(try await FollowingClock.probe(file).reason == "it has no process that could be looked at")
  }

  @Test(.enabled(if: ["bash", "curl", "jq"].allSatisfy(OddConnector.isInstalled), "bash, curl or jq is missing"))
  func `the probe looks at a command that waits for its user`() async throws {
    let connector = try StandardSuite.connector(Built.file("Tests/Connectors/shell-oob/connector.json"))
    let finding = try await FollowingClock.probe(connector)
    #expect(finding == .follows, "\(finding)")
  }

  @Test(.enabled(if: FollowingClock.staticCompiler != nil, "there is no C compiler with a static libc"))
  func `a static program keeps the real time, and the report says so`() async throws {
    let project = try Project()
    let source = Built.file("Tests/Connectors/static-web/connector.c")
    let compiler = try #require(FollowingClock.staticCompiler)
    let compiled = try await Subprocess.run(
      .path(FilePath(compiler)), arguments: ["-static", "-o", project["connector"], source], output: .discarded,
      error: .string(limit: 1 << 16))
    try #require(compiled.terminationStatus == .exited(0), "\(compiled.standardError)")
    try FileManager.default.copyItem(
      atPath: Built.file("Tests/Connectors/static-web/connector.json"), toPath: project["connector.json"])
    let finding = try await FollowingClock.probe(StandardSuite.connector(project["connector.json"]))
    #expect(finding.clock == .real)
    #expect(finding.reason?.contains("does not load libfaketime") == true, "\(finding)")
    try project.writeScenario()
    let ended = try await project.dryfit("run", "case.json")
    #expect(ended.output.contains("connector clock: real (its program"), "\(ended)")
    let insisting = try await project.dryfit("run", "case.json", "--clock", "follow")
    #expect(insisting.status == 69, "\(insisting)")
  }

  @Test(arguments: [
    ("Mon, 23 Nov 2026 12:00:00 GMT", 1_795_435_200), ("Thu, 01 Jan 1970 00:00:09 GMT", 9),
  ])
  func `a Date header is read`(_ text: String, _ seconds: Int64) {
    #expect(Instant(httpDate: text)?.seconds == seconds)
  }

  @Test(arguments: ["", "Mon, 23 Nov 2026 12:00:00", "Monday, 23-Nov-26 12:00:00 GMT", "Mon, 23 Foo 2026 12:00:00 GMT"])
  func `anything else is none`(_ text: String) { #expect(Instant(httpDate: text) == nil) }
}

/// What these tests need of the machine.
enum FollowingClock {
  /// What moves clocks; nil where it is not installed.
  static let library = try? ClockLibrary.find(besides: URL(filePath: Built.dryfit).deletingLastPathComponent().path)

  /// The first C compiler that links programs statically.
  static let staticCompiler: String? = {
    let libraries = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
    let isStatic = libraries.contains { FileManager.default.fileExists(atPath: "/usr/lib/\($0)/libc.a") }
    return isStatic ? program("cc") : nil
  }()

  /// Whether the interpreter of a connector is there.
  static func canRun(_ connector: String) -> Bool { program(connector.hasPrefix("node") ? "node" : "python3") != nil }

  private static func program(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" + name }
      .first(where: FileManager.default.isExecutableFile)
  }

  /// Eighty-five of ninety minutes pass; the token still lives, and a connector that looks ahead replaces it.
  static func scenario(clock: String) -> String {
    """
    {
      "format": 1, "title": "An access token is replaced before its end", "clock": { "connector": \(clock) },
      "steps": [
        { "login": {}, "expect": { "outcome": "connected" } },
        { "id": "before", "do": "read", "expect": { "outcome": "ok" } },
        { "advance": "85m" },
        { "do": "read", "expect": { "outcome": "ok" } }
      ],
      "expect": [
        { "seen": { "endpoint": "oauth.refresh", "status": 200, "after": "before" }, "count": 1 },
        { "never": { "endpoint": "api", "status": 401 } }
      ]
    }
    """
  }

  static func run(_ path: String, _ connector: ConnectorFile) async throws -> JudgedRun {
    try await runner().runAndJudge(plan(StandardSuite.scenario(path), connector))
  }

  static func probe(_ connector: ConnectorFile) async throws -> ClockFinding {
    let scenario = try #require(StandardSuite.scenarios["login/allow"])
    return try await runner().probeClock(plan(scenario, connector))
  }

  private static func runner() -> Runner {
    Runner(logger: Logger(label: "end-to-end") { _ in SwiftLogNoOpLogHandler() }, clockLibrary: library)
  }

  private static func plan(_ scenario: LoadedScenario, _ connector: ConnectorFile) -> RunPlan {
    RunPlan(
      scenario: scenario.scenario.value, connector: connector, world: scenario.world.value,
      profile: scenario.profile.value,
      catalog: StandardSuite.catalog, seed: 1)
  }
}
