/// Whoever waits for exchanges.
struct Observers {
  private var continuations: [AsyncStream<Int>.Continuation] = []

  mutating func follow() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream<Int>.makeStream()
    continuations.append(continuation)
    return stream
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
