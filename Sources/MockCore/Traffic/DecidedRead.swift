/// What was decided on a call that only reads, for those who make the same call again.
public struct DecidedRead: Sendable {
  /// The number of its exchange.
  public var number: Int
  /// The answer, without the headers of its own.
  public var answer: Answer
  /// Why.
  public var grounds: Grounds
  /// The company that the call names.
  public var company: Int64?
  /// The moment from which on it does not hold any more, whatever else changes.
  public var until: Instant

  /// States a decision.
  public init(number: Int, answer: Answer, grounds: Grounds, company: Int64?, until moment: Instant) {
    self.number = number
    self.answer = answer
    self.grounds = grounds
    self.company = company
    until = moment
  }
}
