import MockCore
import MockServer

/// Waiting for what can be seen at the mock.
struct Observation {
  let mock: Mock

  /// How long nothing may come before it counts as quiet, in real time.
  static let quietSpan = Duration.milliseconds(100)
  /// How long quiet is waited for at most, in real time.
  static let longestUnrest = Duration.seconds(20)

  /// Waits for an exchange; one that was already recorded counts.
  ///
  /// - Returns: whether it came within the bound.
  func until(within bound: Duration, _ condition: @escaping @Sendable (Exchange) -> Bool) async throws -> Bool {
    let numbers = await mock.follow()
    if try await mock.exchanges().contains(where: condition) { return true }
    do {
      return try await Deadline.run(within: bound) { [mock] in
        for await number in numbers {
          if try await mock.exchanges(after: number - 1).contains(where: condition) { return true }
        }
        return false
      }
    } catch is Deadline.Passed {
      return false
    }
  }

  /// Waits until no answer is outstanding and nothing has come for a moment.
  ///
  /// - Throws: ``Deadline/Passed`` when it never becomes quiet.
  func untilQuiet() async throws {
    try await Deadline.run(within: Self.longestUnrest) { [self] in
      var isQuiet = false
      while !isQuiet {
        let hasCome = try await until(within: Self.quietSpan, newerThan: await mock.exchangeCount)
        let open = await mock.openExchanges
        isQuiet = !hasCome && open == 0
      }
    }
  }

  private func until(within bound: Duration, newerThan number: Int) async throws -> Bool {
    try await until(within: bound) { $0.number > number }
  }
}
