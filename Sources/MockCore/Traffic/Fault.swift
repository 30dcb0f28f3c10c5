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

/// What a fault does to an answer.
public enum FaultReply: Hashable, Sendable {
  /// Another answer, and nothing is decided; without a body, Procore's own words for that status.
  case status(Int, headers: [Parameter], body: JSONValue?)
  /// The connection is closed and nothing was decided.
  case dropBeforeCommit
  /// The decision is committed, and the connection is closed without an answer.
  case dropAfterCommit
  /// The decision is committed, and the connection is reset (TCP RST).
  case reset
  /// The decision is committed, the headers promise the whole body, and the connection closes in its middle.
  case truncate

  /// Whether the decision is made and kept although the connector may not hear of it.
  public var commits: Bool {
    switch self {
    case .status, .dropBeforeCommit: false
    case .dropAfterCommit, .reset, .truncate: true
    }
  }

  /// Whether the connector receives a whole answer.
  public var delivers: Bool {
    if case .status = self { true } else { false }
  }
}
