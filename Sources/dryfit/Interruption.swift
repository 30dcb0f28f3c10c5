import UnixSignals

/// A signal asked the command to end.
struct Interrupted: Error {
  /// The signal's number.
  var signal: Int32
}

/// Performs something that ends cleanly when the command is interrupted: it is cancelled, and waited for.
///
/// - Throws: ``Interrupted`` after a signal, otherwise what the body throws.
func interruptible<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
  let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
  return try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      for await signal in signals { throw Interrupted(signal: signal.rawValue) }
      return nil
    }
    defer { group.cancelAll() }
    do {
      while let finished = try await group.next() {
        if let value = finished { return value }
      }
    } catch let interruption as Interrupted {
      group.cancelAll()
      while (try? await group.next()) != nil {}
      throw interruption
    }
    throw CancellationError()
  }
}
