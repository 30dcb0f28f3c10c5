/// Whoever waits for exchanges.
struct Observers {
  private var continuations: [AsyncStream<Int>.Continuation] = []
  private var isStopped = false

  mutating func follow() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream<Int>.makeStream()
    if isStopped { continuation.finish() }
    continuations.append(continuation)
    return stream
  }

  /// Lets nobody wait any more, now and from now on.
  mutating func stop() {
    isStopped = true
    for continuation in continuations { continuation.finish() }
    continuations = []
  }

  /// Tells everybody who still listens.
  mutating func tell(_ number: Int) {
    guard !continuations.isEmpty else { return }
    continuations.removeAll { continuation in
      if case .terminated = continuation.yield(number) { return true }
      return false
    }
  }
}
