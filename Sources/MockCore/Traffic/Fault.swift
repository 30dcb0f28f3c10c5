import HTTPTypes
import JSONSource

/// What goes wrong with one answer, and on which calls.
///
/// Faults fire by count, never by chance: they skip the first `skip` matching calls and then fire `times` times.
public struct Fault: Sendable {
  /// The name by which a scenario and its report speak of the fault.
  public var name: String
  /// Which calls it is for.
  public var match: Match
  /// What becomes of their answers.
  public var reply: FaultReply
  /// How many matching calls are let pass before the first one that is hit.
  public var skip: Int
  /// How many calls are hit.
  public var times: Int

  /// Makes a fault.
  public init(name: String, match: Match, reply: FaultReply, skip: Int = 0, times: Int = 1) {
    self.name = name
    self.match = match
    self.reply = reply
    self.skip = skip
    self.times = times
  }
}
