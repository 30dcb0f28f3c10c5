import Foundation
import MockCore

/// The mock's one clock: real time, plus what was advanced.
public struct MockClock: Sendable {
  private let real: @Sendable () -> Instant
  /// How far it was moved.
  public private(set) var advanced: Duration = .zero

  /// A clock over another source of real time; tests give one that stands still.
  public init(real: @escaping @Sendable () -> Instant) {
    self.real = real
  }

  /// A clock over the machine's time.
  public static let system = MockClock { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  /// The present moment of the mock.
  public var now: Instant { real() + advanced }

  /// Moves the clock forward.
  public mutating func advance(by span: Duration) { advanced += span }

  /// Takes back all that it was moved.
  public mutating func reset() { advanced = .zero }
}
