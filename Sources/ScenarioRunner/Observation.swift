import MockCore
import MockServer

/// How long silence is listened to, in real time.
public struct QuietBounds: Hashable, Sendable {
  /// How long nothing may come before it counts as quiet.
  public var silence: Duration
  /// How long the connector may go on computing in silence; one that never rests is not waited for.
  public var busyness: Duration
  /// How long quiet is waited for at most.
  public var patience: Duration

  /// The bounds where nobody asks for others.
  public static let standard = QuietBounds(
    silence: .milliseconds(100), busyness: .seconds(3), patience: .seconds(20))

  /// States bounds.
  public init(silence: Duration, busyness: Duration, patience: Duration) {
    self.silence = silence
    self.busyness = busyness
    self.patience = patience
  }
}

/// Waiting for what can be seen at the mock, and of the connector's processes.
struct Observation {
  let mock: Mock
  var bounds = QuietBounds.standard
  /// The connector's process groups.
  var groups: @Sendable () async -> [Int32] = { [] }

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

  /// Waits until no answer is outstanding, nothing has come for a moment, and the connector's processes have computed
  /// nothing meanwhile.
  ///
  /// - Throws: ``Deadline/Passed`` when it never becomes quiet.
  func untilQuiet() async throws {
    try await Deadline.run(within: bounds.patience) { [self] in
      // Looks, not time, are counted: each takes as long as the silence that it listens to.
      var looksLeft = Int(bounds.busyness / bounds.silence)
      var before = await ticks()
      while true {
        let hasCome = try await until(within: bounds.silence, newerThan: await mock.exchangeCount)
        let open = await mock.openExchanges
        let now = await ticks()
        if hasCome || open > 0 {
          looksLeft = Int(bounds.busyness / bounds.silence)
        } else if now == before || looksLeft <= 0 {
          return
        } else {
          looksLeft -= 1
        }
        before = now
      }
    }
  }

  private func ticks() async -> Int? { ProcessTable.ticks(of: await groups()) }

  private func until(within bound: Duration, newerThan number: Int) async throws -> Bool {
    try await until(within: bound) { $0.number > number }
  }
}
