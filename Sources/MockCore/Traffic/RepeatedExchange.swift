/// An exchange that repeats another in all but its number, its time and the headers of its own.
public struct RepeatedExchange: Hashable, Sendable {
  /// Its number; 0 until it is recorded.
  public var number = 0
  /// The number of the exchange that it repeats.
  public var original: Int
  /// When the request was decided, by the mock's clock.
  public var at: Instant
  /// The headers of its answer that are its own.
  public var own: OwnHeaders

  /// States what differs from another exchange.
  public init(original: Int, at now: Instant, own: OwnHeaders) {
    self.original = original
    at = now
    self.own = own
  }

  /// The whole of it.
  ///
  /// - Parameter exchange: the one that it repeats.
  public func repeating(_ exchange: Exchange) -> Exchange {
    var whole = exchange
    whole.number = number
    whole.at = at
    own.forEachField(beside: [:]) { whole.answerHeaders[$0] = $1 }
    return whole
  }
}
