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
        // The numbers end when the wait is broken off, which does not mean that nothing came.
        try Task.checkCancellation()
        return false
      }
    } catch is Deadline.Passed {
      return false
    }
  }

  /// What keeps it from being quiet.
  enum Unrest: Hashable, Sendable {
    case unanswered(Int)
    case requests
    case computing

    /// The unrest for people.
    var words: String {
      switch self {
      case .unanswered(let count): "requests without an answer: \(count)"
      case .requests: "requests kept coming"
      case .computing: "the connector went on computing"
      }
    }
  }

  /// Waits until no answer is outstanding, nothing has come for a moment, and the connector's processes have computed
  /// nothing meanwhile.
  ///
  /// - Returns: what was last in the way when it did not become quiet; nil when it did.
  func untilQuiet() async throws -> Unrest? {
    let seen = LastUnrest()
    do {
      try await Deadline.run(within: bounds.patience) { [self] in try await listen(seen) }
      return nil
    } catch is Deadline.Passed {
      try Task.checkCancellation()
      return await seen.unrest
    }
  }

  private func listen(_ seen: LastUnrest) async throws {
    // Looks, not time, are counted: each takes as long as the silence that it listens to.
    let looks = Int(bounds.busyness / bounds.silence)
    var looksLeft = looks
    var before = await ticks()
    while true {
      let hasCome = try await until(within: bounds.silence, newerThan: await mock.exchangeCount)
      let open = mock.openExchanges
      let now = await ticks()
      let unrest: Unrest? = hasCome ? .requests : open > 0 ? .unanswered(open) : now == before ? nil : .computing
      looksLeft = unrest == .computing ? looksLeft - 1 : looks
      guard let unrest, looksLeft >= 0 else { return }
      await seen.keep(unrest)
      before = now
    }
  }

  /// What was last in the way of quiet.
  private actor LastUnrest {
    private(set) var unrest = Unrest.requests

    func keep(_ unrest: Unrest) { self.unrest = unrest }
  }

  private func ticks() async -> Int? { ProcessTable.ticks(of: await groups()) }

  private func until(within bound: Duration, newerThan number: Int) async throws -> Bool {
    try await until(within: bound) { $0.number > number }
  }
}
