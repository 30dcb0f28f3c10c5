/// A value that comes once, and that many may wait for; whoever is cancelled stops waiting.
actor Latch<Value: Sendable> {
  private(set) var value: Value?
  private var waiting: [AsyncStream<Value>.Continuation] = []

  /// Sets the value, if none is set yet.
  func open(_ value: Value) {
    guard self.value == nil else { return }
    self.value = value
    for continuation in waiting {
      continuation.yield(value)
      continuation.finish()
    }
    waiting = []
  }

  /// The value, as soon as there is one.
  ///
  /// - Throws: `CancellationError` when the caller is cancelled before.
  func wait() async throws -> Value {
    if let value { return value }
    let (stream, continuation) = AsyncStream<Value>.makeStream()
    waiting.append(continuation)
    for await value in stream { return value }
    throw CancellationError()
  }
}
