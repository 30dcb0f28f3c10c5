import MockCore

/// What it takes to have a mock more, and to move its clock.
struct MeasureSandbox {
  private static let repetitions = 50

  func figures() async throws -> [Figure] {
    let load = try await MockUnderLoad.start()
    _ = try await load.connect(times: 20)
    let files = try MockUnderLoad.files()
    var created: [Double] = []
    var moved: [Double] = []
    for _ in 0..<Self.repetitions {
      var watch = Stopwatch()
      _ = try MockUnderLoad.mock(files)
      created.append(watch.milliseconds)
      watch = Stopwatch()
      await load.listeners.mock.advance(by: .seconds(30 * 86_400))
      moved.append(watch.milliseconds)
    }
    await load.listeners.stop()
    return [
      Figure(name: "a new mock with its world (median)", value: created.median, unit: "ms", target: .atMost(5)),
      Figure(name: "the clock moved by 30 days (median)", value: moved.median, unit: "ms", target: .atMost(10)),
    ]
  }
}

extension [Double] {
  /// The one in the middle; 0 where there is none.
  var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
