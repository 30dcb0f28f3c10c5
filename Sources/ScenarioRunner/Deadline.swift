import NIOCore
import NIOPosix

/// A bound on how long something may take in real time.
///
/// Nothing in a run waits for time to pass; it waits for something observable, and a deadline bounds the waiting.
enum Deadline {
  /// What is thrown when the bound is reached.
  struct Passed: Error {}

  /// Performs something, and cancels it when the bound is reached.
  ///
  /// - Throws: ``Passed``, or what the body throws.
  static func run<Value: Sendable>(
    within bound: Duration, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await alarm(after: bound)
        throw Passed()
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() else { throw Passed() }
      return value
    }
  }

  /// Looks again and again, ever less often, until a condition holds; for what a foreign process gives no sign of.
  ///
  /// - Throws: ``Passed`` when it does not hold within the bound.
  static func poll(within bound: Duration, until condition: @escaping @Sendable () async throws -> Bool) async throws {
    try await run(within: bound) {
      var pause = Duration.milliseconds(2)
      while try await !condition() {
        try await alarm(after: pause)
        pause = min(pause * 2, .milliseconds(100))
      }
    }
  }

  private static func alarm(after span: Duration) async throws {
    let scheduled = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: TimeAmount(span)) {}
    try await withTaskCancellationHandler {
      try await scheduled.futureResult.get()
    } onCancel: {
      scheduled.cancel()
    }
  }
}
