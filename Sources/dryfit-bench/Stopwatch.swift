/// Real time, for what is measured.
struct Stopwatch {
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant

  /// Begins to measure.
  init() { began = clock.now }

  /// How long it has been.
  var time: Duration { clock.now - began }
  /// How long it has been, in milliseconds.
  var milliseconds: Double { time / .milliseconds(1) }
  /// How long it has been, in seconds.
  var seconds: Double { time / .seconds(1) }
}
