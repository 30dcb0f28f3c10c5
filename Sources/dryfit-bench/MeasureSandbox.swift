import Logging
import MockCore
import MockServer
import ScenarioRunner

/// What it takes to have a sandbox more, to take one back to its world, and to move its clock.
struct MeasureSandbox {
  private static let repetitions = 50

  func figures() async throws -> [Figure] {
    let load = try await MockUnderLoad.start()
    _ = try await load.connect(times: 20)
    let sandboxes = try sandboxes(beside: load)
    var created: [Double] = []
    var reset: [Double] = []
    var moved: [Double] = []
    for _ in 0..<Self.repetitions {
      var watch = Stopwatch()
      let sandbox = try await sandboxes.create(SandboxOrder())
      created.append(watch.milliseconds)
      watch = Stopwatch()
      try await sandbox.listeners.mock.reset()
      reset.append(watch.milliseconds)
      watch = Stopwatch()
      await load.listeners.mock.advance(by: .seconds(30 * 86_400))
      moved.append(watch.milliseconds)
    }
    await sandboxes.stop()
    await load.listeners.stop()
    return [
      Figure(name: "a new sandbox that listens (median)", value: created.median, unit: "ms", target: .atMost(5)),
      Figure(name: "a sandbox taken back to its world (median)", value: reset.median, unit: "ms", target: .atMost(5)),
      Figure(name: "the clock moved by 30 days (median)", value: moved.median, unit: "ms", target: .atMost(10)),
    ] + (try await memory())
  }

  /// What one more sandbox occupies, of many that were made after the process had warmed up.
  private func memory() async throws -> [Figure] {
    let load = try await MockUnderLoad.start()
    let sandboxes = try sandboxes(beside: load)
    for _ in 0..<20 { _ = try await sandboxes.create(SandboxOrder()) }
    guard let before = Memory.residentKilobytes else { return [] }
    let count = 100
    for _ in 0..<count { _ = try await sandboxes.create(SandboxOrder()) }
    let after = Memory.residentKilobytes ?? before
    await sandboxes.stop()
    await load.listeners.stop()
    return [
      Figure(
        name: "memory of one more sandbox", value: (after - before) / Double(count), unit: "kB", target: .atMost(300))
    ]
  }

  private func sandboxes(beside load: MockUnderLoad) throws -> OpenSandboxes {
    let files = try MockUnderLoad.files()
    var logger = Logger(label: "dryfit-bench")
    logger.logLevel = .error
    return OpenSandboxes(
      first: OpenSandbox(
        id: OpenSandbox.firstID, listeners: load.listeners,
        origin: .init(world: "two-companies", profile: "procore", seed: 1)),
      standard: .init(world: files.world, profile: files.profile, redirectUri: MockUnderLoad.redirectURI),
      fixtures: SandboxFixtures(home: try MockUnderLoad.home(), catalog: files.catalog), logger: logger)
  }
}

extension [Double] {
  /// The one in the middle; 0 where there is none.
  var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
